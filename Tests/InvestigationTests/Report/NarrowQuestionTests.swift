import TestSupport
import Testing

@testable import Investigation

/// Turns that ask for one thing: a start, the lines above an entry, a sum, who holds a lock, which status.
@Suite struct NarrowQuestionTests {
  private static func clock(_ minute: Int, _ second: Int) -> String {
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2026-04-02T09:\(pad(minute)):\(pad(second))Z"
  }

  /// A printer's service, started at 09:10, that is refused its seats from 09:20 until 09:41; batches
  /// that drop pages; a gate with statuses.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var printer: [String] = []
    var seats: [String] = []
    var gate: [String] = []
    for minute in 0..<59 {
      let isBad = (20...41).contains(minute)
      if minute == 10 { printer.append("\(clock(10, 1)) INFO printer 2.4.0 started") }
      printer.append(
        isBad
          ? "\(clock(minute, 5)) ERROR no seat left for the renderer, \(minute) pages dropped"
          : "\(clock(minute, 5)) INFO sheet \(minute) printed")
      if minute == 20 { seats.append("\(clock(20, 2)) INFO OUT: renderer bench-3") }
      seats.append(
        isBad
          ? "\(clock(minute, 4)) WARN DENIED: renderer printer-1" : "\(clock(minute, 4)) INFO tick")
      gate.append(
        "\(clock(minute, 6)) INFO request=aa4\(minute)bc7 path=/print status=\(isBad ? (minute == 30 ? 504 : 503) : 200)"
      )
      if minute == 50 { gate.append("\(clock(50, 40)) WARN paper of tray 2 is low") }
    }
    try folder.write("printer/printer.log", printer.joined(separator: "\n") + "\n")
    try folder.write("seats/seats.log", seats.joined(separator: "\n") + "\n")
    try folder.write("gate/gate.log", gate.joined(separator: "\n") + "\n")
    return folder
  }

  private static let why = "why are the sheets not printed?"

  @Test func `A start is told with its version, and whether it was after the trouble began`()
    async throws
  {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let start = try await ask(
      "when was the printer started again, and which version?", in: [folder.path], after: cause)
    #expect(start.firstSentence.contains("09:10:01") && start.markdown.contains("2.4.0"))
    #expect(start.markdown.contains("none stands after it"))
    // Of who was named others' starts are none.
    let other = try await ask(
      "when was the gate started again?", in: [folder.path], after: cause)
    #expect(!other.firstSentence.contains("**gate** was started"))
    // The onset is no start of a process.
    let since = try await ask("when did it start?", in: [folder.path], after: cause)
    #expect(since.firstSentence.contains("09:20"))
  }

  @Test func `What stands above the first of some entry is shown`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let before = try await ask(
      "show me what seats printed just before the first DENIED", in: [folder.path], after: cause)
    #expect(before.firstSentence.contains("OUT: renderer bench-3"))
    let none = try await ask(
      "what did seats print right before the first FLOOD?", in: [folder.path], after: cause)
    #expect(!none.markdown.contains("The line before"))
  }

  @Test func `What many entries tell of is added up; entries are counted where each is one`()
    async throws
  {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let pages = try await ask("how many pages were dropped?", in: [folder.path], after: cause)
    #expect(pages.firstSentence.contains("\((20...41).reduce(0, +)) pages"))
    let sheets = try await ask("how many sheets were printed?", in: [folder.path], after: cause)
    #expect(!sheets.firstSentence.contains("the sum"))
  }

  @Test func `Which statuses, only one of them, and the first three of those`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let which = try await ask("which 5xx are there in gate?", in: [folder.path], after: cause)
    #expect(which.markdown.contains("503") && which.markdown.contains("21"))
    let many = try await ask(
      "how many requests failed at the gate?", in: [folder.path], after: cause)
    #expect(many.firstSentence.hasPrefix("22 "))
    let three = try await ask("show me the first three of those", in: [folder.path], after: many)
    #expect(three.markdown.contains("aa420bc7") && three.markdown.contains("aa422bc7"))
    #expect(!three.markdown.contains("aa423bc7"))
  }

  @Test func `Of a stretch of time what stands in it is told, not the cause`() async throws {
    let folder = try Self.evidence()
    let cause = try await ask(Self.why, in: [folder.path])
    let after = try await ask(
      "did anything go wrong after 09:45?", in: [folder.path], after: cause)
    #expect(after.firstSentence.contains("paper of tray 2") || after.markdown.contains("1 warning"))
    let late = try await ask("did anything go wrong after 09:52?", in: [folder.path], after: cause)
    #expect(late.firstSentence.hasPrefix("No"))
  }

  @Test func `Who holds a lock is named with what it did, and what waits first`() async throws {
    let folder = try TemporaryFolder()
    var lines = (0..<20).map {
      "2026-04-02 09:0\($0 % 10):1\($0 / 10).000 UTC [91\($0 + 10)] web@shop LOG:  duration: \($0 + 1).2 ms"
    }.sorted()
    lines.append("2026-04-02 09:11:40.000 UTC [4402] report@shop LOG:  statement: BEGIN")
    lines.append(
      "2026-04-02 09:20:01.000 UTC [4477] owner@shop LOG:  statement: ALTER TABLE seats ADD x text")
    for (index, waiter) in ([4477] + Array(5001...5030)).enumerated() {
      let time = "2026-04-02 09:20:\(index + 10).000 UTC [\(waiter)] web@shop"
      lines.append(
        "\(time) LOG:  process \(waiter) still waiting for AccessShareLock on relation 16 of database 1 after 1000.1 ms"
      )
      lines.append("\(time) DETAIL:  Process holding the lock: 4402. Wait queue: 4477, \(waiter).")
    }
    try folder.write("db/postgresql.log", lines.joined(separator: "\n") + "\n")
    let cause = try await ask("why do the pages hang?", in: [folder.path])
    let answer = try #require(cause.section("Answer"))
    #expect(answer.contains("held by `4402`") && answer.contains("report@shop"))
    #expect(answer.contains("ALTER TABLE seats"))
    let who = try await ask("which session held the lock?", in: [folder.path], after: cause)
    #expect(who.firstSentence.contains("4402"))
  }

  @Test func `What comes of the named thing alone is told, whatever is louder`() async throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<59 {
      lines.append("\(Self.clock(minute, 1)) info: meter-\(minute % 9 + 10) sent its values")
      if minute % 4 == 0 {
        lines.append("\(Self.clock(minute, 2)) error: meter-\(minute % 7 + 20) timed out")
      }
      if minute > 30 {
        lines.append(
          "\(Self.clock(minute, 3)) info: meter-33 is known already, closing the old one")
      }
    }
    try folder.write("hub/hub.log", lines.joined(separator: "\n") + "\n")
    let cause = try await ask("why does meter-33 come and go?", in: [folder.path])
    #expect(cause.firstSentence.contains("meter-33 is known already"))
    #expect(cause.firstSentence.contains("28 times"))
    let other = try await ask("why does meter-12 send nothing?", in: [folder.path])
    #expect(!other.markdown.contains("comes of nothing else"))
  }

  @Test(arguments: [
    ("batch 7 failed, 512 rows lost", "rows", 512 as Int?),
    ("STORE 207|REG 1|RECEIPTS 309", "receipts", 309),
    ("dropped points=250", "points", 250), ("render of order 88607 failed", "orders", nil),
    ("rows lost", "rows", nil), ("orders: 3 of 4", "orders", 3),
  ])
  func `A number counts what stands in the plural beside it`(
    message: String, noun: String, number: Int?
  ) {
    #expect(SumAnswer.number(of: noun, in: message) == number)
  }
}
