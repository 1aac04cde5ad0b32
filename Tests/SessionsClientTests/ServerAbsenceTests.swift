import Investigation
import FoundationEssentials
import SessionsAPI
import SessionsClient
import Shell
import Synchronization
import Testing
import TestSupport

/// A server that goes away for a while, and how soon an answer is there when it does not.
@Suite(.timeLimit(.minutes(10))) struct ServerAbsenceTests {
  @Test func `a turn under way survives a server's absence, which the prompt tells`() async throws {
    let isAway = Mutex(false)
    let gate = Gate()
    let engine = EchoEngine {
      try? await gate.pass()
      return "Answer to \($0)"
    }
    let plan = FaultPlan { _ in isAway.withLock { $0 } ? .cutBefore : nil }
    try await ServiceUnderTest(name: "at times away", way: .spoiled(plan)).run(engine: engine) {
      opened in
      let presenter = RecordingPresenter()
      let runtime = ShellRuntime(
        state: ShellState(front: .interactive, service: "test"), parts: try opened.parts(),
        presenter: presenter)
      await runtime.post(.submitted("why?"))
      try await presenter.wait { _, state in state?.current?.activeTurn?.entry.stage == .accepted }
      isAway.withLock { $0 = true }
      try await presenter.wait { _, state in
        state?.current?.activeTurn?.pause?.isRefusal == false
      }
      // The line goes on taking what is typed.
      await runtime.post(.submitted("and then?"))
      #expect(await presenter.said.notices.contains(.queued(position: 1)))
      isAway.withLock { $0 = false }
      try await presenter.wait { said, _ in said.notices.contains(.serviceIsBack) }
      await gate.open()
      try await presenter.wait { said, _ in said.answers.count >= 2 }
      await runtime.leave(.success)
      _ = await runtime.finish()
      #expect(await presenter.said.answers == ["why?", "and then?"])
      #expect(try await opened.questions() == ["why?": ["why?", "and then?"]])
      let told = await presenter.said.notices.count { notice in
        if case .serviceIsAway = notice { true } else { false }
      }
      #expect(told == 1, "an absence is told once")
    }
  }

  @Test func `patience has an end, and the line is kept`() async throws {
    let plan = FaultPlan { request in request.method == "GET" ? .cutBefore : nil }
    try await ServiceUnderTest(name: "never answers", way: .spoiled(plan)).run { opened in
      var parts = try opened.parts()
      parts.pacing.patience = .milliseconds(100)
      let presenter = RecordingPresenter()
      let runtime = ShellRuntime(
        state: ShellState(front: .interactive, service: "test"), parts: parts,
        presenter: presenter)
      await runtime.post(.submitted("why?"))
      try await presenter.wait { said, _ in said.notices.contains(.outOfSight) }
      guard let entry = await runtime.snapshot.current?.unsent else {
        Issue.record("the line was not kept")
        return
      }
      #expect(entry.text == "why?" && entry.session != nil)
      await runtime.leave(.success)
      _ = await runtime.finish()
    }
  }

  @Test func `an answer is there at the turn's end on the server, without polling`() async throws {
    // Long enough for the shell to be waiting when the turn ends.
    let engine = EchoEngine {
      try? await ContinuousClock().sleep(for: .milliseconds(200))
      return "Answer to \($0)"
    }
    try await ServiceUnderTest(name: "near", way: .overHTTP).run(engine: engine) { opened in
      // Whoever polls would have his answers tomorrow.
      var parts = try opened.parts()
      parts.pacing = TurnPacing(
        longestWait: .seconds(60), shortestPoll: .seconds(3600), longestPoll: .seconds(3600))
      let presenter = RecordingPresenter()
      let runtime = ShellRuntime(
        state: ShellState(front: .interactive, service: "test"), parts: parts,
        presenter: presenter)
      for turn in 1...20 {
        await runtime.post(.submitted("turn \(turn)"))
        try await presenter.wait { said, _ in said.answers.count >= turn }
      }
      await runtime.leave(.success)
      _ = await runtime.finish()
      let shown = await presenter.said.compactMap { said in
        if case .turnCompleted = said.output { said.at } else { nil }
      }
      // Some milliseconds as a rule, see `make bench`.
      let delays = zip(engine.turns, shown).map { $0.endedAt.duration(to: $1) }.sorted()
      try #require(delays.count == 20)
      print("answers shown after \(delays[10]), at the latest \(delays[19])")
    }
  }
}
