import FoundationEssentials
import SessionsAPI
import Shell
import Synchronization
import Testing

/// Drives the state by events and looks at its effects; nothing else exists here.
@Suite struct ShellStateTests {
  private let now = ContinuousClock.now

  private func makeState(
    _ front: SubmittedLine.Front = .interactive, keepsGoing: Bool = false
  ) -> ShellState {
    let counter = Mutex(0)
    return ShellState(
      front: front, keepsGoing: keepsGoing, service: "embedded",
      makeIdentifier: {
        counter.withLock {
          $0 += 1
          return "id\($0)"
        }
      },
      date: { Date(timeIntervalSince1970: 0) })
  }

  private func session(_ id: String = "s1", title: String = "why?") -> Session {
    Session(
      id: .init(rawValue: id), status: .running, title: title, input: title,
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
  }

  private func sent(_ effects: [ShellEffect]) -> [OutboxEntry] {
    effects.compactMap { if case .run(let entry, _, _) = $0 { entry } else { nil } }
  }

  private func notices(_ effects: [ShellEffect]) -> [Notice] {
    effects.compactMap { if case .emit(.notice(let notice)) = $0 { notice } else { nil } }
  }

  /// A state whose current session has answered its first question.
  private func idleState(
    _ front: SubmittedLine.Front = .interactive, keepsGoing: Bool = false
  ) throws -> (ShellState, Conversation.ID) {
    var state = makeState(front, keepsGoing: keepsGoing)
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    _ = state.handle(.turn(id, .created(session())), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    _ = state.handle(
      .turn(id, .completed(TurnAnswer(seconds: 1, markdown: "because [1]"))), at: now)
    return (state, id)
  }

  @Test func `a line without a session opens one, kept before it is sent`() throws {
    var state = makeState()
    let effects = state.handle(.submitted("why?"), at: now)
    guard case .save(let saved) = effects.first else {
      Issue.record("the first effect is \(effects)")
      return
    }
    #expect(saved.stage == .sending && saved.session == nil && saved.text == "why?")
    var fresh = saved
    fresh.stage = .queued
    #expect(sent(effects) == [fresh])
  }

  @Test func `the amount that is printed of an answer is told, and changed`() {
    var state = makeState()
    func told(_ line: String) -> [Notice] { notices(state.handle(.submitted(line), at: now)) }
    #expect(told("/detail") == [.detail(isFull: false, isNew: false)])
    #expect(told("/detail full") == [.detail(isFull: true, isNew: true)])
    #expect(told("/detail") == [.detail(isFull: true, isNew: false)])
    #expect(state.showsWholeAnswers)
    #expect("\(Notice.detail(isFull: true, isNew: false))".hasSuffix("/detail digest changes it."))
  }

  @Test func `a line to an idle session follows up`() throws {
    var (state, _) = try idleState()
    let entry = try #require(sent(state.handle(.submitted("and then?"), at: now)).first)
    #expect(entry.session == session().id)
    #expect(entry.turn == 2)
  }

  @Test func `lines typed while a turn runs wait, and go out one by one`() throws {
    var state = makeState()
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    #expect(sent(state.handle(.submitted("second"), at: now)).isEmpty)
    let effects = state.handle(.submitted("third"), at: now)
    #expect(notices(effects) == [.queued(position: 2)])
    _ = state.handle(.turn(id, .created(session())), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    let answer = TurnAnswer(seconds: 1, markdown: "x")
    let next = state.handle(.turn(id, .completed(answer)), at: now)
    #expect(sent(next).map(\.text) == ["second"])
    #expect(sent(next).map(\.session) == [session().id])
    #expect(!state.isSettled)
  }

  @Test func `an answer is said before its entry is forgotten`() throws {
    var state = makeState()
    let entry = try #require(sent(state.handle(.submitted("why?"), at: now)).first)
    let id = try #require(state.currentID)
    _ = state.handle(.turn(id, .created(session())), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    let answer = TurnAnswer(seconds: 1, markdown: "x")
    let effects = state.handle(.turn(id, .completed(answer)), at: now)
    let reference = TurnReference(session: session().id, turn: 1)
    #expect(
      effects == [
        .emit(.turnCompleted(reference, title: "why", answer, watched: true)), .discard(entry.id),
      ])
  }

  @Test func `a failed session takes no line, and asks the same again in a new one`() throws {
    var (state, id) = try idleState()
    _ = state.handle(.submitted("more"), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    _ = state.handle(.turn(id, .failed(reason: "timed out")), at: now)
    let effects = state.handle(.submitted("again"), at: now)
    #expect(notices(effects) == [.sessionFailed(keptLine: true)])
    let retried = try #require(sent(state.handle(.submitted("/retry"), at: now)).first)
    #expect(retried.text == "more" && retried.session == nil)
  }

  @Test func `Ctrl-C clears, then detaches, then hints, then leaves`() throws {
    var state = makeState()
    _ = state.handle(.submitted("why?"), at: now)
    #expect(state.handle(.interrupted(clearedText: true), at: now).isEmpty)
    let id = try #require(state.currentID)
    _ = state.handle(.turn(id, .created(session())), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    let detached = state.handle(.interrupted(clearedText: false), at: now)
    #expect(notices(detached) == [.detached(title: "why")])
    #expect(
      notices(state.handle(.interrupted(clearedText: false), at: now)) == [.pressAgainToLeave])
    let left = state.handle(.interrupted(clearedText: false), at: now)
    #expect(left.last == .leave(.success))
    #expect(notices(left).first == .continuesAtNextStart(titles: ["why"]))
  }

  @Test func `a line that the service does not take yet is told of once, and as such`() throws {
    var state = makeState()
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    let full = SessionsError.told(.rateLimited, "5 sessions are running.", retryAfter: 30)
    #expect(
      state.handle(.turn(id, .waiting(full, until: now)), at: now)
        == [.emit(.error(ErrorReport(full)))])
    #expect(state.handle(.turn(id, .waiting(full, until: now)), at: now).isEmpty)
    #expect(notices(state.handle(.submitted("/queue"), at: now)) == [.queueEmptyBehind("why?")])
    let detached = state.handle(.interrupted(clearedText: false), at: now)
    #expect(notices(detached) == [.detachedUnsent(title: "why")])

    var script = makeState(.script)
    _ = script.handle(.submitted("why?"), at: now)
    let turn = try #require(script.currentID)
    for _ in 1...2 {
      #expect(
        script.handle(.turn(turn, .waiting(full, until: now)), at: now)
          == [.emit(.error(ErrorReport(full)))])
    }
  }

  @Test func `a turn that goes on unseen is no line that was kept`() throws {
    var state = makeState()
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    _ = state.handle(.turn(id, .created(session())), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now)
    let effects = state.handle(
      .turn(id, .refused(.told(.unauthorized, "The key is revoked.", retryAfter: nil))), at: now)
    #expect(notices(effects) == [.outOfSight])
    #expect(state.current?.status == .running)
    let again = try #require(sent(state.handle(.submitted("/retry"), at: now)).first)
    #expect(again.stage == .accepted && again.turn == 1)
  }

  @Test func `Ctrl-D says first what is left behind`() throws {
    var state = makeState()
    _ = state.handle(.submitted("why?"), at: now)
    _ = state.handle(.submitted("next"), at: now)
    #expect(
      notices(state.handle(.endOfInput, at: now)) == [.leavingWithWork(turns: 1, lines: 1)])
    #expect(state.handle(.endOfInput, at: now).last == .leave(.success))
  }

  @Test func `an answer nobody watches is counted as unread`() throws {
    var (state, id) = try idleState()
    _ = state.handle(.submitted("more"), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    _ = state.handle(.interrupted(clearedText: false), at: now)
    let answer = TurnAnswer(seconds: 1, markdown: "x")
    let effects = state.handle(.turn(id, .completed(answer)), at: now)
    let reference = TurnReference(session: session().id, turn: 2)
    #expect(
      effects.first == .emit(.turnCompleted(reference, title: "why", answer, watched: false)))
    #expect(state.current?.unread == 1)
  }

  @Test func `a refused create gives the line back and leaves no session`() throws {
    var state = makeState()
    let entry = try #require(sent(state.handle(.submitted("why?"), at: now)).first)
    let id = try #require(state.currentID)
    let effects = state.handle(
      .turn(id, .refused(.told(.badRequest, "no evidence", retryAfter: nil))), at: now)
    #expect(
      effects == [
        .discard(entry.id), .restoreLine("why?"),
        .emit(.error(ErrorReport(code: .badRequest, message: "no evidence"))),
      ])
    #expect(state.current == nil && state.conversations.isEmpty)
  }

