import TestSupport
import Testing

/// Judgements of a change that a question names by its time, and answers that begin with yes or no.
@Suite struct NamedChangeTests {
  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The disk of `ledger` is full from 10:30 to 10:50; `ledger` was restarted at 09:40, `web` deployed
  /// at 10:40, all well until 11:20.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<140 {
      let clock = "2026-03-10T\(two(9 + minute / 60)):\(two(minute % 60))"
      lines.append("\(clock):00Z INFO ledger: booked entry \(minute)")
      if minute == 40 { lines.append("\(clock):10Z INFO ledger: Starting ledger 4.2.0") }
      if minute == 100 { lines.append("\(clock):20Z INFO web: deployed version 3.1.0") }
      if (90..<110).contains(minute) {
        lines.append("\(clock):30Z ERROR ledger: write failed: No space left on device")
      }
    }
    try folder.write("app.log", lines.joined(separator: "\n") + "\n")
    return folder
  }

  @Test func `A change long before, and one after, is judged as such`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why do bookings fail?", in: [folder.path])
    #expect(cause.firstSentence.contains("ledger"), "\(cause.markdown)")
    let early = try await ask(
      "was the restart at 09:40 the reason?", in: [folder.path], after: cause)
    #expect(early.firstSentence.hasPrefix("Rather not: it came 50 min"), "\(early.markdown)")
    let late = try await ask(
      "was the deploy at 10:40 the trigger?", in: [folder.path], after: cause)
    #expect(late.firstSentence.hasPrefix("No: it came"), "\(late.markdown)")
  }

  @Test(arguments: [
    ("was it the 3.1.0 release?", "No: it came 9 min 50 s after"),
    ("could it be version 4.2.0?", "Rather not: it came 50 min"),
  ])
  func `A change is known by its version`(
    question: String, beginning: String
  ) async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why do bookings fail?", in: [folder.path])
    let answer = try await ask(question, in: [folder.path], after: cause)
    #expect(answer.firstSentence.hasPrefix(beginning), "\(answer.markdown)")
  }

  @Test func `Whether what was done helped`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why do bookings fail?", in: [folder.path])
    let answer = try await ask("did the deploy help?", in: [folder.path], after: cause)
    #expect(answer.firstSentence.hasPrefix("No: it went on for 9 min 10 s"), "\(answer.markdown)")
  }

  @Test func `What still works is no matter of what is over`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why do bookings fail?", in: [folder.path])
    let answer = try await ask("did reads still work?", in: [folder.path], after: cause)
    #expect(!answer.firstSentence.hasPrefix("No: it is no longer"), "\(answer.markdown)")
  }

  @Test(arguments: [
    ("is it over?", "Yes: it is no longer happening"),
    ("is it still happening?", "No: it is no longer happening"),
    ("when did it end?", "It is no longer happening"),
  ])
  func `Whether it is over is told by yes or no`(question: String, beginning: String) async throws {
    let folder = try Self.evidence()
    let cause = try await ask("why do bookings fail?", in: [folder.path])
    let answer = try await ask(question, in: [folder.path], after: cause)
    #expect(answer.firstSentence.hasPrefix(beginning), "\(answer.markdown)")
  }
}

/// Questions of what was done and started, which end in no trouble.
@Suite struct DoneAndStartedTests {
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let lines = [
      "2026-03-10T01:00:00Z INFO sync: Starting sync 2.4.1",
      "2026-03-10T01:10:00Z INFO sync: put of a.parquet request_id=5da437 ok",
      "2026-03-10T01:20:00Z WARN sync: put of b.parquet request_id=77ab01: 503 SlowDown, attempt 1 of 5",
      "2026-03-10T01:20:02Z INFO sync: put of b.parquet request_id=77ab02 ok, attempt 2 of 5",
      "2026-03-10T01:34:00Z INFO sync: summary: 612 files copied, 0 failed, 1 retried",
      "2026-03-10T01:34:02Z INFO sync: sync done, exit 0",
      "2026-03-10T02:00:00Z INFO cron: run-parts hourly",
    ]
    try folder.write("sync.log", lines.joined(separator: "\n") + "\n")
    return folder
  }

  @Test(arguments: [
    ("when was it done?", "**sync** was done at 2026-03-10 01:34:02"),
    ("how many files did it copy?", "612 files"),
    ("when was sync started?", "**sync** was started at 2026-03-10 01:00:00"),
  ])
  func `What was done and started is told by the entries that say so`(
    question: String, told: String
  ) async throws {
    let folder = try Self.evidence()
    let cause = try await ask("did the sync break last night?", in: [folder.path])
    let answer = try await ask(question, in: [folder.path], after: cause)
    #expect((answer.section("Answer") ?? "").hasPrefix(told), "\(answer.markdown)")
  }

  @Test func `An identifier counts nothing`() async throws {
    let folder = try Self.evidence()
    let answer = try await ask("how many requests failed?", in: [folder.path])
    #expect(!answer.markdown.contains("requests: the sum"), "\(answer.markdown)")
  }
}
