import TestSupport
import Testing

/// Questions for a yes or no about metrics, each of which the evidence can answer.
@Suite struct MetricQuestionTests {
  /// Two hours at a minute: the till's memory grows towards its limit, the traffic of the shop triples
  /// at 09:20, and the desk is started anew at 09:40.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var rows = [
      "time,till_memory_bytes,till_memory_limit_bytes,shop_requests,desk_restarts,desk_cpu"
    ]
    for minute in 0..<120 {
      let clock =
        "2026-04-01T\(minute < 60 ? "08" : "09"):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
      let noise = minute * 7919 % 97
      rows.append(
        "\(clock),\(100_000_000 + minute * 2_000_000 + noise * 9000),512000000,"
          + "\((minute < 80 ? 40 : 120) + noise % 5),\(minute < 100 ? 4 : 5),\(2 + noise % 3)")
    }
    try folder.write("metrics.csv", rows.joined(separator: "\n") + "\n")
    return folder
  }

  @Test(arguments: [
    ("did traffic rise?", "Yes. **shop**: requests rose from 4"),
    ("did traffic drop?", "No: requests of **shop** did not fall clearly"),
    ("is cpu high?", "No: CPU of **desk** did not rise clearly"),
    ("is till running out of memory?", "Yes. **till**: memory grew steadily from 100 MB to 338 MB"),
    ("is the cpu of desk exhausted?", "No: CPU of **desk** neither grew"),
    (
      "did anything restart?", "Yes: 1 change. The first was of **desk** at 2026-04-01 09:40:00 UTC"
    ),
    ("did till restart?", "No restart was found in what was read"),
  ])
  func `A way that is asked for is told by yes or no, with what shows it`(
    question: String, beginning: String
  ) async throws {
    let folder = try Self.evidence()
    let answer = try await ask(question, in: [folder.path])
    #expect(answer.firstSentence.hasPrefix(beginning) || answer.markdown.contains(beginning))
    #expect(answer.markdown.hasPrefix("## Answer\n\n" + beginning.prefix(3)), "\(answer.markdown)")
    #expect(!answer.markdown.contains("Nothing here is called"))
  }

  @Test func `What grows is told with its pace, its limit, and when that would be reached`()
    async throws
  {
    let folder = try Self.evidence()
    let answer = try await ask("is till running out of memory?", in: [folder.path])
    // 512 MB less 338 MB, at 120 MB an hour: in about 87 minutes.
    #expect(answer.markdown.contains("It grows by 120 MB an hour"))
    #expect(answer.markdown.contains("its limit of 512 MB (`memory_limit_bytes`)"))
    #expect(answer.markdown.contains("is reached at 2026-04-01 11:2"))
  }

  @Test func `A time in which nothing was recorded is no quiet time`() async throws {
    let folder = try TemporaryFolder()
    var rows = ["time,till_cpu,shop_cpu"]
    for minute in 0..<120 where !(50..<95).contains(minute) {
      let clock =
        "2026-04-01T\(minute < 60 ? "08" : "09"):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
      rows.append("\(clock),\(3 + minute % 3),\(5 + minute % 4)")
    }
    try folder.write("metrics.csv", rows.joined(separator: "\n") + "\n")
    let pause =
      "No metric of any service has a value between 2026-04-01 08:49:00 UTC and 09:35:00: nothing was "
      + "recorded"
    let cause = try await ask("what happened to till at 09:10?", in: [folder.path])
    #expect(cause.firstSentence.hasPrefix(pause), "\(cause.markdown)")
    let calm = try await ask("is anything wrong?", in: [folder.path])
    #expect(calm.markdown.contains(pause), "\(calm.markdown)")
  }
}
