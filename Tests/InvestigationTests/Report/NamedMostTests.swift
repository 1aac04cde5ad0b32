import TestSupport
import Testing

@testable import Investigation

/// Turns that ask who comes most often, what went well last, and whether something ever was so.
@Suite struct NamedMostTests {
  /// A balancer before three servers, and a relay that refuses mails since 10:30.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var requests: [String] = []
    var mails: [String] = []
    for minute in 10..<59 {
      let server = minute % 2 == 0 ? "shop2" : minute % 3 == 0 ? "shop1" : "shop3"
      requests.append(
        "2026-06-09T10:\(minute):05Z balancer[7]: in~ pool/\(server) 0/0/0/50/53 200 341")
      let outcome =
        minute < 30 ? "status=sent (250 OK)" : "status=deferred (535 authentication failed)"
      mails.append(
        "2026-06-09T10:\(minute):09Z postfix/smtp[88]: A\(minute): to=<j@studio.example>, "
          + "relay=relay.example:587, \(outcome)")
    }
    try folder.write("lb/balancer.log", requests.joined(separator: "\n") + "\n")
    try folder.write("mx/mail.log", mails.joined(separator: "\n") + "\n")
    return folder
  }

  @Test(arguments: [
    ("which shop server took the most requests?", "`shop2` is named most often: by 25 of"),
    ("which shop server took the fewest requests?", "least often: by 8 of"),
    ("when did the last one get through the relay ok?", "10:29:09"),
    ("was shop3 ever down?", "No: of 16 entries with `shop3` none has `down`"),
  ])
  func `It is counted in the entries`(question: String, words: String) async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why are mails not delivered?", in: [folder.path])
    let answer = try await ask(question, in: [folder.path], after: cause)
    #expect(answer.firstSentence.contains(words), "\(answer.markdown)")
  }

  @Test func `What went well last is asked of the message that says so, not of those that failed`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "backup.log",
      """
      2026-06-09T01:00:00Z INFO backup completed, 812 files
      2026-06-09T02:00:00Z INFO backup completed, 815 files
      2026-06-09T03:00:00Z ERROR backup not completed: no space left on device
      2026-06-09T04:00:00Z ERROR backup not completed: no space left on device

      """)
    let cause = try await ask("why does the backup fail?", in: [folder.path])
    let answer = try await ask(
      "when was the last good backup before that?", in: [folder.path], after: cause)
    #expect(answer.firstSentence.contains("02:00:00"), "\(answer.markdown)")
  }
}
