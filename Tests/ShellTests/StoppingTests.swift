import FoundationEssentials
import SessionsAPI
import Synchronization
import Testing

@testable import Shell

/// `/stop`: what the shell does, says and keeps when a turn is ended for good.
@Suite struct StoppingTests {
  private let now = ContinuousClock.now
  private let session = Session(
    id: .init(rawValue: "s1"), status: .running, title: "why?", input: "why?",
    createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)

  private func makeState(_ front: SubmittedLine.Front = .interactive) -> ShellState {
    let counter = Mutex(0)
    return ShellState(
      front: front, service: "embedded",
      makeIdentifier: {
        counter.withLock {
          $0 += 1
          return "id\($0)"
        }
      },
      date: { Date(timeIntervalSince1970: 0) })
  }

  /// A state with a turn that the service has taken.
  private func runningState(
    _ front: SubmittedLine.Front = .interactive
  ) throws -> (ShellState, Conversation.ID) {
    var state = makeState(front)
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    _ = state.handle(.turn(id, .created(session)), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    return (state, id)
  }

  private func notices(_ effects: [ShellEffect]) -> [Notice] {
    effects.compactMap { if case .emit(.notice(let notice)) = $0 { notice } else { nil } }
  }

  private func sent(_ effects: [ShellEffect]) -> [OutboxEntry] {
    effects.compactMap { if case .run(let entry, _, _) = $0 { entry } else { nil } }
  }

  @Test func `Defect 14: a running turn is ended at the service, and its end told once`() throws {
    var (state, id) = try runningState()
    let effects = state.handle(.submitted("/stop"), at: now)
    #expect(effects == [.emit(.notice(.stopping(title: "why"))), .stop(session.id, id)])
    #expect(state.current?.activeTurn != nil)
    #expect(state.handle(.stopped(id), at: now).isEmpty)
    let ended = state.handle(.turn(id, .failed(reason: "stopped by ann")), at: now)
    #expect(
      ended.contains(
        .emit(
          .turnFailed(
            TurnReference(session: session.id, turn: 1), title: "why", reason: "stopped by ann"))))
    #expect(notices(ended) == [.sessionFailed(keptLine: false)])
    #expect(state.current?.status == .failed)
  }

