import Evidence
import Timeline

/// Requests of a small shop, made so that what is wrong with them is known.
///
///     gateway GET /cart → cart GET /cart → cart SELECT carts
///                       → price GET /price
///                       → stock GET /stock
struct MadeRequests {
  private(set) var requests = TracedRequests(source: "files", paths: ["spans.csv", "app.log"])
  private var start: Int64
  private var line = 1

  /// Begins at so many seconds after an hour that is the same in all tests.
  init(from second: Int64 = 0) {
    start = 1_773_136_800_000_000 + second * 1_000_000
  }

  /// What can differ from request to request; durations in milliseconds.
  struct Shape {
    /// What the calls to each service lose beside its own work.
    var gaps: [String: Int64] = [:]
    /// How long each service works itself.
    var work: [String: Int64] = [:]
    /// What cart, and then gateway, write: level and words.
    var cart: [(Level, String)] = [(.info, "looking up the cart"), (.info, "found the cart")]
    var gateway: [(Level, String)] = [(.info, "request taken"), (.info, "request answered")]
    /// Services whose spans are missing, and those whose spans fail.
    var lost: Set<String> = []
    var failing: Set<String> = []
    /// What the inner spans of services say of themselves, and which of them fail.
    var details: [String: TracedRequests.Detail] = [:]
    var failingInside: Set<String> = []
    /// How many inner spans a service has, one after the other; each takes 2 ms where there are many.
    var many: [String: Int] = [:]
  }

  /// Adds so many requests, one a second.
  mutating func add(_ count: Int, _ shape: (Int) -> Shape = { _ in Shape() }) {
    for number in 0..<count { add(shape(number)) }
  }

  private mutating func add(_ shape: Shape) {
    let begin = start
    start += 1_000_000
    var now = begin
    let root = span("gateway", "GET /cart", nil, begin, 0, shape.failing.contains("gateway"))
    for callee in ["cart", "price", "stock"] {
      let work = (shape.work[callee] ?? 10) * 1000
      let gap = (shape.gaps[callee] ?? 2) * 1000
      let call = span("gateway", "call \(callee)", root, now, work + gap, false)
      if !shape.lost.contains(callee) {
        let entry = span(
          callee, "GET /\(callee)", call, now + gap / 2, work, shape.failing.contains(callee))
        let count = shape.many[callee] ?? 1
        let length = count == 1 ? work / 2 : 2000
        var inner = entry
        for number in 0..<count {
          inner = span(
            callee, "SELECT \(callee)", entry, now + gap / 2 + Int64(number) * length, length,
            shape.failingInside.contains(callee), shape.details[callee])
        }
        if callee == "cart" { write(shape.cart, entry, inner) }
      }
      now += work + gap
    }
    requests.spans[root].duration = now - begin + 1000
    write(shape.gateway, root, root)
  }

  private mutating func write(_ said: [(Level, String)], _ first: Int, _ rest: Int) {
    for (index, (level, text)) in said.enumerated() {
      let service = requests.operations[requests.spans[first].operation].service
      let message = TracedRequests.Message(service: service, template: text, level: level)
      let number = requests.messages.firstIndex(of: message) ?? requests.messages.count
      if number == requests.messages.count { requests.messages.append(message) }
      line += 1
      requests.entries.append(
        TracedRequests.Entry(
          span: index == 0 ? first : rest, message: number,
          time: Instant(microseconds: requests.spans[first].start + Int64(index) * 1000), path: 1,
          line: line, text: level >= .error ? text : ""))
    }
  }

  private mutating func span(
    _ service: String, _ name: String, _ parent: Int?, _ start: Int64, _ duration: Int64,
    _ isError: Bool, _ detail: TracedRequests.Detail? = nil
  ) -> Int {
    var place: Int?
    if let detail {
      place = requests.details.firstIndex(of: detail) ?? requests.details.count
      if place == requests.details.count { requests.details.append(detail) }
    }
    let operation = TracedRequests.Operation(service: service, name: name)
    let number = requests.operations.firstIndex(of: operation) ?? requests.operations.count
    if number == requests.operations.count { requests.operations.append(operation) }
    line += 1
    requests.spans.append(
      TracedRequests.Span(
        operation: number, parent: parent, start: start, duration: duration, isError: isError,
        detail: place, line: line, text: "\(service),\(name),\(start),\(duration)"))
    requests.total += 1
    return requests.spans.count - 1
  }
}
