import FoundationEssentials
import SessionsAPI
import Shell
import SystemPackage
import Terminal
import Testing

/// The conversation on a terminal that shows what is written and no more.
@Suite(.timeLimit(.minutes(5))) struct PlainConversationTests {
  /// Runs the plain front on lines that a test writes, and gives what stands on the terminal.
  private func converse(
    on service: ScriptedService, folder: String, interrupts: AsyncStream<Int32>? = nil,
    heartbeat: Duration = .seconds(3_600),
    _ body: (_ type: (String) throws -> Void, _ screen: () throws -> String) async throws -> Void
  ) async throws -> String {
    let file = folder + "/screen"
    let screen = try FileDescriptor.open(
      FilePath(file), .readWrite, options: [.create, .append], permissions: .ownerReadWrite)
    defer { try? screen.close() }
    let (input, keyboard) = try FileDescriptor.pipe()
    defer { try? input.close() }
    let sink = TextSink(descriptor: screen.rawValue)
    let plain = PlainConversation(
      PlainPresenter(output: sink, remarks: sink), heartbeat: heartbeat)
    let runtime = ShellRuntime(
      state: ShellState(front: .interactive, service: "test"),
      parts: .init(
        service: service, evidence: nil, serviceName: "test", outbox: Outbox(folder: folder),
        history: HistoryFile(folder: folder, directory: "/"), archive: try Archive(folder: folder),
        pacing: TurnPacing(
          longestWait: .seconds(1), shortestPoll: .milliseconds(1), longestPoll: .milliseconds(1))),
      presenter: plain)
    let front = PlainFront(
      runtime: runtime, screen: plain, interrupts: interrupts)
    async let end: Void = front.run(LineSource(descriptor: input.rawValue))
    do {
      try await body(
        { try keyboard.writeAll($0.utf8) }, { try String(contentsOfFile: file, encoding: .utf8) })
    } catch {
      try? keyboard.close()
      _ = try? await end
      throw error
    }
    try? keyboard.close()
    try await end
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  /// Waits until a screen holds what is wanted.
  private func wait(
    for screen: () throws -> String, until isThere: (String) -> Bool
  ) async throws {
    while try !isThere(screen()) { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test func `another signal ends the conversation, and is what ended it`() async throws {
    let (interrupts, keys) = AsyncStream<Int32>.makeStream()
    try await withTemporaryFolder { folder in
      _ = await #expect(throws: EndingSignal(number: 15)) {
        _ = try await converse(on: ScriptedService(), folder: folder, interrupts: interrupts) {
          _, screen in
          try await wait(for: screen) { $0 == "> " }
          keys.yield(15)
          try await wait(for: screen) { $0.hasSuffix("> \n") }
        }
      }
    }
  }

  @Test func `a prompt stands where a line is expected, behind all that was said`() async throws {
    let service = ScriptedService()
    try await withTemporaryFolder { folder in
      let text = try await converse(on: service, folder: folder) { type, screen in
        try await wait(for: screen) { $0 == "> " }
        try type("why?\n")
        try await wait(for: screen) { $0.hasSuffix("Answer to why?\n> ") }
        try type("/sessions\n")
        try await wait(for: screen) { $0.contains("idle") && $0.hasSuffix("\n> ") }
      }
      // The keyboard's echo is the terminal's: here nothing stands behind a prompt.
      #expect(text.hasPrefix("> Answer to why?\n> "), "\(text)")
      #expect(text.contains("Come back with: gumshoe --session"), "\(text)")
      #expect(!text.hasSuffix("> \n") && !text.hasSuffix("> "), "\(text)")
    }
  }

  @Test func `a turn that runs shows signs of life, a line each`() async throws {
    let service = ScriptedService()
    try await withTemporaryFolder { folder in
      let outcome = try await run("why?\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      let id = try #require(await service.order.first)
      await service.setRunning(id)
      _ = try await converse(on: service, folder: folder, heartbeat: .milliseconds(5)) {
        type, screen in
        try type("/switch 1\n/switch \(id.rawValue)\n")
        try await wait(for: screen) { $0.ranges(of: "gumshoe: 0:").count >= 3 }
        let text = try screen()
        #expect(text.contains("Continuing 'why?'") && text.contains("\n> why?\n"), "\(text)")
        try type("/stop\n")
        try await wait(for: screen) { $0.hasSuffix("\n> ") }
      }
    }
  }

  /// A state whose turn runs, and in which nothing has changed for some time.
  private func stalledState(_ front: SubmittedLine.Front, for time: Duration) throws -> ShellState {
    var state = ShellState(front: front, service: "test")
    let then = ContinuousClock.now - time
    _ = state.handle(.submitted("why did checkout fail?"), at: then)
    let id = try #require(state.currentID)
    let session = Session(
      id: .init(rawValue: "s1"), status: .running, title: "checkout failing", input: "why?",
      createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
    _ = state.handle(.turn(id, .created(session)), at: then)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: then)
    return state
  }

  /// Lets a presenter show states, and gives what then stands on its terminal.
  private func shown(
    by makePresenter: (PlainPresenter) -> any Presenter, _ states: [ShellState],
    until isThere: (String) -> Bool
  ) async throws -> String {
    try await withTemporaryFolder { folder in
      let file = folder + "/screen"
      let screen = try FileDescriptor.open(
        FilePath(file), .readWrite, options: [.create, .append], permissions: .ownerReadWrite)
      defer { try? screen.close() }
      let sink = TextSink(descriptor: screen.rawValue)
      let presenter = makePresenter(PlainPresenter(output: sink, remarks: sink))
      for state in states { await presenter.show(state) }
      let read = { try String(contentsOfFile: file, encoding: .utf8) }
      try await wait(for: read, until: isThere)
      // Without a turn the signs of life end.
      await presenter.show(ShellState(front: .interactive, service: "test"))
      return try read()
    }
  }

  @Test func `five minutes without a change are told once on plain lines, with what can be done`()
    async throws
  {
    let text = try await shown(
      by: { PlainConversation($0, heartbeat: .milliseconds(5)) },
      [try stalledState(.interactive, for: .seconds(301))]
    ) { $0.ranges(of: "nothing new for 5:0").count >= 3 }
    let told = text.split(separator: "\n").filter { $0.contains("Nothing has changed") }
    #expect(
      told == [
        "gumshoe: Nothing has changed in 'checkout failing' for 5 minutes. /detach stops watching, "
          + "/stop ends it for good, /retry ends it and asks the same in a new session."
      ])
  }

  @Test func `of one question at a terminal they are told in words that fit there`() async throws {
    let state = try stalledState(.script, for: .seconds(301))
    let capabilities = TerminalCapabilities(environment: ["TERM": "xterm"], isTerminal: true)
    let asked = try await shown(
      by: {
        AskPresenter($0, capabilities: capabilities, theme: Theme(.dark), hasSpinner: true)
      }, [state]
    ) { $0.contains("goes on.\n") && $0.ranges(of: "nothing new for 5:0").count >= 5 }
    let plain = try await shown(
      by: { PlainConversation($0, heartbeat: .milliseconds(5), asks: false) }, [state]
    ) { $0.ranges(of: "nothing new for 5:0").count >= 3 }
    for text in [asked, plain] {
      let words = "gumshoe: Nothing has changed for 5 minutes. Ctrl-C stops waiting; the "
      #expect(text.ranges(of: words).count == 1, "\(text)")
      #expect(!text.contains("/stop"), "a command of the shell outside of it")
    }
  }

  @Test func `four minutes without a change are not told of`() async throws {
    let text = try await shown(
      by: { PlainConversation($0, heartbeat: .milliseconds(5)) },
      [try stalledState(.interactive, for: .seconds(240))]
    ) { $0.ranges(of: "nothing new for 4:0").count >= 3 }
    #expect(!text.contains("Nothing has changed"))
  }

  @Test func `Ctrl-C that came before the front was there is not lost`() async throws {
    let (interrupts, keys) = AsyncStream<Int32>.makeStream()
    keys.yield(2)
    try await withTemporaryFolder { folder in
      _ = try await converse(on: ScriptedService(), folder: folder, interrupts: interrupts) {
        _, screen in
        try await wait(for: screen) { $0.contains("Press Ctrl-C again to leave") }
      }
    }
  }
}
