import EvidenceFiles
import Foundation
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources
@testable import Investigation

/// The made incident, asked of real servers and of files: the same cause.
@Suite(.serialized) struct RealServerTests {
  private static let question = "why is checkout slow since 10:05?"
  /// Half past eleven on the day of the incident.
  private static let now = SourceTrial.window.upperBound.advanced(by: 1_800_000)

  private func answer(
    _ question: String = question, of source: String, in folder: TemporaryFolder,
    memory: Data? = nil, session: String = "s-1"
  ) async throws -> Answer {
    let engine = FetchingEngine(
      Investigator(opener: EvidenceFilesOpener()),
      fetcher: SourceFetcher(
        folder: folder.path, book: SourceBook(environment: [:]), now: { Self.now }))
    var inquiry = Inquiry(question: question, evidence: ["source:\(source)"], memory: memory)
    inquiry.session = session
    return try await engine.answer(inquiry) { _ in }
  }

  /// The cause, as the first sentences of an answer name it.
  private func cause(_ answer: Answer) -> String {
    answer.markdown.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
  }

  @Test(
    .enabled(if: MetricServer.Program.allCases.allSatisfy(\.isThere), "no prometheus, no promtool"),
    .timeLimit(.minutes(10)))
  func `the cause is named from metrics alone, the same by both servers and by their files`()
    async throws
  {
    let metrics = ShopMetrics()
    var causes: [String] = []
    for program in MetricServer.Program.allCases {
      let server = try await MetricServer(program, metrics)
      defer { server.stop() }
      let folder = try TemporaryFolder()
      let source = "prometheus=\(server.url)"
      let first = try await answer(of: source, in: folder)
      causes.append(cause(first))
      #expect(cause(first).hasPrefix("**orders**: db_pool"), "\(program): \(first.markdown)")
      #expect(first.markdown.contains("all of its limit of 20"), "\(first.markdown)")
      #expect(
        first.markdown.contains("asked of **prometheus** at 11:30:00: `max by ("),
        "\(first.markdown)")

      let elsewhere = try TemporaryFolder()
      let late = try await answer(
        "is orders still slow at 11:20?", of: source, in: elsewhere)
      #expect(
        late.markdown.contains("its last values are of 2026-03-14T10:59:45.000Z"),
        "\(late.markdown)")
      // The values end half an hour before, which no rate shows as a fall or an end.
      #expect(!first.markdown.contains("for a while"), "\(first.markdown)")
      #expect(!first.markdown.contains("requests fell"), "\(first.markdown)")

      let log = FetchLog.read(in: folder.path + "/s-1")
      #expect(log.requests <= 40 && log.bytes <= 10_000_000, "\(log.requests), \(log.bytes)")
      #expect(log.requests > 5 && log.fetches.first?.failure == nil)

      // The same case says the same again, and the server is asked no more: it is gone.
      server.stop()
      #expect(try await answer(of: source, in: folder).markdown == first.markdown)
      let follow = try await answer(
        "how many connections did orders use at 10:20?", of: source, in: folder,
        memory: first.memory)
      #expect(follow.markdown.contains("20"), "\(follow.markdown)")
      // What is compared on both sides of the onset names no time of its own.
      let rise = try await answer(
        "did traffic rise?", of: source, in: folder, memory: first.memory)
      #expect(rise.markdown.contains("No: requests of"), "\(rise.markdown)")
      #expect(FetchLog.read(in: folder.path + "/s-1") == log)

      // Over its files, as somebody else would save the answers to query_range.
      let files = try #require(log.fetches.first)
      let plain = Inquiry(
        question: Self.question, evidence: [folder.path + "/s-1/" + files.folder])
      let read = try await Investigator(opener: EvidenceFilesOpener()).answer(plain) { _ in }
      #expect(cause(read) == cause(first))
    }
    #expect(Set(causes).count == 1, "\(causes)")

    // Over the raw metrics in a file, which no query aggregated.
    let folder = try TemporaryFolder()
    try folder.write("metrics.prom", metrics.openMetrics)
    let plain = Inquiry(question: Self.question, evidence: [folder.path])
    let read = try await Investigator(opener: EvidenceFilesOpener()).answer(plain) { _ in }
    #expect(cause(read).hasPrefix("**orders**: db_pool"), "\(read.markdown)")
  }

  @Test(
    .enabled(if: MetricServer.Program.allCases.allSatisfy(\.isThere), "no prometheus, no promtool"),
    .timeLimit(.minutes(10)))
  func `a time without data is said, and what a server is is told`() async throws {
    let metrics = ShopMetrics()
    for program in MetricServer.Program.allCases {
      let server = try await MetricServer(program, metrics)
      defer { server.stop() }
      let source = "prometheus=\(server.url)"
      do {
        let folder = try TemporaryFolder()
        let answer = try await answer("errors on 2026-02-02 at 08:00", of: source, in: folder)
        Issue.record("\(answer.markdown)")
      } catch let error as FetchError {
        #expect("\(error)".contains("holds no metrics from 2026-02-02"), "\(error)")
      }
      let state = try await SourceBook(environment: [:]).source(source).examine(at: Self.now)
      #expect(state.what.hasPrefix("a server with Prometheus's API"))
      #expect(program != .prometheus || state.what.contains("version 2."), "\(state)")
    }
  }
}
