import Investigation
import FoundationEssentials
import SessionsAPI
import SessionsClient
import Shell
import Synchronization
import SystemPackage
import Testing
import TestSupport

/// One suite for every service: no turn lost, none sent twice, the line never blocked.
@Suite(.timeLimit(.minutes(10))) struct ShellOnServicesTests {
  @Test(arguments: ServiceUnderTest.all)
  func `a script's turns are answered once each, in order`(service: ServiceUnderTest) async throws {
    try await service.run { opened in
      let lines = (1...8).map { "question \($0)" }
      let outcome = try await runScript(lines, on: opened)
      #expect(outcome.status == .success)
      #expect(outcome.said.answers == lines)
      #expect(try await opened.questions() == ["question 1": lines])
    }
  }

  @Test(arguments: ServiceUnderTest.all)
  func `several sessions at once lose nothing, send nothing twice, and never block the line`(
    service: ServiceUnderTest
  ) async throws {
    try await service.run { opened in
      let presenter = RecordingPresenter()
      let gate = Gate()
      var parts = try opened.parts()
      parts.service = HeldService(service: opened.service, gate: gate)
      let runtime = ShellRuntime(
        state: ShellState(front: .interactive, service: "test"), parts: parts,
        presenter: presenter)
      // All lines are taken before the service answers a single call.
      for session in 1...4 {
        for line in ["/new session \(session)", "\(session) second", "\(session) third"] {
          await runtime.post(.submitted(line))
        }
      }
      await gate.open()
      try await presenter.wait { said, _ in said.answers.count >= 12 }
      await runtime.leave(.success)
      _ = await runtime.finish()
      var expected: [String: [String]] = [:]
      for session in 1...4 {
        expected["session \(session)"] = [
          "session \(session)", "\(session) second", "\(session) third",
        ]
      }
      #expect(try await opened.questions() == expected)
      #expect(await presenter.said.answers.sorted() == expected.values.flatMap { $0 }.sorted())
      let left = try await Outbox(folder: opened.folder).orphans(service: "test")
      #expect(left.isEmpty, "every line was taken off the outbox")
    }
  }

  @Test(arguments: ServiceUnderTest.all)
  func `a failed turn ends the script with its reason`(service: ServiceUnderTest) async throws {
    let engine = EchoEngine { $0 == "bad" ? nil : "Answer to \($0)" }
    try await service.run(engine: engine) { opened in
      let outcome = try await runScript(["good", "bad", "never"], on: opened)
      #expect(outcome.status == .failedTurn)
      #expect(outcome.said.answers == ["good"])
      let reasons = outcome.said.compactMap { said in
        if case .turnFailed(_, _, let reason) = said.output { reason } else { nil }
      }
      #expect(reasons.count == 1 && reasons[0].contains("no answer to 'bad' was wanted"))
      #expect(try await opened.questions() == ["good": ["good", "bad"]])
    }
  }

  @Test(arguments: ServiceUnderTest.all)
  func `sessions are listed and switched between`(service: ServiceUnderTest) async throws {
    try await service.run { opened in
      let outcome = try await runScript(
        ["red", "/new blue", "/sessions", "/switch 2", "more", "/switch -", "/switch red", "last"],
        on: opened)
      #expect(outcome.status == .success)
      #expect(try await opened.questions() == ["red": ["red", "more", "last"], "blue": ["blue"]])
      let tables = outcome.said.compactMap { said in
        if case .result(.sessions(let rows, _)) = said.output { rows } else { nil }
      }
      #expect(tables.first?.map(\.title) == ["blue", "red"])
    }
  }

  private struct Outcome {
    var status: Shell.ExitStatus
    var said: [RecordingPresenter.Said]
  }

  private func runScript(
    _ lines: [String], on opened: ServiceUnderTest.Opened
  ) async throws -> Outcome {
    let path = opened.folder + "/script"
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    let input = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    defer { try? input.close() }
    let presenter = RecordingPresenter()
    let runtime = ShellRuntime(
      state: ShellState(front: .script, service: "test"), parts: try opened.parts(),
      presenter: presenter)
    let status = await ScriptFront(runtime: runtime, resumption: nil).run(
      LineSource(descriptor: input.rawValue))
    return Outcome(status: status, said: await presenter.said)
  }
}

/// A service none of whose calls begins before a gate is opened.
private struct HeldService: SessionsService {
  let service: any SessionsService
  let gate: Gate

  func create(_ draft: SessionDraft) async throws -> CreatedSession {
    try await gate.pass()
    return try await service.create(draft)
  }

  func list(_ request: PageRequest) async throws -> SessionPage {
    try await gate.pass()
    return try await service.list(request)
  }

  func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    try await gate.pass()
    return try await service.get(id, wait: wait)
  }

  func followUp(_ draft: FollowUpDraft, to id: Session.ID) async throws -> FollowUpReceipt {
    try await gate.pass()
    return try await service.followUp(draft, to: id)
  }

  func cancel(_ id: Session.ID) async throws -> Session {
    try await gate.pass()
    return try await service.cancel(id)
  }
}