  @Test func `a line that nobody answered is kept for retry under its own key`() throws {
    var state = makeState()
    let entry = try #require(sent(state.handle(.submitted("why?"), at: now)).first)
    let id = try #require(state.currentID)
    let effects = state.handle(
      .turn(id, .refused(.told(.unavailable, "nobody there", retryAfter: nil))), at: now)
    #expect(!effects.contains(.discard(entry.id)))
    let retried = try #require(sent(state.handle(.submitted("/retry"), at: now)).first)
    #expect(retried.idempotencyKey == entry.idempotencyKey)
  }

  @Test func `a failed turn ends a script, unless it keeps going`() throws {
    var (state, id) = try idleState(.script)
    _ = state.handle(.submitted("more"), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    #expect(
      state.handle(.turn(id, .failed(reason: "x")), at: now).last == .leave(.failedTurn))

    (state, id) = try idleState(.script, keepsGoing: true)
    _ = state.handle(.submitted("more"), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    #expect(notices(state.handle(.turn(id, .failed(reason: "x")), at: now)) == [.keepsGoing])
    #expect(sent(state.handle(.submitted("another"), at: now)).first?.session == nil)
    #expect(state.handle(.endOfInput, at: now).last == .leave(.failedTurn))
  }

  @Test func `what a dead shell was sending is taken up, what it queued is held`() throws {
    var state = makeState()
    var open = session()
    open.status = .idle
    func orphan(_ text: String, _ stage: TurnStage) -> OutboxEntry {
      OutboxEntry(
        id: .init(rawValue: text), service: "embedded", conversation: .init(rawValue: "c"),
        session: open.id, text: text, idempotencyKey: "k", stage: stage, turn: 1,
        createdAt: Date(timeIntervalSince1970: 0))
    }
    let orphans = [orphan("sending", .sending), orphan("queued", .queued), orphan("half", .draft)]
    let effects = state.handle(.opened(open, orphans: orphans, reason: .resumed), at: now)
    #expect(effects.contains(.run(orphans[0], .init(rawValue: "c"), resumed: true)))
    #expect(notices(effects) == [.heldLines(["queued"])])
    #expect(effects.contains(.restoreLine("half")))
    let answer = TurnAnswer(seconds: 1, markdown: "x")
    _ = state.handle(.turn(.init(rawValue: "c"), .accepted(turn: 1, resumed: true)), at: now)
    #expect(sent(state.handle(.turn(.init(rawValue: "c"), .completed(answer)), at: now)).isEmpty)
    #expect(sent(state.handle(.submitted("/retry"), at: now)).map(\.text) == ["queued"])
  }

  @Test func `what is typed while a session is being taken up goes to that session`() throws {
    var state = makeState()
    #expect(state.handle(.opening, at: now).isEmpty)
    #expect(state.handle(.submitted("more"), at: now).isEmpty)
    let interrupted = state.handle(.interrupted(clearedText: false), at: now)
    #expect(notices(interrupted) == [.pressAgainToLeave])
    var open = session()
    open.status = .idle
    let effects = state.handle(.opened(open, orphans: [], reason: .resumed), at: now)
    #expect(sent(effects).map(\.session) == [open.id])
    #expect(sent(state.handle(.submitted("/queue"), at: now)).isEmpty)

    var lost = makeState()
    _ = lost.handle(.opening, at: now)
    _ = lost.handle(.submitted("why?"), at: now)
    let report = ErrorReport(code: .notFound, message: "There is none.")
    #expect(sent(lost.handle(.openFailed(report), at: now)).map(\.session) == [nil])
  }

  @Test func `evidence and sections are looked for in all answers`() throws {
    var (state, id) = try idleState()
    _ = state.handle(.submitted("more"), at: now)
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    let answer = TurnAnswer(seconds: 1, markdown: "## Answer\nx [1]\n")
    _ = state.handle(.turn(id, .completed(answer)), at: now)
    let session = try #require(state.current?.session)
    for (line, target) in [
      ("/show 1", Command.ShowTarget.evidence(1)), ("/show timeline", .section("timeline")),
    ] {
      #expect(
        state.handle(.submitted(line), at: now)
          == [.showPart(target, session, lastAnswer: answer.markdown)])
    }
  }
}
