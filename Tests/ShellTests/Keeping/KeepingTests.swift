import FoundationEssentials
import SessionsAPI
import Testing

@testable import Shell

/// What of a session is named, forgotten, attached and copied.
@Suite struct KeepingTests {
  private let now = ContinuousClock.now
  private let id = "0c6159ae-aaaa-4bbb-8ccc-0123456789ab"

  /// A shell whose current session is idle.
  private func idle(_ front: SubmittedLine.Front = .interactive) throws -> ShellState {
    var state = ShellState(front: front, service: "test")
    _ = state.handle(.message("why?"), at: now)
    let conversation = try #require(state.currentID)
    let session = Session(
      id: .init(rawValue: id), status: .running, title: "why?", input: "why?",
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
    _ = state.handle(.turn(conversation, .created(session)), at: now)
    _ = state.handle(.turn(conversation, .accepted(turn: 1, resumed: false)), at: now)
    _ = state.handle(
      .turn(conversation, .completed(TurnAnswer(seconds: 1, markdown: "because"))), at: now)
    return state
  }

  private var name: SessionName {
    SessionName(
      Session(
        id: .init(rawValue: id), status: .idle, title: "why?", input: "why?",
        createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil))
  }

  private func attachment(
    _ name: String, text: String? = nil, at path: String = "/p/x"
  ) throws -> Shell.Attachment {
    let content: Shell.Attachment.Content =
      if let text {
        .text(try #require(LogMessage(Array(text.utf8))))
      } else {
        .evidence(EvidenceLocation(path: path))
      }
    var head = LogHead()
    head.take(Array((text ?? "a line\n").utf8))
    head.finish()
    return Shell.Attachment(name: name, head: head, content: content, isSeen: false)
  }

  @Test func `a session is given a name, and one that is not there is not`() throws {
    var state = try idle()
    #expect(
      state.handle(.submitted("/rename \"payday outage\""), at: now)
        == [
          .rename(.init(rawValue: id), "payday outage"),
          .emit(.notice(.renamed(title: "payday outage"))),
        ])
    #expect(state.current?.title == "payday outage")
    var empty = ShellState(front: .interactive, service: "test")
    #expect(
      empty.handle(.submitted("/rename x"), at: now) == [.emit(.notice(.nothingToRename))])
  }

