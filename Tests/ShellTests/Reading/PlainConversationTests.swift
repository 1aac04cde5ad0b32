import FoundationEssentials
import SessionsAPI
import Shell
import SystemPackage
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
    let plain = PlainConversation(output: sink, remarks: sink, heartbeat: heartbeat)
    let runtime = ShellRuntime(
      state: ShellState(front: .interactive, service: "test"),
      parts: .init(
        service: service, evidence: nil, serviceName: "test", outbox: Outbox(folder: folder),
        history: HistoryFile(folder: folder, directory: "/"), archive: try Archive(folder: folder),
        pacing: TurnPacing(
          longestWait: .seconds(1), shortestPoll: .milliseconds(1), longestPoll: .milliseconds(1))),
      presenter: plain)
    let front = PlainFront(
      runtime: runtime, history: HistoryFile(folder: folder, directory: "/"), screen: plain,
      interrupts: interrupts)
    async let status = front.run(LineSource(descriptor: input.rawValue))
    do {
      try await body(
        { try keyboard.writeAll($0.utf8) }, { try String(contentsOfFile: file, encoding: .utf8) })
    } catch {
      try? keyboard.close()
      _ = await status
      throw error
    }
    try? keyboard.close()
    #expect(await status == .success)
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  /// Waits until a screen holds what is wanted.
  private func wait(
    for screen: () throws -> String, until isThere: (String) -> Bool
  ) async throws {
    while try !isThere(screen()) { try await Task.sleep(for: .milliseconds(2)) }
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
