import Evidence
import TestSupport
import Testing

@testable import EvidenceFiles

/// Log entries find the spans they were written in.
@Suite struct EntryLinkTests {
  private static let spans = """
    trace_id,span_id,parent_id,service,operation,start_time,duration_us
    a1,01,,web,GET /cart,1773136800000000,120000
    a1,02,01,cart,get,1773136800010000,50000

    """

  private static func requests(_ log: String) async throws -> TracedRequests {
    let folder = try TemporaryFolder()
    try folder.write("spans.csv", spans)
    try folder.write("app.log", log)
    return try await read([folder.path]).requests
  }

  private static func told(_ requests: TracedRequests) -> [String] {
    requests.entries.map { entry in
      let message = requests.messages[entry.message]
      let span = requests.operations[requests.spans[entry.span].operation]
      return "\(span.service): \(message.template) \(requests.reference(entry.path, entry.line))"
    }
  }

  @Test func `By the span, and without one by the service that was at work in the trace`()
    async throws
  {
    let log = """
      {"time":"2026-03-10T10:00:00.001Z","service":"web","trace_id":"A1","span_id":"01","msg":"taken"}
      {"time":"2026-03-10T10:00:00.020Z","service":"cart","trace_id":"a1","msg":"looked up"}
      {"time":"2026-03-10T10:00:00.020Z","service":"cart","trace_id":"zz","msg":"of no trace here"}
      {"time":"2026-03-10T10:00:00.020Z","service":"cart","msg":"of nobody"}

      """
    #expect(
      Self.told(try await Self.requests(log)) == [
        "web: taken app.log:1", "cart: looked up app.log:2",
      ])
  }

  @Test func `Lines with the newest first are told in the order they were written`() async throws {
    let log = """
      {"time":"2026-03-10T10:00:00.040Z","service":"cart","trace_id":"a1","span_id":"02","msg":"third"}
      {"time":"2026-03-10T10:00:00.030Z","service":"cart","trace_id":"a1","span_id":"02","msg":"second"}
      {"time":"2026-03-10T10:00:00.030Z","service":"cart","trace_id":"a1","span_id":"02","msg":"first"}

      """
    #expect(
      Self.told(try await Self.requests(log)) == [
        "cart: first app.log:3", "cart: second app.log:2", "cart: third app.log:1",
      ])
  }

  @Test func `Errors keep their words`() async throws {
    let log = """
      {"time":"2026-03-10T10:00:00.030Z","level":"error","service":"cart","trace_id":"a1","span_id":"02","msg":"no cart 17"}

      """
    #expect(try await Self.requests(log).entries.map(\.text) == ["no cart 17"])
  }
}