  @Test(arguments: ["y", "Yes", " yes "])
  func `a session is forgotten once that is confirmed`(word: String) throws {
    var state = try idle()
    #expect(state.handle(.submitted("/forget why"), at: now) == [.findToForget("why")])
    #expect(
      state.handle(.forgettable(name), at: now) == [.emit(.notice(.asksToForget(name)))])
    #expect(state.handle(.submitted(word), at: now) == [.forget(name)])
    let forgotten = ForgottenSession(name, keptBy: nil)
    #expect(
      state.handle(.forgot(forgotten), at: now) == [.emit(.result(.forgot(forgotten)))])
    #expect(state.conversations.isEmpty)
    #expect(state.current == nil)
  }

  @Test func `anything else keeps it, and is a line where it is neither yes nor no`() throws {
    let keeps = ShellEffect.emit(.notice(.keepsSession(title: "why?")))
    for word in ["n", "no", ""] {
      var state = try idle()
      _ = state.handle(.forgettable(name), at: now)
      #expect(state.handle(.submitted(word), at: now) == [keeps])
      #expect(state.forgetting == nil)
    }
    var state = try idle()
    _ = state.handle(.forgettable(name), at: now)
    #expect(state.handle(.interrupted(clearedText: false), at: now) == [keeps])
    _ = state.handle(.forgettable(name), at: now)
    let effects = state.handle(.submitted("and then?"), at: now)
    #expect(effects.first == keeps)
    #expect(
      effects.contains {
        if case .run(let entry, _, _) = $0 { entry.text == "and then?" } else { false }
      })
  }

  @Test func `a session whose turn runs is not forgotten`() throws {
    var state = try idle()
    _ = state.handle(.submitted("more?"), at: now)
    #expect(
      state.handle(.forgettable(name), at: now)
        == [.emit(.error(ShellError.stillRuns(name).report))])
    #expect(state.forgetting == nil)
  }

  @Test func `a script is not asked, and names the whole id`() throws {
    var state = try idle(.script)
    #expect(
      state.handle(.submitted("/forget 0c61"), at: now).first
        == .emit(.error(ShellError.forgetsWholeIDs("0c61").report)))
    var other = try idle(.script)
    #expect(other.handle(.submitted("/forget \(id)"), at: now) == [.findToForget(id)])
    #expect(other.handle(.forgettable(name), at: now) == [.forget(name)])
  }

  @Test func `text that is attached stands in the next message, once`() throws {
    var state = try idle()
    let first = try attachment("a.txt", text: "one ``` two\n")
    #expect(state.handle(.attached(first), at: now) == [.emit(.result(.attached(first)))])
    _ = state.handle(.attached(try attachment("b.txt", text: "three")), at: now)
    let sent = state.handle(.submitted("look"), at: now)
    let texts = sent.compactMap { if case .run(let entry, _, _) = $0 { entry.text } else { nil } }
    #expect(texts == ["look\n\n````\none ``` two\n````\n\n```\nthree\n```"])
    _ = state.handle(
      .turn(
        try #require(state.currentID), .completed(TurnAnswer(seconds: 1, markdown: "so"))), at: now)
    #expect(state.attachments.isEmpty)
  }

  @Test func `texts that no request holds together are refused one by one`() throws {
    var state = try idle()
    let large = String(repeating: "x", count: 600_000)
    _ = state.handle(.attached(try attachment("a", text: large)), at: now)
    #expect(
      state.handle(.attached(try attachment("b", text: large)), at: now)
        == [.emit(.error(ShellError.largeAttachment("b").report))])
    #expect(state.attachments.map(\.name) == ["a"])
  }

  @Test func `evidence is given to the session before the message goes`() throws {
    var state = try idle()
    _ = state.handle(.attached(try attachment("a")), at: now)
    let location = EvidenceLocation(path: "/p/x")
    let sent = state.handle(.submitted("look"), at: now)
    #expect(sent.first == .attach([location], .session(.init(rawValue: id))))
    #expect(state.attachments.isEmpty)

    var empty = ShellState(front: .interactive, service: "test")
    _ = empty.handle(.attached(try attachment("a")), at: now)
    let opened = empty.handle(.submitted("why?"), at: now)
    let key = try #require(
      opened.lazy.compactMap {
        if case .run(let entry, _, _) = $0 { entry.idempotencyKey } else { nil }
      }
      .first)
    #expect(opened.first == .attach([location], .draft(key: key)))
  }

  @Test func `evidence for a line that waits for its session is given once there is one`() throws {
    var state = ShellState(front: .interactive, service: "test")
    _ = state.handle(.submitted("why?"), at: now)
    _ = state.handle(.attached(try attachment("a")), at: now)
    let queued = state.handle(.submitted("and this?"), at: now)
    #expect(!queued.contains { if case .attach = $0 { true } else { false } })
    let session = Session(
      id: .init(rawValue: id), status: .running, title: "why?", input: "why?",
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
    let created = state.handle(
      .turn(try #require(state.currentID), .created(session)), at: now)
    #expect(
      created.last == .attach([EvidenceLocation(path: "/p/x")], .session(.init(rawValue: id))))
  }

  @Test func `what is attached is listed, and dropped with its file`() throws {
    var state = try idle()
    #expect(
      state.handle(.submitted("/attach"), at: now) == [.emit(.notice(.nothingAttached))])
    let file = try attachment("a")
    _ = state.handle(.attached(file), at: now)
    #expect(state.handle(.submitted("/attach"), at: now) == [.emit(.result(.attached(file)))])
    #expect(
      state.handle(.submitted("/attach --drop"), at: now)
        == [
          .discardEvidence([EvidenceLocation(path: "/p/x")]),
          .emit(.notice(.attachmentsDropped(1))),
        ])
    #expect(state.attachments.isEmpty)
  }

  private func hit(_ number: Int, _ session: Session.ID, isElsewhere: Bool = false) -> FoundTurn {
    FoundTurn(
      number: number, service: isElsewhere ? "https://away" : "here", isElsewhere: isElsewhere,
      session: session, title: "T", status: .idle, turn: 1, snippet: "")
  }

  @Test func `a hit of another service is opened there, unless a turn is under way`() throws {
    var state = try idle()
    let away = hit(2, Session.ID(rawValue: id), isElsewhere: true)
    _ = state.handle(.found([hit(1, Session.ID(rawValue: id)), away]), at: now)
    #expect(state.handle(.submitted("/switch 2"), at: now) == [.openElsewhere(away)])
    // Forgetting one by its number would ask the wrong service.
    #expect(
      state.handle(.submitted("/forget 2"), at: now)
        == [.emit(.error(ShellError.keptElsewhere(away).report))])
    let connected = ShellEvent.connected(
      profile: "p", service: "https://away", command: "gumshoe --profile p", opening: away)
    var busy = state
    _ = busy.handle(.submitted("what now?"), at: now)
    #expect(busy.handle(connected, at: now).count == 1)
    #expect(
      state.handle(connected, at: now).suffix(3) == [
        .use(profile: "p"), .emit(.notice(.profileChanged("p", service: "https://away"))),
        .open(id, turn: 1),
      ])
  }

  @Test func `a hit that is switched to shows its turn`() throws {
    var state = try idle()
    let session = Session.ID(rawValue: id)
    _ = state.handle(.found([hit(1, session)]), at: now)
    #expect(state.handle(.submitted("/switch 1"), at: now) == [.open(id, turn: 1)])
    _ = state.handle(.listed([session]), at: now)
    #expect(state.handle(.submitted("/switch 1"), at: now) == [.open(id)])
    let texts = ["one", "first", "two", "second", "three"]
    let opened = OpenedSession(
      session: Session(
        id: session, status: .running, title: nil, input: "one",
        createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil,
        messages: texts.enumerated().map {
          Message(
            id: .init(rawValue: "\($0)"), role: $0.isMultiple(of: 2) ? .user : .assistant,
            markdownContent: $1, createdAt: Date(timeIntervalSince1970: 0))
        }), reason: .switched, turn: 2)
    #expect(opened.exchange.question?.markdownContent == "two")
    #expect(opened.exchange.answer?.markdownContent == "second")
    #expect(opened.isBack)
    var last = opened
    last.turn = nil
    #expect(last.exchange.question?.markdownContent == "three")
    #expect(last.exchange.answer == nil)
    #expect(!last.isBack)
    last.turn = 9
    #expect(last.exchange.turn == 3)
  }

  @Test(arguments: [
    ("kubectl get pods -n shop", "kubectl-get-pods-n-shop"), ("../../etc; rm *", "etc-rm"),
    ("«»", "command"), ("cat .env", "cat-.env"),
    (
      "journalctl -u a-very-long-unit-name-that-goes-on-and-on",
      "journalctl-u-a-very-long-unit-name-that-"
    ),
  ])
  func `what a command printed is called by its words`(command: String, name: String) {
    #expect(Shell.Attachment.name(ofCommand: command) == name)
  }

  @Test func `a text goes to the clipboard as base64, up to what terminals take`() throws {
    for text in ["", "a", "ab", "abc", "größe \u{1b}]52 支付", String(repeating: "x", count: 74_991)]
    {
      let codes = try #require(Clipboard.codes(for: text))
      let base64 = Data(text.utf8).base64EncodedString()
      #expect(codes == "\u{1b}]52;c;\(base64)\u{1b}\\")
    }
    #expect(Clipboard.codes(for: String(repeating: "x", count: 74_995)) == nil)
  }
}
