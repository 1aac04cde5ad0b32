import EvidenceFiles
import Foundation
import Investigation
import Synchronization
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// A Loki and a Tempo over HTTP, asked before the engine looks.
@Suite struct LogsAndTracesTests {
  private static let question =
    "why do orders of till fail since \(MadeIncident.onset.rfc3339)?"
  private static let now = MadeIncident.window.upperBound

  /// Runs a body with an engine before which both are asked; tells how often they were.
  private static func withSources(
    lines: Int = 20_000, tenant: String? = nil, named: String? = nil,
    traces: @escaping HTTPTestServer.Handler = { FakeTempo(MadeIncident.spans).answer($0) },
    _ body: (FetchingEngine, _ asked: () -> Int) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let count = Mutex(0)
    let loki = FakeLoki(MadeIncident.lines, tenant: tenant)
    try await HTTPTestServer.run(handler: { request in
      count.withLock { $0 += 1 }
      return loki.answer(request)
    }) { logs in
      try await HTTPTestServer.run(handler: { request in
        count.withLock { $0 += 1 }
        return await traces(request)
      }) { tempo in
        var limits = SourceLimits()
        limits.lines = lines
        let headers = named.map {
          [SourceAuthentication.Header(name: "X-Scope-OrgID", value: .plain($0))]
        }
        let book = SourceBook(
          [
            SourceSettings(
              name: "logs", kind: .loki, address: logs.url,
              authentication: SourceAuthentication(headers: headers ?? []), limits: limits),
            SourceSettings(name: "traces", kind: .tempo, address: tempo.url, limits: limits),
          ], environment: [:])
        let fetcher = SourceFetcher(folder: folder.path, book: book, now: { now })
        let engine = FetchingEngine(
          Investigator(opener: EvidenceFilesOpener()), fetcher: fetcher)
        try await body(engine) { count.withLock { $0 } }
      }
    }
  }

  private static func inquiry(
    _ question: String = question, memory: Data? = nil
  ) -> Inquiry {
    var inquiry = Inquiry(
      question: question, evidence: ["source:logs", "source:traces"], memory: memory)
    inquiry.session = "3f2a"
    return inquiry
  }

  @Test func `both tell the cause within forty requests, and a follow-up asks nothing more`()
    async throws
  {
    try await Self.withSources { engine, asked in
      let answer = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(answer.markdown.contains("**oven**"), "\(answer.markdown)")
      #expect(answer.markdown.contains("pool.max 32 -> 2"), "\(answer.markdown)")
      #expect(answer.markdown.contains("logs-lines.log"), "\(answer.markdown)")
      let first = asked()
      #expect(first <= 40)
      let again = try await engine.answer(
        Self.inquiry("show me the last 2 errors of oven", memory: answer.memory),
        progress: { _ in })
      #expect(again.markdown.contains("connection pool exhausted"), "\(again.markdown)")
      #expect(asked() == first)
      let same = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(same.markdown == answer.markdown && asked() == first)
    }
  }

  @Test func `what a limit cut stands under what was not seen`() async throws {
    try await Self.withSources(lines: 2000) { engine, _ in
      let answer = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(answer.markdown.contains("**oven**"), "\(answer.markdown)")
      let unseen = answer.markdown.split(separator: "## Not seen").last ?? ""
      #expect(unseen.contains("lines that it has between"), "\(answer.markdown)")
      #expect(unseen.contains("of its traces"), "\(answer.markdown)")
    }
  }

  @Test func `a tenant is named by a header, and one that is missing is said`() async throws {
    try await Self.withSources(tenant: "bakery", named: "bakery") { engine, _ in
      let answer = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(answer.markdown.contains("pool.max 32 -> 2"), "\(answer.markdown)")
    }
    try await Self.withSources(tenant: "bakery") { engine, _ in
      let answer = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(answer.markdown.contains("X-Scope-OrgID"), "\(answer.markdown)")
      #expect(answer.markdown.contains("oven"), "\(answer.markdown)")
    }
  }

  @Test(arguments: [
    (HTTPTestReply.text(429, "too many outstanding requests"), "too many requests to answer (429)"),
    (.text(400, "invalid TraceQL query: parse error"), "does not understand the query"),
    (.text(500, "boom"), "500, a trouble of its own: boom"), (.cut, "closed"),
    (.json(200, "{\"traces\":7}"), "none of this API's answers"),
    (.bytes(Array("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{".utf8)), "traces"),
  ])
  func `a bad server is said by name, and the other source goes on`(
    reply: HTTPTestReply, words: String
  ) async throws {
    try await Self.withSources(traces: { _ in reply }) { engine, _ in
      let answer = try await engine.answer(Self.inquiry(), progress: { _ in })
      #expect(answer.markdown.contains("pool.max 32 -> 2"), "\(answer.markdown)")
      let unseen = answer.markdown.split(separator: "## Not seen").last ?? ""
      #expect(unseen.contains("traces") && unseen.contains(words), "\(answer.markdown)")
    }
  }
}
