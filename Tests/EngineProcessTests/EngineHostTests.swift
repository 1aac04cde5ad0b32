import EngineProcess
import EvidenceFiles
import Foundation
import Investigation
import Logging
import Testing

/// The host with the real binary as its engine.
@Suite struct EngineHostTests {
  /// Where the build put the binary, or `make test` says it is.
  private static let program: String = {
    let folder = FileManager.default.currentDirectoryPath + "/"
    if let named = ProcessInfo.processInfo.environment["GUMSHOE_BINARY"], !named.isEmpty {
      return URL(filePath: named, relativeTo: URL(filePath: folder)).path
    }
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "gumshoe").path
  }()

  /// The same program with an engine that a word keeps busy for ever.
  private static let faulty: String = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "FaultyGumshoe").path
    let built = FileManager.default.currentDirectoryPath + "/.build/release/FaultyGumshoe"
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : built
  }()
  private let endless = Inquiry(question: "fault:busy", evidence: ["/nowhere"])

  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func host(
    timings: EngineTimings = EngineTimings(), arguments: [String] = ["engine"],
    program: String = program, build: String? = nil,
    sleep: @escaping @Sendable (Duration) async throws -> Void = {
      try await SuspendingClock().sleep(for: $0)
    }
  ) -> EngineHost {
    EngineHost(
      command: EngineCommand(
        path: program, arguments: arguments,
        build: build ?? EngineBuild.identity(of: program)),
      timings: timings, logger: Self.quiet, sleep: sleep)
  }

  /// A log in a folder of its own, of which a question can be asked.
  private func withLog(_ body: (Inquiry) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-engine-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = (10..<60).map { "2026-01-31T10:\($0):00Z ERROR payment declined by bank\n" }
    try lines.joined().write(toFile: folder + "/payment.log", atomically: true, encoding: .utf8)
    try await body(Inquiry(question: "why did payment fail?", evidence: [folder]))
  }

  /// Waits for a condition, so long that only a test that hangs waits for all of it.
  private func wait(until isTrue: () async -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(300)
    while await !isTrue() {
      try #require(ContinuousClock.now < limit, "that never came")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func `turns that wait to run alone leave at once when they are cancelled`() async throws {
    let host = host(program: Self.faulty)
    var alone = endless
    alone.isAlone = true
    let inquiry = alone
    let first = Task { try await host.answer(inquiry, progress: { _ in }) }
    let others = (0..<3).map { _ in
      Task { try await host.answer(inquiry, progress: { _ in }) }
    }
    for other in others {
      other.cancel()
      await #expect(throws: CancellationError.self) { try await other.value }
    }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
  }

  @Test func `an answer is that of the engine in this process, to the byte`() async throws {
    try await withLog { inquiry in
      let host = host()
      let steps = Steps()
      let answer = try await host.answer(inquiry) { steps.add($0.step) }
      #expect(
        try await Investigator(opener: EvidenceFilesOpener()).answer(inquiry, progress: { _ in })
          .markdown == answer.markdown)
      #expect(answer.markdown.contains("declined by bank"))
      #expect(steps.all.contains { $0.contains("reading") }, "\(steps.all)")
      var next = Inquiry(question: "how sure are you?", evidence: inquiry.evidence)
      next.memory = answer.memory
      let followed = try await host.answer(next, progress: { _ in })
      #expect(followed.markdown != answer.markdown)
      await host.close()
    }
  }

  @Test func `an engine that was replaced on disk is refused in words`() async throws {
    try await withLog { inquiry in
      let host = host(build: "another")
      await #expect(throws: EngineStartFailure.otherBuild) {
        try await host.answer(inquiry, progress: { _ in })
      }
    }
  }

  @Test(arguments: [
    ("/nowhere/gumshoe", "", "could not be started"),
    ("/bin/false", "", "it left with status 1"),
    ("/bin/echo", "this is no frame", "it announced a message of"),
  ])
  func `a program that is no engine is told as what it is`(
    program: String, argument: String, words: String
  ) async throws {
    try await withLog { inquiry in
      let host = host(arguments: [argument], program: program)
      let failure = await #expect(throws: EngineStartFailure.self) {
        try await host.answer(inquiry, progress: { _ in })
      }
      #expect("\(failure.map { "\($0)" } ?? "")".contains(words), "\(failure as Any)")
    }
  }

  @Test func `an engine that leaves by itself after others were killed is started again`()
    async throws
  {
    try await withLog { inquiry in
      let folder = try #require(inquiry.evidence.first)
      let (script, starts) = (folder + ".sh", folder + ".starts")
      defer { for path in [script, starts] { try? FileManager.default.removeItem(atPath: path) } }
      // Killed from outside five times, then it leaves by itself once: only then it takes turns.
      try """
      #!/bin/sh
      echo >> "\(starts)"
      case $(wc -l < "\(starts)") in
      [1-5]) kill -9 $$ ;;
      6) exit 70 ;;
      esac
      exec "\(Self.program)" engine

      """.write(toFile: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      let host = host(
        program: script, build: EngineBuild.identity(of: Self.program), sleep: { _ in })
      let answer = try await host.answer(inquiry, progress: { _ in })
      #expect(answer.markdown.contains("payment"))
      await host.close()
      #expect(try String(contentsOfFile: starts, encoding: .utf8).count >= 7)
    }
  }

  @Test func `a cancelled turn ends at once, and the engine takes the next`() async throws {
    try await withLog { inquiry in
      let host = host()
      let task = Task { try await host.answer(inquiry, progress: { _ in }) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let next1 = try await host.answer(inquiry, progress: { _ in })
      #expect(next1.markdown.contains("declined"))
      await host.close()
    }
  }

  @Test func `an engine without turns is let go, and started again for the next`() async throws {
    try await withLog { inquiry in
      // Time passes when the test has looked.
      let (looked, look) = AsyncStream.makeStream(of: Void.self)
      let host = host { _ in for await _ in looked {} }
      _ = try await host.answer(inquiry, progress: { _ in })
      let first = try #require(await host.processIdentifier)
      look.finish()
      try await wait { await host.processIdentifier != first }
      _ = try await host.answer(inquiry, progress: { _ in })
      #expect(await host.processIdentifier != first)
      await host.close()
    }
  }

  @Test func `a turn whose engine is killed hears of it, and whether it was alone`() async throws {
    try await withLog { inquiry in
      for signal in [SIGKILL, SIGSEGV] {
        let host = host(program: Self.faulty)
        await host.prepare()
        let answers = (0..<2).map { _ in
          Task { try await host.answer(endless, progress: { _ in }) }
        }
        try await wait { await host.turns == 2 }
        kill(try #require(await host.processIdentifier), signal)
        for answer in answers {
          let end = await #expect(throws: EngineEnd.self) { try await answer.value }
          #expect(end?.wasAlone == false)
          #expect(end?.reason.contains("signal \(signal)") == true, "\(end as Any)")
        }
        let next2 = try await host.answer(inquiry, progress: { _ in })
        #expect(next2.markdown.contains("declined"))
        await host.close()
      }
    }
  }

  @Test func `an engine that is stopped is taken for dead after its silence`() async throws {
    try await withLog { inquiry in
      var timings = EngineTimings()
      timings.silence = .seconds(2)
      timings.look = .milliseconds(200)
      let host = host(timings: timings, program: Self.faulty)
      await host.prepare()
      let answer = Task { try await host.answer(endless, progress: { _ in }) }
      try await wait { await host.turns == 1 }
      kill(try #require(await host.processIdentifier), SIGSTOP)
      let end = await #expect(throws: EngineEnd.self) { try await answer.value }
      #expect(end?.wasAlone == true)
      #expect(end?.reason.contains("no sign of life for 2 seconds") == true, "\(end as Any)")
      await host.close()
    }
  }
}

/// Collects steps from any thread.
private final class Steps: @unchecked Sendable {
  // Unchecked: reached only with the lock held.
  private let lock = NSLock()
  private var steps: [String] = []

  func add(_ step: String) { lock.withLock { steps.append(step) } }
  var all: [String] { lock.withLock { steps } }
}
