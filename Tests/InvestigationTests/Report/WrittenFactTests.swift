import TestSupport
import Testing

@testable import Investigation

/// Turns that ask for what small texts beside the logs say: a value before and after, a list below a label, how
/// long a recorded operation took.
@Suite struct WrittenFactTests {
  /// A ferry's booking service that fails since its cache was made short, with what was written down beside.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 10..<59 {
      lines.append(
        minute < 40
          ? "2026-06-09T11:\(minute):05Z INFO seat \(minute) booked"
          : "2026-06-09T11:\(minute):05Z ERROR fares: too many connections")
    }
    lines.insert("2026-06-09T11:09:01Z INFO argument: -XX:MaxMetaspaceSize=512m", at: 0)
    lines.insert("2026-06-09T11:30:01Z INFO argument: -XX:MaxMetaspaceSize=256m", at: 21)
    try folder.write("booking/booking.log", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "git-log.txt",
      """
      commit 8d1f0a7c52b94e6d9f31c0b7a1e2d3f4a5b6c7d8
      Author: Priya Nair <priya.nair@ferry.example>
      Date:   Tue Jun 9 11:38:20 2026 +0000

          booking: FARE_TTL_SECONDS 900 -> 9, fares were stale

      commit 51c9e0b2d7a84f3c86e5d4c3b2a1908f7e6d5c4b
      Author: Tom Becker <tom.becker@ferry.example>
      Date:   Mon Jun 8 09:12:02 2026 +0000

          docs: how to rotate keys

      """)
    try folder.write(
      "stack.yml",
      """
      services:
        booking:
          image: registry.example/booking:4.1
          environment:
            OPEN_TIMEOUT_MS: 2500
          deploy:
            placement:
              constraints:
                - node.labels.disk == ssd

      """)
    try folder.write(
      "operations.txt",
      """
      NAME            TYPE             STATUS  START_TIME            END_TIME
      operation-17a   UPGRADE_MASTER   DONE    2026-06-08T02:03:21Z  2026-06-08T02:11:47Z
      operation-17b   UPGRADE_NODES    DONE    2026-06-09T02:04:11Z  2026-06-09T02:47:09Z

      """)
    return folder
  }

  private static let why = "why do bookings fail since 11:40?"

  @Test(arguments: [
    ("from what to what was the TTL set?", "From `900` to `9`"),
    ("what was the fare ttl before?", "`900` before"),
    ("what placement constraint does it have?", "node.labels.disk == ssd"),
    ("how long did the node upgrade take?", "42 min 58 s"),
    ("what is OPEN_TIMEOUT_MS set to?", "`2500`"),
    ("whats MaxMetaspaceSize now and what was it before?", "`256m`"),
  ])
  func `It is told as it is written there`(question: String, words: String) async throws {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let answer = try await ask(question, in: [folder.path], after: cause)
    #expect(answer.firstSentence.contains(words), "\(answer.markdown)")
  }

  @Test func `A secret is no setting that is told`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "booking.log",
      "2026-06-09T11:40:05Z ERROR db_password=hunter2abc too many connections\n"
        + "2026-06-09T11:41:05Z ERROR password 7 -> password=hunter3abc\n")
    let cause = try await ask("why did it fail?", in: [folder.path])
    for question in [
      "what is db_password set to?", "what was the password before?",
      "from what to what was the password set?",
    ] {
      let answer = try await ask(question, in: [folder.path], after: cause)
      #expect(!answer.firstSentence.contains("hunter"), "\(answer.markdown)")
    }
  }

  @Test func `Nothing is told of a value that no text says was replaced`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let answer = try await ask(
      "what was the seat price before?", in: [folder.path], after: cause)
    #expect(!answer.firstSentence.contains("900"))
  }
}

/// Values that were replaced, by the words of a text.
@Suite struct ReplacedValueTests {
  @Test(arguments: [
    ("catalog: CACHE_TTL_SECONDS 600 -> 6, prices were stale", "600", "6"),
    ("changed pool_size from 20 to 5.", "20", "5"),
    ("feature.x: false → true", "false", "true"),
  ])
  func `Old and new are told apart`(text: String, old: String, new: String) throws {
    let value = try #require(ReplacedValue(text))
    #expect(value.old == old)
    #expect(value.new == new)
  }

  @Test(arguments: [
    "from time to time", "moved from a to b", "600 -> 600 kept", "-> 7", "10.2.0.1 -> ",
  ])
  func `Other texts tell of none`(text: String) {
    #expect(ReplacedValue(text) == nil)
  }
}
