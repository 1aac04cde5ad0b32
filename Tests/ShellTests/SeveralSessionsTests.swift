import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// Several investigations in one shell: what is told of those that are not current, and the ways back.
@Suite struct SeveralSessionsTests {
  private let now = ContinuousClock.now
  private let answer = TurnAnswer(seconds: 133, markdown: "because")

  private func session(_ id: String, _ title: String, _ status: SessionStatus = .running) -> Session
  {
    var session = Session(
      id: .init(rawValue: id), status: status, title: title, input: title,
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
    session.messages = [
      Message(
        id: .init(rawValue: "m"), role: .user, markdownContent: title,
        createdAt: Date(timeIntervalSince1970: 0))
    ]
    return session
  }

  /// Opens a session whose turn is then under way.
  private func ask(
    _ line: String, opening id: String, in state: inout ShellState
  ) throws -> Conversation.ID {
    _ = state.handle(.submitted("/new \(line)"), at: now)
    let conversation = try #require(state.currentID)
    _ = state.handle(.turn(conversation, .created(session(id, line))), at: now)
    _ = state.handle(.turn(conversation, .accepted(turn: 1, resumed: false)), at: now)
    return conversation
  }

  private func notices(_ effects: [ShellEffect]) -> [Notice] {
    effects.compactMap { if case .emit(.notice(let notice)) = $0 { notice } else { nil } }
  }

  private func sent(_ effects: [ShellEffect]) -> [OutboxEntry] {
    effects.compactMap { if case .run(let entry, _, _) = $0 { entry } else { nil } }
  }

  @Test func `an end in the background is told in one line, with the number that leads there`()
    throws
  {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("checkout failing", opening: "s1", in: &state)
    let blue = try ask("disk full", opening: "s2", in: &state)
    _ = state.handle(.listed([.init(rawValue: "s2"), .init(rawValue: "s1")]), at: now)
    let told = notices(state.handle(.turn(red, .completed(answer)), at: now))
    #expect(told.map { "\($0)" } == ["[checkout failing] idle after 2:13, /switch 2"])
    #expect(state.conversations.first { $0.id == red }?.unread == 1)
    #expect(state.handle(.submitted("/switch 2"), at: now) == [.open("s1")])
    // What is in no table yet is given the next number.
    _ = state.handle(.listed([.init(rawValue: "s1")]), at: now)
    _ = state.handle(
      .opened(session("s1", "checkout failing", .idle), orphans: [], reason: .switched), at: now)
    let later = notices(state.handle(.turn(blue, .completed(answer)), at: now))
    #expect(later.map { "\($0)" } == ["[disk full] idle after 2:13, /switch 2"])
    #expect(state.handle(.submitted("/switch 2"), at: now) == [.open("s2")])
  }

  @Test func `an end that nobody watched here is told too, with the way to the answer`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("checkout failing", opening: "s1", in: &state)
    _ = state.handle(.submitted("/detach"), at: now)
    let told = notices(state.handle(.turn(red, .completed(answer)), at: now))
    #expect(told.map { "\($0)" } == ["[checkout failing] idle after 2:13, /show"])
  }

  @Test func `- goes back among three sessions, and past one that was never opened`() throws {
    var state = ShellState(front: .interactive, service: "test")
    for (id, line) in [("s1", "red"), ("s2", "blue"), ("s3", "green")] {
      let turn = try ask(line, opening: id, in: &state)
      _ = state.handle(.turn(turn, .completed(answer)), at: now)
    }
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s2")])
    _ = state.handle(.opened(session("s2", "blue", .idle), orphans: [], reason: .switched), at: now)
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s3")])
    _ = state.handle(.opened(session("s1", "red", .idle), orphans: [], reason: .switched), at: now)
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s2")])

    _ = state.handle(.submitted("/new nothing"), at: now)
    let refused = try #require(state.currentID)
    _ = state.handle(
      .turn(refused, .refused(.told(.badRequest, "No.", retryAfter: nil))), at: now)
    #expect(state.current?.session?.rawValue == "s1")
    #expect(state.handle(.submitted("/switch -"), at: now) == [.open("s2")])
  }

  @Test func `a session that another shell set going is followed, its end told, its line not ours`()
    throws
  {
    var state = ShellState(front: .interactive, service: "test")
    let effects = state.handle(.noticed(session("s9", "why is checkout slow?")), at: now)
    let entry = try #require(sent(effects).first)
    #expect(effects.count == 1 && entry.stage == .accepted && entry.turn == 1)
    #expect(state.handle(.noticed(session("s9", "why is checkout slow?")), at: now).isEmpty)
    let id = try #require(state.conversations.first?.id)
    #expect(state.currentID == nil)
    #expect(state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: now).isEmpty)
    let told = notices(state.handle(.turn(id, .completed(answer)), at: now))
    #expect(told.map { "\($0)" } == ["[checkout slow] idle after 2:13, /switch 1"])
    // In a script nobody asked for news of others.
    var script = ShellState(front: .script, service: "test")
    #expect(script.handle(.noticed(session("s9", "x")), at: now).isEmpty)
    #expect(state.handle(.noticed(session("s8", "over", .idle)), at: now).isEmpty)
  }

