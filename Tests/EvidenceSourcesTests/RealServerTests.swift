import EvidenceFiles
import Foundation
import SessionsAPI
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
    memory: Data? = nil, session: String = "s-1", now: Instant = RealServerTests.now,
    book: SourceBook = SourceBook(environment: [:])
  ) async throws -> Answer {
    try await answer(
      question, of: [source], in: folder, memory: memory, session: session, now: now, book: book)
  }

  private func answer(
    _ question: String = question, of sources: [String], in folder: TemporaryFolder,
    memory: Data? = nil, session: String = "s-1", now: Instant = RealServerTests.now,
    book: SourceBook = SourceBook(environment: [:])
  ) async throws -> Answer {
    let engine = FetchingEngine(
      Investigator(opener: EvidenceFilesOpener()),
      fetcher: SourceFetcher(folder: folder.path, book: book, now: { now }))
    var inquiry = Inquiry(
      question: question, evidence: sources.map { "source:\($0)" }, memory: memory)
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
        late.markdown.contains("its last values are of 2026-03-14 10:59:45 UTC"),
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
      let folder = try TemporaryFolder()
      let early = try await answer("errors on 2026-02-02 at 08:00", of: source, in: folder)
      #expect(early.markdown.contains("Nothing can be said of it"), "\(early.markdown)")
      #expect(early.markdown.contains("they begin at 2026-03-14 08:"), "\(early.markdown)")
      #expect(early.markdown.contains("after the time that was asked"), "\(early.markdown)")
      #expect(!early.markdown.contains("Nothing is wrong"), "\(early.markdown)")
      // The same session goes on, with a time of which there is something.
      let next = try await answer(
        "why is checkout slow since 10:05 on 2026-03-14?", of: source, in: folder,
        memory: early.memory)
      #expect(cause(next).hasPrefix("**orders**: db_pool"), "\(program): \(next.markdown)")
      let state = try await SourceBook(environment: [:]).source(source).examine(at: Self.now)
      #expect(state.what.hasPrefix("a server with Prometheus's API"))
      #expect(program != .prometheus || state.what.contains("version 2."), "\(state)")
    }
  }

  @Test(
    .enabled(if: MetricServer.Program.allCases.allSatisfy(\.isThere), "no prometheus, no promtool"),
    .timeLimit(.minutes(10)))
  func `a server whose values ended hours ago is asked about the last that it holds, and says so`()
    async throws
  {
    for program in MetricServer.Program.allCases {
      let server = try await MetricServer(program, ShopMetrics())
      defer { server.stop() }
      let source = "prometheus=\(server.url)"
      for (hours, ago) in [(3, "3 h 30 min ago"), (75, "3 days 3 h ago")] as [(Int64, String)] {
        let now = Self.now.advanced(by: hours * 3_600_000 + (hours == 3 ? 0 : -1_800_000))
        let folder = try TemporaryFolder()
        let open = try await answer("why is checkout slow?", of: source, in: folder, now: now)
        #expect(cause(open).hasPrefix("**orders**: db_pool"), "\(program): \(open.markdown)")
        #expect(
          open.markdown.contains("holds values until 2026-03-14 10:59:45 UTC, \(ago)"),
          "\(program): \(open.markdown)")
        #expect(open.markdown.contains("No time was asked, so this is about"), "\(open.markdown)")
        let log = FetchLog.read(in: folder.path + "/s-1")
        #expect(log.requests <= 40, "\(log.requests)")
        // A follow-up is about the same time, and asks nothing.
        let follow = try await answer(
          "how many connections did orders use at most?", of: source, in: folder,
          memory: open.memory, now: now)
        #expect(follow.markdown.contains("20"), "\(follow.markdown)")
        #expect(FetchLog.read(in: folder.path + "/s-1") == log)
      }
      let named = try await answer(
        "why was checkout slow at 13:30?", of: source, in: try TemporaryFolder(),
        now: Self.now.advanced(by: 3 * 3_600_000))
      #expect(
        named.markdown.contains("2 h 30 min before the time that was asked"), "\(named.markdown)")
      #expect(named.markdown.contains("Name another time in the question"), "\(named.markdown)")
    }
  }

  @Test(
    .enabled(if: MetricServer.Program.prometheus.isThere, "no prometheus, no promtool"),
    .timeLimit(.minutes(5)))
  func `a selector that matches nothing is no all-clear, and what there is is told`() async throws {
    let server = try await MetricServer(.prometheus, ShopMetrics())
    defer { server.stop() }
    var settings = SourceSettings(name: "prod", kind: .prometheus, address: server.url)
    settings.selector = #"service="chekout""#
    let book = SourceBook([settings], environment: [:])
    let check = await book.check("prod", at: SourceTrial.window.upperBound)
    #expect(check.state == .doubtful && check.words.contains("matches none of its"), "\(check)")
    let none = try await answer(
      of: "prod", in: try TemporaryFolder(), book: book)
    #expect(none.markdown.contains("no sign that all is well"), "\(none.markdown)")
    #expect(
      none.markdown.contains("It has 5 values of 'service': checkout, catalog,"),
      "\(none.markdown)")
  }

  @Test(
    .enabled(if: MetricServer.Program.prometheus.isThere, "no prometheus, no promtool"),
    .timeLimit(.minutes(5)))
  func `two servers with services of the same names are told apart where they differ`()
    async throws
  {
    let one = try await MetricServer(.prometheus, ShopMetrics())
    defer { one.stop() }
    let same = try await MetricServer(.prometheus, ShopMetrics())
    defer { same.stop() }
    let other = try await MetricServer(.prometheus, ShopMetrics(load: 5))
    defer { other.stop() }
    let alike = try await answer(
      of: ["prometheus=\(one.url)", "prometheus=\(same.url)"], in: try TemporaryFolder())
    #expect(!alike.markdown.contains("of the same names"), "\(alike.markdown)")
    let apart = try await answer(
      of: ["prometheus=\(one.url)", "prometheus=\(other.url)"], in: try TemporaryFolder())
    #expect(apart.markdown.contains("series of the same names, and"), "\(apart.markdown)")
  }

  @Test(
    .enabled(if: MetricServer.Program.prometheus.isThere, "no prometheus, no promtool"),
    .timeLimit(.minutes(5)))
  func `a server that ended earlier than another makes none of its services silent`() async throws {
    let one = try await MetricServer(.prometheus, ShopMetrics())
    defer { one.stop() }
    let ended = try await MetricServer(.prometheus, ShopMetrics(minutes: 20, prefix: "us-"))
    defer { ended.stop() }
    let both = try await answer(
      of: ["prometheus=\(one.url)", "prometheus=\(ended.url)"], in: try TemporaryFolder())
    #expect(cause(both).contains("db_pool"), "\(both.markdown)")
    #expect(!both.markdown.contains("has a value"), "\(both.markdown)")
    #expect(
      both.markdown.contains("its last values are of 2026-03-14 10:24:45"), "\(both.markdown)")
  }
}
