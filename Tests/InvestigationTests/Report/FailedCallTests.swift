import TestSupport
import Testing

/// Calls that failed, asked for by what they are for, where no message speaks of them.
@Suite(.steppingBack) struct FailedCallTests {
  /// A web server's log: from 10:30 on every login is answered with 500, searches never.
  private static func write(to folder: TemporaryFolder) throws {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    var access: [String] = []
    var errors: [String] = []
    for place in 0..<600 {
      let (minute, second) = (place / 10, place % 10 * 6)
      let isLogin = place % 5 == 0
      let isBad = isLogin && minute >= 30
      let call = isLogin ? "POST /login HTTP/1.1" : "GET /search?q=\(place) HTTP/1.1"
      access.append(
        "198.51.100.\(place % 200) - - [10/Mar/2026:10:\(two(minute)):\(two(second)) +0000] \"\(call)\" "
          + "\(isBad ? 500 : 200) \(600 + place) \"-\" \"Mozilla/5.0\"")
      if isBad {
        errors.append(
          "[Tue Mar 10 10:\(two(minute)):\(two(second)).000120 2026] [php:error] [pid 71] "
            + "session_start(): open(/var/lib/sessions/s\(place)) failed: No space left on device (28)"
        )
      }
    }
    try folder.write("access.log", access.joined(separator: "\n") + "\n")
    try folder.write("error.log", errors.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [
    ("how many logins failed?", "60 "), ("how many failed logins were there?", "60 "),
    ("since when do logins fail?", "10:30:00"),
  ])
  func `are told by path and status`(ask question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask("nobody can log in, why?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    let text = asked.section("Answer") ?? ""
    #expect(text.contains(told), "\(text)")
  }
}
