import Foundation
import SessionsAPI
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources
@testable import Investigation

/// What is fetched for a session: once for a window, kept, and asked for again where that is wanted.
@Suite struct SourceFetcherTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A source that notes each time it is asked.
  private func book(_ text: String = "echo line") throws -> SourceBook {
    let script = "echo x >> '\(folder.path)/runs'; \(text)\n"
    var settings = try SourceSettings.script(script, in: folder)
    settings.name = "pods"
    return SourceBook([settings], environment: ["PATH": "/usr/bin:/bin"])
  }

  private func fetcher(_ book: SourceBook) -> SourceFetcher {
    SourceFetcher(
      folder: folder.path + "/kept", book: book, now: { SourceTrial.window.upperBound })
  }

  private func inquiry(_ question: String) -> Inquiry {
    var inquiry = Inquiry(question: question, evidence: ["source:pods"])
    inquiry.session = "s-1"
    return inquiry
  }

  private var runs: Int { ((try? folder.bytes("runs")) ?? []).count / 2 }

  @Test func `a follow-up on the same window asks nothing, another window does`() async throws {
    let fetcher = fetcher(try book())
    let first = try await fetcher.haul(
      of: ["pods"], for: inquiry("errors since 10:30")
    ) { _ in }
    #expect(first.folders.count == 1 && runs == 1 && first.unseen == [])
    for question in ["and who failed first?", "errors at 10:45", "errors since 10:30"] {
      #expect(
        try await fetcher.haul(of: ["pods"], for: inquiry(question)) { _ in } == first,
        "\(question)")
    }
    #expect(runs == 1)
    let other = try await fetcher.haul(
      of: ["pods"], for: inquiry("errors between 04:00 and 04:10")
    ) { _ in }
    #expect(runs == 2 && other.folders.count == 2)
  }

  @Test func `the same case is kept by another process, and asked again only by refresh`()
    async throws
  {
    let book = try book()
    let first = try await fetcher(book).haul(of: ["pods"], for: inquiry("why?")) { _ in }
    #expect(try await fetcher(book).haul(of: ["pods"], for: inquiry("why?")) { _ in } == first)
    #expect(runs == 1)
    let news = try await fetcher(book).refresh(.init(rawValue: "s-1"))
    #expect(news.map(\.name) == ["pods"] && news[0].changes.isEmpty && news[0].failure == nil)
    #expect(runs == 2)
    let again = try await fetcher(book).haul(of: ["pods"], for: inquiry("why?")) { _ in }
    #expect(runs == 2 && again.folders.count == 1 && again.folders != first.folders)
    #expect(try await fetcher(book).refresh(.init(rawValue: "s-2")).isEmpty)
  }

  @Test func `a time at which there was nothing takes nothing away that was fetched before`()
    async throws
  {
    // It has lines of the last day alone, and dies between the questions.
    let fetcher = fetcher(try book("test -e '\(folder.path)/gone' || echo line"))
    let first = try await fetcher.haul(of: ["pods"], for: inquiry("why?")) { _ in }
    _ = try folder.write("gone", "x")
    let news = try await fetcher.refresh(.init(rawValue: "s-1"))
    #expect(news.first?.failure?.hasPrefix("It gave nothing for 2") == true, "\(news)")
    let far = try await fetcher.haul(
      of: ["pods"], for: inquiry("errors between 04:00 and 04:10")
    ) { _ in }
    #expect(far.folders == first.folders)
    // One of the second look, one of the far time.
    #expect(far.remarks.count == 2 && far.unseen.count == 0, "\(far)")
    let next = try await fetcher.haul(of: ["pods"], for: inquiry("and now?")) { _ in }
    #expect(next.folders == first.folders)
  }

  @Test func `a wider window stands for its parts, which would be read twice`() async throws {
    let fetcher = fetcher(try book())
    for (question, folders) in [
      ("errors since 10:30", 1), ("errors since 09:00", 1), ("errors since 10:40", 1),
    ] {
      let haul = try await fetcher.haul(of: ["pods"], for: inquiry(question)) { _ in }
      #expect(haul.folders.count == folders, "\(question)")
    }
    #expect(runs == 2)
  }

  @Test func `what lies behind a window that ended in the past is asked for`() async throws {
    let fetcher = fetcher(try book())
    _ = try await fetcher.haul(of: ["pods"], for: inquiry("errors between 04:00 and 04:40")) { _ in
    }
    _ = try await fetcher.haul(of: ["pods"], for: inquiry("errors between 06:00 and 06:10")) { _ in
    }
    #expect(runs == 2)
  }

  @Test func `yesterday is the day before now, for the engine too`() async throws {
    let fetcher = fetcher(try book())
    let asked = inquiry("what was wrong yesterday at 19:30?")
    let window = try #require(try fetcher.window(of: asked))
    #expect(window.lowerBound.rfc3339.hasPrefix("2026-03-13"), "\(window)")
    _ = try await fetcher.haul(of: ["pods"], for: asked) { _ in }
    let end = try #require(FetchLog.read(in: folder.path + "/kept/s-1").fetches.first).window
      .upperBound
    #expect(end.rfc3339.hasPrefix("2026-03-13T20:"), "\(end.rfc3339)")
  }

  @Test func `a source that failed is told, and asked again by the next question`() async throws {
    let failing = fetcher(try book("exit 7"))
    let haul = try await failing.haul(of: ["pods", "nope"], for: inquiry("why?")) { _ in }
    #expect(haul.folders == [] && haul.unseen.map(\.source) == ["pods", "nope"])
    #expect(haul.unseen[0].reason.contains("status 7"))
    #expect(haul.unseen[1].reason.contains("There are: pods"))
    _ = try await failing.haul(of: ["pods"], for: inquiry("why?")) { _ in }
    #expect(runs == 2)
    let engine = FetchingEngine(ScriptedAnswer(), fetcher: failing)
    await #expect(throws: FetchError.self) { try await engine.answer(inquiry("why?")) { _ in } }
  }

  @Test func `where no source can even be asked, that is what is said`() async throws {
    let bad = SourceSettings(name: "prod", kind: .prometheus, address: "ftp://nowhere")
    let fetcher = fetcher(SourceBook([bad], environment: [:]))
    let haul = try await fetcher.haul(of: ["prod"], for: inquiry("why?")) { _ in }
    #expect(haul.hasFailed && haul.unseen.first?.reason.contains("its address") == true, "\(haul)")
  }

  @Test func `a source that gives nothing is named, with the time that it was asked for`()
    async throws
  {
    let fetcher = fetcher(try book(":"))
    let haul = try await fetcher.haul(of: ["pods"], for: inquiry("errors since 10:30")) { _ in }
    #expect(haul.folders == [] && haul.remarks.map(\.source) == ["pods"] && !haul.hasFailed)
    #expect(haul.remarks[0].reason.contains("nothing for 2"), "\(haul.remarks[0].reason)")
    #expect(haul.remarks[0].reason.contains("11:00:00"), "\(haul.remarks[0].reason)")
    // It is answered all the same, by the engine, which says what is missing.
    let engine = FetchingEngine(ScriptedAnswer(), fetcher: fetcher)
    #expect(try await engine.answer(inquiry("errors since 10:30")) { _ in }.markdown.isEmpty)
  }

  @Test func `all sources of a question together keep to one budget, and each says what it lacks`()
    async throws
  {
    let names = ["a", "b", "c"]
    let sources = try names.map { name in
      var settings = try SourceSettings.script("head -c 5000 /dev/zero | tr '\\0' x\n", in: folder)
      (settings.name, settings.limits.bytes, settings.limits.requests) = (name, 8000, 2)
      return settings
    }
    let fetcher = fetcher(SourceBook(sources, environment: ["PATH": "/usr/bin:/bin"]))
    let haul = try await fetcher.haul(of: names, for: inquiry("why?")) { _ in }
    let log = FetchLog.read(in: folder.path + "/kept/s-1")
    #expect(log.requests == 2 && log.bytes <= 8000, "\(log)")
    #expect(haul.unseen.contains { $0.reason.contains("'requests'") }, "\(haul)")
    #expect(haul.unseen.contains { $0.reason.contains("'bytes'") }, "\(haul)")
  }

  @Test(arguments: [
    (40, [40, 1, 40], [20, 1, 19]), (40, [40], [40]), (40, [3, 40, 40], [3, 19, 18]),
    (2, [1, 1, 1], [1, 1, 0]), (0, [5], [0]), (40, [], []),
  ])
  func `requests are shared out, and one that asks much leaves others theirs`(
    total: Int, wishes: [Int], wanted: [Int]
  ) {
    let shares = FetchShares(of: total, among: wishes)
    #expect(wishes.indices.map { shares[$0] } == wanted)
  }

  @Test func `files go to the engine as they are, sources as folders`() async throws {
    let engine = FetchingEngine(ScriptedAnswer(), fetcher: fetcher(try book()))
    var asked = inquiry("why?")
    asked.evidence.insert("/var/log/shop", at: 0)
    let answer = try await engine.answer(asked) { _ in }
    let paths = answer.markdown.split(separator: "\n").map(String.init)
    #expect(paths == ["/var/log/shop", folder.path + "/kept/s-1/1/pods"])
  }

  @Test func `secrets in a command are kept nowhere`() async throws {
    var settings = try SourceSettings.script("echo line\n", in: folder)
    settings.name = "pods"
    settings.command += ["--password=hunter2hunter2"]
    let fetcher = fetcher(SourceBook([settings], environment: ["PATH": "/usr/bin:/bin"]))
    _ = try await fetcher.haul(of: ["pods"], for: inquiry("why?")) { _ in }
    let log = try folder.bytes("kept/s-1/fetched.json")
    #expect(!String(decoding: log, as: UTF8.self).contains("hunter2"))
  }
}

/// An engine that answers with the places it was given.
private struct ScriptedAnswer: InvestigationEngine {
  func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    Answer(markdown: inquiry.evidence.joined(separator: "\n"))
  }
}