  @Test func `a service that is away is told once for all that runs, and so is its return`() throws
  {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("red", opening: "s1", in: &state)
    let blue = try ask("blue", opening: "s2", in: &state)
    let away = SessionsError.server("https://x", .outOfReach(.noWay, proxy: nil))
    let first = notices(state.handle(.turn(red, .away(away, until: now)), at: now))
    #expect(first.count == 1 && "\(first[0])".hasSuffix("Reconnecting; nothing is lost."))
    #expect(state.handle(.turn(blue, .away(away, until: now)), at: now).isEmpty)
    #expect(state.handle(.turn(red, .back), at: now).isEmpty)
    #expect(notices(state.handle(.turn(blue, .back), at: now)) == [.serviceIsBack])
  }

  @Test func `a line that is refused in the background leaves the prompt alone`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.submitted("and then?"), at: now)
    _ = try ask("blue", opening: "s2", in: &state)
    let next = state.handle(.turn(red, .completed(answer)), at: now)
    #expect(
      notices(next).map { "\($0)" } == [
        "[red] idle after 2:13, /switch 1", "[red] now asked: and then?",
      ])
    let refused = state.handle(
      .turn(red, .refused(.told(.badRequest, "No.", retryAfter: nil))), at: now)
    let restored = refused.contains { if case .restoreLine = $0 { true } else { false } }
    #expect(!restored)
    #expect(
      "\(notices(refused)[0])"
        == "[red] did not take 'and then'. Up brings the line back; /switch 1 goes there.")
  }

  @Test func `a line that waits for its service can be kept instead, and sent later`() throws {
    var state = ShellState(front: .interactive, service: "test")
    _ = state.handle(.submitted("why?"), at: now)
    let id = try #require(state.currentID)
    let away = SessionsError.server("https://x", .outOfReach(.noWay, proxy: nil))
    _ = state.handle(.turn(id, .away(away, until: now)), at: now)
    #expect(
      state.handle(.submitted("/stop"), at: now) == [.abandon(id), .emit(.notice(.unsent))])
    #expect(state.handle(.turn(id, .back), at: now).isEmpty)
    #expect(sent(state.handle(.submitted("/retry"), at: now)).map(\.text) == ["why?"])
  }

  @Test func `a table tells what only this shell knows`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.submitted("and then?"), at: now)
    let step = Progress(step: "reading logs", done: 3, total: 9, updatedAt: Date())
    _ = state.handle(.turn(red, .progressed(step)), at: now)
    let row = SessionRow(
      number: 1, id: .init(rawValue: "s1"), title: "red", status: .idle,
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil, turns: nil, unread: 0,
      isCurrent: true)
    let live = try #require(state.live([row], at: now + .seconds(12)).first)
    #expect(live.activity == "running 0:12 reading logs 3/9 +1 queued" && live.turns == 1)
    let away = SessionsError.server("https://x", .outOfReach(.noWay, proxy: nil))
    _ = state.handle(.turn(red, .away(away, until: now)), at: now)
    #expect(state.live([row], at: now).first?.activity == "reconnecting 0:00 +1 queued")
  }

  @Test func `lines that wait in a session go on waiting when it is switched to`() throws {
    var state = ShellState(front: .interactive, service: "test")
    let red = try ask("red", opening: "s1", in: &state)
    _ = state.handle(.submitted("and then?"), at: now)
    _ = try ask("blue", opening: "s2", in: &state)
    let back = state.handle(
      .opened(session("s1", "red"), orphans: [], reason: .switched), at: now)
    #expect(notices(back).isEmpty && state.current?.holdsQueue == false)
    #expect(
      sent(state.handle(.turn(red, .completed(answer)), at: now)).map(\.text) == ["and then?"])
  }

  @Test func `what a dead shell left for a session that is followed already is not sent again`()
    throws
  {
    var state = ShellState(front: .interactive, service: "test")
    let running = session("s9", "why?")
    _ = state.handle(.noticed(running), at: now)
    func orphan(_ text: String, _ stage: TurnStage) -> OutboxEntry {
      OutboxEntry(
        id: .init(rawValue: text), service: "test", conversation: .init(rawValue: "c"),
        session: running.id, text: text, idempotencyKey: "k", stage: stage, turn: 1,
        createdAt: Date(timeIntervalSince1970: 0))
    }
    let orphans = [orphan("why?", .accepted), orphan("and then?", .queued)]
    let effects = state.handle(.opened(running, orphans: orphans, reason: .switched), at: now)
    #expect(sent(effects).isEmpty)
    #expect(notices(effects) == [.heldLines(["and then?"])])
    let id = try #require(state.currentID)
    let ended = state.handle(.turn(id, .completed(answer)), at: now)
    #expect(ended.contains(.discard(orphans[0].id)) && sent(ended).isEmpty)
    #expect(sent(state.handle(.submitted("/retry"), at: now)).map(\.text) == ["and then?"])
  }

  @Test func `what others set going neither keeps the shell nor is come back to`() throws {
    var state = ShellState(front: .interactive, service: "test")
    _ = state.handle(.noticed(session("s9", "theirs")), at: now)
    #expect(state.handle(.endOfInput, at: now) == [.leave(.success)])
    #expect(state.handle(.submitted("/profile other"), at: now) == [.connect("other")])
  }
}