  @Test func `lines that wait stay held, are told, and go with a retry`() throws {
    var (state, id) = try runningState()
    _ = state.handle(.submitted("second"), at: now)
    _ = state.handle(.submitted("third"), at: now)
    _ = state.handle(.submitted("/stop"), at: now)
    let ended = state.handle(.turn(id, .failed(reason: "stopped by ann")), at: now)
    #expect(
      notices(ended) == [.sessionFailed(keptLine: false), .heldBehindFailure(["second", "third"])])
    #expect(sent(ended).isEmpty && state.isSettled)
    #expect(
      state.handle(.submitted("/queue"), at: now)
        == [.emit(.result(.queue(["second", "third"])))])
    let retried = state.handle(.submitted("/retry"), at: now)
    #expect(sent(retried).map(\.text) == ["why?"] && sent(retried).first?.session == nil)
    let moved = try #require(state.current)
    #expect(moved.id != id && moved.queue.map(\.text) == ["second", "third"])
    #expect(moved.queue.allSatisfy { $0.conversation == moved.id && $0.session == nil })
    let saved = retried.compactMap { if case .save(let entry) = $0 { entry.text } else { nil } }
    #expect(saved == ["why?", "second", "third"])
    #expect(state.conversations.first { $0.id == id }?.queue.isEmpty == true)
  }

  @Test func `a turn that stands still is ended by a retry, and asked anew with all behind it`()
    throws
  {
    var (state, id) = try runningState()
    _ = state.handle(.submitted("second"), at: now)
    let later = now + .seconds(300)
    let retried = state.handle(.submitted("/retry"), at: later)
    #expect(
      retried.prefix(2) == [
        .emit(.notice(.asksAnew(title: "why"))), .stop(session.id, id),
      ])
    #expect(sent(retried).map(\.text) == ["why?"] && sent(retried).first?.session == nil)
    let moved = try #require(state.current)
    #expect(moved.id != id && moved.queue.map(\.text) == ["second"])
    // Its end was asked for: what the service says of it is no news, nor is it counted as unread.
    let old = try #require(state[id]?.turn?.entry)
    #expect(
      state.handle(.turn(id, .failed(reason: "stopped by ann")), at: later) == [.discard(old.id)])
    #expect(state[id]?.status == .failed && state.current?.id == moved.id)
  }

  @Test func `who goes back to a turn that is being ended is told its end`() throws {
    var (state, id) = try runningState()
    _ = state.handle(.submitted("/retry"), at: now + .seconds(300))
    var running = session
    running.messages = [
      Message(
        id: .init(rawValue: "m1"), role: .user, markdownContent: "why?",
        createdAt: Date(timeIntervalSince1970: 0))
    ]
    _ = state.handle(.opened(running, orphans: [], reason: .switched), at: now)
    let ended = state.handle(.turn(id, .failed(reason: "stopped by ann")), at: now)
    #expect(notices(ended) == [.sessionFailed(keptLine: false)])
  }

  @Test func `what the service could not stop is told when it ends after all`() throws {
    var (state, id) = try runningState()
    _ = state.handle(.submitted("/retry"), at: now + .seconds(300))
    let report = ErrorReport(.told(.badRequest, "this server cannot stop a turn", retryAfter: nil))
    #expect(
      notices(state.handle(.notStopped(id, report), at: now)).map { "\($0)" }
        == ["[why] could not be stopped and goes on beside it, /switch 1."])
    let answer = TurnAnswer(seconds: 400, markdown: "It was the disk.")
    let told = notices(state.handle(.turn(id, .completed(answer)), at: now))
    #expect(told.map { "\($0)" } == ["[why] idle after 6:40, /switch 1"])
  }

  @Test func `a turn in which something changes is not ended by a retry`() throws {
    var (state, _) = try runningState()
    let effects = state.handle(.submitted("/retry"), at: now + .seconds(3))
    #expect(effects == [.emit(.notice(.stillMoving(title: "why", seconds: 3)))])
    #expect("\(notices(effects)[0])".hasPrefix("'why' runs: something changed 0:03 ago."))
    // Nor one that is not taken yet, which is sent by itself.
    var sending = makeState()
    _ = sending.handle(.submitted("why?"), at: now)
    #expect(
      notices(sending.handle(.submitted("/retry"), at: now + .seconds(300))) == [.nothingToRetry])
  }

  @Test func `where no turn runs there is nothing to stop`() throws {
    var state = makeState()
    #expect(notices(state.handle(.submitted("/stop"), at: now)) == [.nothingRuns])
    var (ended, id) = try runningState()
    _ = ended.handle(.turn(id, .failed(reason: "x")), at: now)
    #expect(notices(ended.handle(.submitted("/stop"), at: now)) == [.nothingRuns])
    var sending = makeState()
    _ = sending.handle(.submitted("why?"), at: now)
    #expect(sending.handle(.submitted("/stop"), at: now) == [.emit(.notice(.notTakenYet("why?")))])
  }

  @Test func `a turn that goes on unseen can be ended too`() throws {
    var (state, id) = try runningState()
    let entry = try #require(state.current?.activeTurn?.entry)
    _ = state.handle(
      .turn(id, .refused(.told(.unauthorized, "The key is revoked.", retryAfter: nil))), at: now)
    #expect(state.handle(.submitted("/stop"), at: now).last == .stop(session.id, id))
    #expect(
      state.handle(.stopped(id), at: now)
        == [.discard(entry.id), .emit(.notice(.sessionFailed(keptLine: false)))])
    #expect(state.current?.status == .failed)
  }

  @Test func `a service that cannot stop a turn is told in words, and the turn goes on`() throws {
    var (state, id) = try runningState()
    _ = state.handle(.submitted("/stop"), at: now)
    let report = ErrorReport(.told(.badRequest, "this server cannot stop a turn", retryAfter: nil))
    #expect(state.handle(.notStopped(id, report), at: now) == [.emit(.error(report))])
    #expect(state.conversations.first { $0.id == id }?.activeTurn != nil)
  }
}
