import Foundation
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// Commands as evidence, those that behave and those that don't.
@Suite struct CommandSourceTests {
  private let scripts: TemporaryFolder

  init() throws { scripts = try TemporaryFolder() }

  private func source(
    _ text: String, _ change: (inout SourceSettings) -> Void = { _ in }
  ) throws -> CommandSource {
    var settings = try SourceSettings.script(text, in: scripts)
    change(&settings)
    return CommandSource(settings, environment: ["PATH": "/usr/bin:/bin", "GREETING": "hello"])
  }

  @Test func `what a command prints is kept for its owner alone, with the command that was run`()
    async throws
  {
    let trial = try SourceTrial()
    #expect(try await trial.ask(source("echo \"$GREETING one\"; echo two\n")) == nil)
    #expect(try trial.text("output.log") == "hello one\ntwo\n")
    let mode = try FileManager.default.attributesOfItem(atPath: trial.folder.path + "/output.log")
    #expect(mode[.posixPermissions] as? Int == 0o600)
    let fetched = await trial.sink.fetched
    #expect(fetched.requests == 1 && fetched.bytes == 14 && fetched.notes == [])
    #expect(fetched.files.first?.query.hasPrefix("/bin/sh ") == true)
  }

  @Test func `the time that is asked about stands in its words, and no shell looks at them`()
    async throws
  {
    let trial = try SourceTrial()
    let settings = SourceSettings(
      name: "trial", kind: .command,
      command: ["printf", "%s\\n", "{since}", "{until_unix}", "$HOME; rm -rf *"])
    let source = CommandSource(settings, environment: ["PATH": "/usr/bin:/bin"])
    #expect(try await trial.ask(source) == nil)
    #expect(
      try trial.text("output.log") == "2026-03-14T10:00:00.000Z\n1773486001\n$HOME; rm -rf *\n")
  }

  @Test func `what came before exit 1 is used, and said`() async throws {
    let trial = try SourceTrial()
    #expect(try await trial.ask(source("echo half; echo 'no such container' >&2; exit 1\n")) == nil)
    #expect(try trial.text("output.log") == "half\n")
    let note = try #require(await trial.sink.fetched.notes.first)
    #expect(note.contains("status 1: no such container") && note.contains("is used"), "\(note)")
  }

  @Test func `a command that prints nothing and fails is a failure with its last words`()
    async throws
  {
    let trial = try SourceTrial()
    let failure = try #require(try await trial.ask(source("echo 'not allowed' >&2; exit 3\n")))
    #expect(failure.why == "it left with status 3: not allowed")
    #expect(try trial.names == [])
  }

  @Test func `a missing program is named, with what to do`() async throws {
    let trial = try SourceTrial()
    for program in ["no-such-program-4711", "/no/such/program"] {
      let settings = SourceSettings(name: "trial", kind: .command, command: [program])
      let failure = try #require(
        try await trial.ask(CommandSource(settings, environment: ["PATH": "/usr/bin:/bin"])))
      #expect(failure.what == "'\(program)'" && failure.isFinal, "\(failure)")
      #expect(failure.advice.contains("Install '\(program)'"), "\(failure)")
    }
  }

  @Test func `a command that hangs is ended with what it started, and what it printed is used`()
    async throws
  {
    let trial = try SourceTrial()
    let mark = scripts.path + "/pid"
    let text = "echo begun; sleep 600 & echo $! > '\(mark)'; wait\n"
    #expect(try await trial.ask(source(text) { $0.limits.seconds = 1 }) == nil)
    let note = try #require(await trial.sink.fetched.notes.first)
    #expect(note.contains("had not ended in its time"), "\(note)")
    let child = try #require(
      Int32(String(decoding: try scripts.bytes("pid"), as: UTF8.self).filter(\.isNumber)))
    try await Patience.wait(for: "the end of what the command started") { isGone(child) }
  }

  @Test func `a command that prints without end is ended at the limit of bytes, and of lines`()
    async throws
  {
    var limits = SourceLimits()
    limits.bytes = 100_000
    var trial = try SourceTrial(limits: limits)
    #expect(try await trial.ask(source("yes 0123456789012345678901234567890123456789\n")) == nil)
    #expect(await trial.sink.fetched.bytes == 100_000)
    #expect(await trial.sink.fetched.notes.first?.contains("more than 100000 bytes") == true)

    (limits.bytes, limits.lines) = (10_000_000, 1000)
    trial = try SourceTrial(limits: limits)
    #expect(try await trial.ask(source("yes line\n")) == nil)
    #expect(await trial.sink.fetched.notes.first?.contains("more than 1000 lines") == true)
    #expect(await trial.sink.fetched.bytes < 1_000_000)
  }

  @Test func `a command ends with the task that asked for it`() async throws {
    let trial = try SourceTrial()
    let mark = scripts.path + "/waiting"
    let source = try source("echo $$ > '\(mark)'; sleep 600\n")
    let task = Task { try await trial.ask(source) }
    try await Patience.wait(for: "the command's start") {
      ((try? scripts.bytes("waiting")) ?? []).isEmpty == false
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let process = try #require(
      Int32(String(decoding: try scripts.bytes("waiting"), as: UTF8.self).filter(\.isNumber)))
    try await Patience.wait(for: "the end of the command") { isGone(process) }
  }

  /// Whether a process has ended: a dead one that nobody has asked for yet counts.
  private func isGone(_ process: Int32) -> Bool {
    guard kill(process, 0) == 0 else { return true }
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status?.contains(") Z ") ?? false
  }
}
