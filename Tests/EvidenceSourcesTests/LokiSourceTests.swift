import EvidenceFiles
import Foundation
import Investigation
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// What is fetched from a Loki and a Tempo, and what the engine makes of it.
@Suite struct LokiSourceTests {
  private static func limits(lines: Int = 20_000, requests: Int = 20) -> SourceLimits {
    var limits = SourceLimits()
    limits.lines = lines
    limits.requests = requests
    return limits
  }

  /// Fetches from a server into a folder of its own.
  private static func fetch(
    _ server: any QueryServer, _ kind: SourceKind = .loki, lines: Int = 20_000,
    window: TimeWindow = MadeIncident.window, words: [String] = [], in folder: TemporaryFolder
  ) async throws -> (fetched: FetchedFiles, failure: SourceFailure?) {
    let settings = SourceSettings(name: "logs", kind: kind, limits: limits(lines: lines))
    let sink = SourceSink(of: SettingPlace("logs"), limits: settings.limits, folder: folder.path)
    let source: any RemoteSource =
      kind == .loki
      ? LokiSource(settings, server: server) : TempoSource(settings, server: server)
    do {
      try await source.fetch(SourceWish(window: window, words: words), into: sink)
      return (await sink.fetched, nil)
    } catch let failure as SourceFailure {
      return (await sink.fetched, failure)
    }
  }

  private static func ask(_ question: String, _ folder: TemporaryFolder) async throws -> String {
    try await Investigator(opener: EvidenceFilesOpener()).answer(
      Inquiry(question: question, evidence: [folder.path]), progress: { _ in }
    ).markdown
  }

  @Test func `all lines where they are few, once each, and the engine names the cause`()
    async throws
  {
    let folder = try TemporaryFolder()
    let server = MemoryServer(FakeLoki(MadeIncident.lines).answer)
    let (fetched, failure) = try await Self.fetch(server, in: folder)
    #expect(failure == nil && fetched.notes.isEmpty, "\(fetched.notes)")
    #expect(fetched.requests <= 6 && fetched.requests == server.asked.count)
    let text = try String(contentsOfFile: folder.path + "/logs-lines.log", encoding: .utf8)
    #expect(text.split(separator: "\n").count == MadeIncident.lines.count)
    #expect(fetched.files.first?.query == #"{service_name=~".+"}"#)
    let answer = try await Self.ask("why do orders of till fail?", folder)
    #expect(answer.contains("**oven**") && answer.contains("pool.max 32 -> 2"), "\(answer)")
  }

  @Test func `where they are many, what stands out and what changed before it`() async throws {
    let folder = try TemporaryFolder()
    let server = MemoryServer(FakeLoki(MadeIncident.lines).answer)
    let (fetched, failure) = try await Self.fetch(server, lines: 2000, in: folder)
    #expect(failure == nil)
    #expect(fetched.requests <= 10, "\(server.asked)")
    #expect(fetched.notes.count == 1)
    #expect(fetched.notes.first?.contains("lines that it has between") == true, "\(fetched.notes)")
    let answer = try await Self.ask("why do orders of till fail?", folder)
    #expect(answer.contains("**oven**") && answer.contains("pool.max 32 -> 2"), "\(answer)")
    var lines = 0
    for file in fetched.files {
      let text = try? String(contentsOfFile: "\(folder.path)/\(file.name)", encoding: .utf8)
      lines += text?.split(separator: "\n").count ?? 0
    }
    #expect(lines <= 2000 && lines > 500)
  }

  @Test
  func
    `what a server found to begin with the failures is fetched too, where it looks for patterns`()
    async throws
  {
    // None of the words that tell of changes is in it, and few lines of it stand among thousands.
    let told = "level=info msg=\"now 2 of 32 places are open\""
    let lines =
      MadeIncident.lines + [
        FakeLoki.Line(
          labels: ["app": "oven", "namespace": "bakery", "pod": "oven-6c9d-x2x1"],
          nanoseconds: MadeIncident.onset.milliseconds * 1_000_000 - 150_000_000_000, text: told)
      ]
    for findsPatterns in [true, false] {
      let folder = try TemporaryFolder()
      let server = MemoryServer(FakeLoki(lines, findsPatterns: findsPatterns).answer)
      let (fetched, failure) = try await Self.fetch(server, lines: 2000, in: folder)
      #expect(failure == nil && fetched.requests <= 12, "\(server.asked)")
      let file = fetched.files.first { $0.name == "logs-pattern.log" }
      #expect((file != nil) == findsPatterns, "\(fetched.files)")
      guard let file else { continue }
      let text = try String(contentsOfFile: "\(folder.path)/\(file.name)", encoding: .utf8)
      #expect(text.contains(told), "\(text)")
      #expect(file.query.contains(#" |> "level=info msg=\"now <_> of"#), "\(file.query)")
    }
  }

