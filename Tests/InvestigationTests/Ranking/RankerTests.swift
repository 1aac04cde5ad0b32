import Testing
import Timeline

@testable import Investigation

/// Ranking on small indexes made by hand.
@Suite struct RankerTests {
  private static let start: Int64 = 1_773_136_800_000

  /// A series of errors, one a minute from a minute on, over an hour.
  private func series(
    _ service: Int, _ template: Int, _ text: String, from minute: Int, level: LogLevel = .error
  ) -> LogSeries {
    let minutes = Array(minute..<60)
    let samples = minutes.prefix(3).map { minute in
      LogExcerpt(
        file: 0, line: service * 100 + minute + 1,
        time: Instant(milliseconds: Self.start + Int64(minute) * 60_000), text: text)
    }
    return LogSeries(
      service: service, template: template, level: level, total: minutes.count * 10,
      counts: minutes.map { .init(index: Self.start / 60_000 + Int64($0), count: 10) },
      samples: samples)
  }

  private func index(_ services: [String], _ texts: [(Int, String, Int)]) -> LogIndex {
    LogIndex(
      files: [LogFile(path: "all.log")], services: services,
      templates: texts.map { LogTemplate(text: $0.1) },
      series: texts.enumerated().map { series($1.0, $0, $1.1, from: $1.2) }, bucketWidth: 60_000,
      span: Instant(
        milliseconds: Self.start)...Instant(milliseconds: Self.start + 3_600_000), statesZone: true)
  }

  private func suspects(_ index: LogIndex, _ question: String) -> [String] {
    Reasoning(index: index, question: question).report(memory: nil).suspects
  }

  @Test func `the deepest service with a state of its own comes first`() {
    let index = index(
      ["portal", "orders", "store"],
      [
        (0, "call to orders failed with status 500", 30), (1, "call to store timed out", 30),
        (2, "no space left on device", 30),
      ])
    #expect(suspects(index, "why did portal fail?").first == "store")
    #expect(suspects(index, "what went wrong?").first == "store")
  }

  @Test func `a louder service beside the way does not win`() {
    let index = index(
      ["portal", "mailer", "store"],
      [
        (0, "call to store timed out", 30), (1, "mailbox unavailable", 10),
        (1, "mail rejected by peer", 10), (2, "deadlock detected", 30),
      ])
    #expect(suspects(index, "why did portal fail?").first == "store")
  }

  @Test func `a service that all blame is named though it says nothing telling`() {
    let index = index(
      ["portal", "orders", "store"],
      [
        (0, "call to store failed", 30), (1, "request to store failed", 30),
        (2, "E1742 gave up", 30),
      ])
    #expect(suspects(index, "what went wrong?").first == "store")
  }

  @Test func `without failures nothing is suspected`() {
    var quiet = index(["portal"], [(0, "request served", 0)])
    quiet.series[0].level = .info
    let report = Reasoning(index: quiet, question: "why did portal fail?").report(memory: nil)
    #expect(report.abstained)
    #expect(report.suspects.isEmpty)
  }
}
