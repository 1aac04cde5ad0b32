import TestSupport
import Testing

/// Questions that the spans of traces answer.
@Suite struct SpanQuestionTests {
  /// Sixty requests at a minute from 10:00 on: from 10:40 on each third call to `scores.example` is
  /// answered 503, and every list asks its prices one by one.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var spans: [String] = []
    let start = 1_773_136_800_000_000
    for minute in 0..<60 {
      let trace = "a\(1000 + minute)"
      let time = start + minute * 60_000_000
      let isBad = minute >= 40
      func span(
        _ id: String, _ parent: String, _ service: String, _ name: String, _ at: Int, _ took: Int,
        _ tags: String
      ) {
        let parent = parent.isEmpty ? "" : ",\"parentId\":\"\(trace)\(parent)\""
        spans.append(
          """
          {"traceId":"\(trace)","id":"\(trace)\(id)"\(parent),"name":"\(name)","timestamp":\(at),\
          "duration":\(took),"localEndpoint":{"serviceName":"\(service)"},"tags":{\(tags)}}
          """)
      }
      span(
        "1", "", "web", "get /list", time, isBad ? 90_000 : 20_000, "\"http.status_code\":\"200\"")
      let fails = isBad && minute % 3 == 0
      span(
        "2", "1", "web", "post /score", time + 10, fails ? 6_000_000 : 2000,
        "\"peer.service\":\"scores.example\",\"http.status_code\":\"\(fails ? 503 : 200)\"")
      for number in 0..<(isBad ? 14 : 1) {
        span(
          "3\(number)", "1", "web", "select price", time + 3000 + number * 5000, 4000,
          "\"db.statement\":\"SELECT p FROM price WHERE id = \(number)\"")
      }
    }
    try folder.write("zipkin.json", "[\n" + spans.joined(separator: ",\n") + "\n]\n")
    return folder
  }

  @Test(arguments: [
    ("how many traces are there?", "60 traces"),
    ("what is the slowest trace?", "The slowest request took 6 s at 2026-03-10 10:42:00 UTC: "),
    ("which hop is slow?", "The slowest request took 6 s"),
    (
      "until when do the traces reach?",
      "The traces reach from 2026-03-10 10:00:00 UTC to 2026-03-10 10:59:0"
    ),
    (
      "how many calls to scores failed?",
      "6 calls of **scores** that failed, the first at 2026-03-10 10:42:00"
    ),
    ("how many 503 are there in the spans?", "6 spans with status 503"),
    (
      "when did the first score fail?",
      "The first request of **score** that failed was at 2026-03-10 10:42:00"
    ),
    ("how many calls took more than 5 seconds?", "6 calls of more than 5 s"),
    (
      "p95 of web?", "p95 of **web** is 90 ms, of 60 requests from 2026-03-10 10:00:00 UTC to 10:59"
    ),
    ("median duration of score?", "The median duration of **score** is 2 ms, of 60 requests"),
    (
      "what is the average duration of score?",
      "The mean duration of **score** is 602 ms, of 60 requests"
    ),
    ("how many queries does one request make?", "At most 14 calls of"),
    ("are there any errors in the spans?", "Yes: 6 spans that failed"),
  ])
  func `Spans are counted by what is named`(question: String, told: String) async throws {
    let folder = try Self.evidence()
    let answer = try await ask(question, in: [folder.path])
    #expect((answer.section("Answer") ?? "").hasPrefix(told), "\(answer.markdown)")
    #expect(!answer.exhibits.isEmpty)
  }

  @Test func `Logs that were read beside are asked what they tell`() async throws {
    let folder = try Self.evidence()
    let entries = (0..<30).map {
      "2026-03-10T10:\($0 + 10):00Z ERROR desk: print failed for order \($0)\n"
    }
    try folder.write("desk.log", entries.joined())
    let answer = try await ask("how many prints failed?", in: [folder.path])
    #expect(answer.firstSentence.contains("30 entries"), "\(answer.markdown)")
    let traces = try await ask("how many traces are there?", in: [folder.path])
    #expect(traces.firstSentence.hasPrefix("60 traces"), "\(traces.markdown)")
  }
}