  @Test func `lines that ended before the time are told of, and a selector that matches none`()
    async throws
  {
    let server = MemoryServer(FakeLoki(MadeIncident.lines).answer)
    let later = MadeIncident.window.upperBound.advanced(by: 5 * 3_600_000)
    let (fetched, failure) = try await Self.fetch(
      server, window: later...later.advanced(by: 3_600_000), in: try TemporaryFolder())
    #expect(failure == nil && fetched.files == [])
    let last = MadeIncident.start.advanced(by: 3_599_000)
    #expect(fetched.held == HeldTime(what: "lines", last: last), "\(fetched)")

    var settings = SourceSettings(name: "logs", kind: .loki)
    settings.selector = #"app="ofen""#
    let folder = try TemporaryFolder()
    let sink = SourceSink(
      of: SettingPlace("logs"), limits: settings.limits, folder: folder.path)
    try await LokiSource(settings, server: server).fetch(
      SourceWish(window: MadeIncident.window), into: sink)
    let doubts = await sink.fetched.doubts ?? []
    #expect(
      doubts.first?.hasPrefix(
        "its selector {app=\"ofen\"} matches no lines. It has 3 values of 'app': oven, ") == true,
      "\(doubts)")
  }

  @Test func `of an older server, which knows no levels, words of lines tell of failures`()
    async throws
  {
    let folder = try TemporaryFolder()
    let server = MemoryServer(FakeLoki(MadeIncident.lines, hasLevels: false).answer)
    let (fetched, failure) = try await Self.fetch(
      server, lines: 2000, words: ["till"], in: folder)
    #expect(failure == nil && fetched.requests <= 10)
    let answer = try await Self.ask("why do orders of till fail?", folder)
    #expect(answer.contains("**oven**") && answer.contains("pool.max 32 -> 2"), "\(answer)")
    #expect(fetched.files.contains { $0.query == #"{service_name=~"till"}"# })
  }

  @Test func `a server that gives fewer lines at a time is asked page by page`() async throws {
    let folder = try TemporaryFolder()
    let server = MemoryServer(FakeLoki(MadeIncident.lines, mostLines: 1000).answer)
    let (fetched, failure) = try await Self.fetch(server, in: folder)
    #expect(failure == nil && fetched.notes.isEmpty, "\(fetched.notes)")
    let text = try String(contentsOfFile: folder.path + "/logs-lines.log", encoding: .utf8)
    #expect(text.split(separator: "\n").count == MadeIncident.lines.count)
  }

  @Test(arguments: [
    (429, "too many outstanding requests", "has too many requests", true),
    (401, "no org id", "was told none", true), (400, "parse error", "does not understand", false),
    (502, "<html>", "a page for people", true), (200, "<html>", "a page for people", true),
    (200, #"{"data":[]}"#, "", false),
  ])
  func `a bad server is named with what to do`(
    status: Int, body: String, why: String, isFinal: Bool
  ) async throws {
    let folder = try TemporaryFolder()
    let server = MemoryServer { _ in
      .answer(
        HTTPTestAnswer(status: status, fields: ["retry-after": "0"], body: Array(body.utf8)))
    }
    let (fetched, failure) = try await Self.fetch(server, in: folder)
    #expect(fetched.files.isEmpty)
    if why.isEmpty {
      #expect(failure == nil && fetched.held == HeldTime(what: "lines"), "\(fetched)")
    } else {
      let failure = try #require(failure)
      #expect(failure.why.contains(why) && !failure.advice.isEmpty, "\(failure)")
      #expect(failure.isFinal == isFinal)
    }
  }

  @Test func `one busy answer is asked again, and what came before a failure is kept`() async throws
  {
    let folder = try TemporaryFolder()
    let loki = FakeLoki(MadeIncident.lines, mostLines: 5000)
    let turn = Turn()
    let server = MemoryServer { request in
      switch turn.next() {
      case 1:
        .answer(HTTPTestAnswer(status: 429, fields: ["retry-after": "0"], body: Array("x".utf8)))
      case 5: .answer(HTTPTestAnswer(status: 400, fields: [:], body: Array("parse error".utf8)))
      default: loki.answer(request)
      }
    }
    let (fetched, failure) = try await Self.fetch(server, in: folder)
    #expect(failure?.why.contains("does not understand") == true)
    #expect(fetched.files.first.map { $0.bytes > 100_000 } == true)
  }

  @Test func `traces that fail and are slow, and the usual ones, as OTLP`() async throws {
    let folder = try TemporaryFolder()
    let server = MemoryServer(FakeTempo(MadeIncident.spans).answer)
    let (fetched, failure) = try await Self.fetch(
      server, .tempo, words: ["why", "till"], in: folder)
    #expect(failure == nil && fetched.requests <= 24, "\(String(describing: failure))")
    #expect(
      fetched.files.map(\.query).contains(#"{ resource.service.name = "till" && status = error }"#))
    let answer = try await Self.ask("why do requests of till fail?", folder)
    #expect(answer.contains("oven"), "\(answer)")
    let none = try await Self.fetch(MemoryServer(FakeTempo([]).answer), .tempo, in: folder)
    #expect(none.fetched.held == HeldTime(what: "traces"))
    let later = MadeIncident.window.upperBound.advanced(by: 3_600_000)
    let ended = try await Self.fetch(
      server, .tempo, window: later...later.advanced(by: 3_600_000), in: try TemporaryFolder())
    #expect(ended.fetched.held?.last == MadeIncident.start.advanced(by: 3_590_000), "\(ended)")
  }
}

/// Counts calls.
private final class Turn: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }
}
