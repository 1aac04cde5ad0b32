import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// What becomes of lines and sessions when a turn fails or a line is refused, and how it is told.
@Suite struct FailureTests {
  private let now = ContinuousClock.now

  private func session(_ id: String, _ title: String) -> Session {
    Session(
      id: .init(rawValue: id), status: .running, title: title, input: title,
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
  }

  /// Asks something whose turn is then under way in a session.
  private func ask(
    _ line: String, opening id: String, in state: inout ShellState
  ) throws -> Conversation.ID {
    _ = state.handle(.submitted(line), at: now)
    let conversation = try #require(state.currentID)
    let title = line.replacing("/new ", with: "")
    _ = state.handle(.turn(conversation, .created(session(id, title))), at: now)
    _ = state.handle(.turn(conversation, .accepted(turn: 1, resumed: false)), at: now)
    return conversation
  }

  private func finish(_ id: Conversation.ID, in state: inout ShellState) {
    _ = state.handle(
      .turn(id, .completed(TurnAnswer(seconds: 1, markdown: "because"))), at: now)
  }

  private func notices(_ effects: [ShellEffect]) -> [Notice] {
    effects.compactMap { if case .emit(.notice(let notice)) = $0 { notice } else { nil } }
  }

  private func sent(_ effects: [ShellEffect]) -> [String] {
    effects.compactMap { if case .run(let entry, _, _) = $0 { entry.text } else { nil } }
  }

  @Test func `- leads back to the session before, also over a new one`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let first = try ask("red", opening: "s1", in: &state)
    finish(first, in: &state)
    _ = state.handle(.submitted("/new"), at: now)
    let second = try ask("blue", opening: "s2", in: &state)
    finish(second, in: &state)
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s1")])
    var red = session("s1", "red")
    red.status = .idle
    _ = state.handle(.opened(red, orphans: [], reason: .switched), at: now)
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s2")])
  }

  @Test func `a refused follow-up holds the lines behind it, told, until a retry`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let id = try ask("red", opening: "s1", in: &state)
    finish(id, in: &state)
    _ = state.handle(.submitted("second"), at: now)
    _ = state.handle(.submitted("third"), at: now)
    let refused = state.handle(
      .turn(id, .refused(.told(.badRequest, "no", retryAfter: nil))), at: now)
    #expect(refused.contains(.restoreLine("second")))
    #expect(notices(refused) == [.heldBehindRefusal(["third"])])
    #expect(state.isSettled)
    let fourth = state.handle(.submitted("fourth"), at: now)
    #expect(notices(fourth) == [.queuedBehindUnsent(position: 2)])
    #expect(sent(state.handle(.submitted("/retry"), at: now)) == ["third"])
    _ = state.handle(.turn(id, .accepted(turn: 2, resumed: false)), at: now)
    let answered = state.handle(
      .turn(id, .completed(TurnAnswer(seconds: 1, markdown: "x"))), at: now)
    #expect(sent(answered) == ["fourth"])
  }

  @Test func `a refused create with lines behind it loses none of them`() throws {
    var state = ShellState(front: .interactive, service: "test")
    _ = state.handle(.submitted("first"), at: now)
    _ = state.handle(.submitted("second"), at: now)
    let id = try #require(state.currentID)
    let refused = state.handle(
      .turn(id, .refused(.told(.unauthorized, "no key", retryAfter: nil))), at: now)
    #expect(refused.contains(.restoreLine("first")))
    #expect(notices(refused) == [.heldBehindFailure(["second"])])
    #expect(sent(state.handle(.submitted("/retry"), at: now)) == ["first"])
    #expect(state.current?.queue.map(\.text) == ["second"])
  }

  @Test func `a session in the background fails by its own name, and keeps its lines`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.submitted("and then?"), at: now)
    let blue = try ask("/new blue", opening: "s2", in: &state)
    let failed = state.handle(.turn(red, .failed(reason: "timed out")), at: now)
    #expect(
      notices(failed) == [
        .otherSessionFailed(SessionPlace(title: "red", number: 1)),
        .heldElsewhere(SessionPlace(title: "red", number: 1), ["and then?"]),
      ])
    #expect(notices(failed).allSatisfy { "\($0)".contains("/switch 1") })
    #expect(state.currentID == blue && state.current?.activeTurn != nil)
    let current = state.handle(.turn(blue, .failed(reason: "timed out")), at: now)
    #expect(notices(current) == [.sessionFailed(keptLine: false)])
  }

  @Test func `a line to a failed session leaves the prompt free for /retry`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let id = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.turn(id, .failed(reason: "timed out")), at: now)
    let effects = state.handle(.submitted("and then?"), at: now)
    #expect(effects == [.emit(.notice(.sessionFailed(keptLine: true)))])
    #expect("\(notices(effects)[0])".hasSuffix("Your line was not sent; Up brings it back."))
  }

  @Test func `who leaves is told what was not sent, that could not be sent as well`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let id = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.turn(id, .completed(TurnAnswer(seconds: 1, markdown: "x"))), at: now)
    _ = state.handle(.submitted("and then?"), at: now)
    _ = state.handle(
      .turn(id, .refused(.told(.unavailable, "Nobody is there.", retryAfter: nil))), at: now)
    #expect(
      notices(state.handle(.endOfInput, at: now)) == [.leavingWithWork(turns: 0, lines: 1)])
    _ = state.handle(.submitted("and who?"), at: now)
    let left = state.handle(.submitted("/quit"), at: now)
    #expect(left.last == .leave(.success))
    #expect(notices(left).first == .leavesUnsent(lines: 2))
    #expect(
      "\(Notice.leavesUnsent(lines: 2))"
        == "2 lines are not sent; who comes back to the session has them again.")
  }

  @Test(arguments: [
    (1, 0, "1 turn is running. "), (0, 2, "2 lines wait to be sent. "),
    (2, 1, "2 turns are running and 1 line waits to be sent. "),
  ])
  func `what would be left behind is counted only where there is some`(
    turns: Int, lines: Int, words: String
  ) {
    #expect("\(Notice.leavingWithWork(turns: turns, lines: lines))".hasPrefix(words))
  }
}
