/// Where a connection stands between requests that came and answers that went: a pure count.
///
/// Requests are answered one behind the other, in the order they came (RFC 9112, section 9.3).
struct HTTPExchange {
  /// Requests that came whole.
  private var requestsEnded = 0
  private var responsesBegun = 0
  private var responsesEnded = 0
  /// Whether a request is on its way in.
  private(set) var isReadingRequest = false
  /// The bytes of the request's body so far.
  var bodyBytes = 0
  /// What went wrong; nothing that comes later is looked at.
  var fault: RequestFault?
  /// Whether the last answer is written.
  private(set) var isLeaving = false

  /// Whether every request before the one on its way in is answered.
  var isCaughtUp: Bool { responsesEnded == requestsEnded }

  /// What is to be done about a fault.
  enum Departure: Equatable {
    /// Nothing, or not before earlier requests are answered.
    case stay
    case answer(RequestFault)
    /// The request at fault was answered before.
    case close
  }

  /// Counts a request's head.
  mutating func requestBegan() {
    isReadingRequest = true
    bodyBytes = 0
  }

  /// Counts a request's end.
  mutating func requestEnded() {
    isReadingRequest = false
    requestsEnded += 1
  }

  /// Counts an answer's head.
  mutating func responseBegan() {
    responsesBegun += 1
  }

  /// Counts an answer's end.
  mutating func responseEnded() {
    responsesEnded += 1
  }

  /// Decides what is to be done now, and remembers it.
  mutating func leave() -> Departure {
    guard let fault, !isLeaving, responsesEnded >= requestsEnded else { return .stay }
    let isAnswered = isReadingRequest && responsesBegun > requestsEnded
    if isAnswered && responsesBegun > responsesEnded { return .stay }
    isLeaving = true
    return isAnswered ? .close : .answer(fault)
  }
}
