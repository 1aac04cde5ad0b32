import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What there is to say of a session before what it found.
struct SessionFacts {
  let session: Session

  init(_ session: Session) {
    self.session = session
  }

  /// Names with their values.
  var rows: [(name: String, value: String)] {
    var rows = [("Asked", period), ("Questions", "\(questions)")]
    if session.status != .idle { rows.append(("Status", session.status.words)) }
    rows.append(("Id", session.id.rawValue))
    return rows
  }

  private var questions: Int {
    (session.messages ?? []).count { $0.role == .user }
  }

  /// From the first question to the last answer.
  private var period: String {
    let first = TimeWords(toTheSecond: session.createdAt)
    guard let last = session.messages?.last.map({ TimeWords(toTheSecond: $0.createdAt) }),
      last.text != first.text
    else { return "\(first.text) UTC" }
    return "\(first.text) to \(last.text(after: first)) UTC"
  }
}
