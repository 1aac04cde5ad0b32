import InvestigationService
import LineEditing
import SessionsAPI
import Shell
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShellLaunch {
  /// Runs the shell at a terminal.
  ///
  /// The prompt stands before any store is opened: what is typed meanwhile waits in the editor.
  func converse() async throws {
    guard evidence.pipes.isEmpty else {
      let presenter = PlainPresenter(output: .standardOutput, remarks: .standardError)
      let (_, selection) = try await Self.selection(
        options.service, evidence: evidence.ofThisMachine,
        environment: ProcessInfo.processInfo.environment)
      let launch = try await takingPipes(for: selection, presenter: presenter)
      defer { launch.piped?.close() }
      try Self.useTerminal()
      return try await launch.converse()
    }
    LogOutput.toNobody()
    let folders = try Folders.current()
    let environment = ProcessInfo.processInfo.environment
    let capabilities = TerminalCapabilities(
      environment: environment, isTerminal: true, plain: options.isPlain,
      noColor: options.hasNoColor)
    let history = HistoryFile(
      folder: folders.state, directory: FileManager.default.currentDirectoryPath)
    guard !options.isPlain, LineEditor.isAvailable else {
      return try await readPlainly(history: history)
    }
    let completion = ShellCompletion()
    let editor = try LineEditor(history: history, completer: completion.complete)
    let arrow = capabilities.supportsUnicode ? "▸ " : "> "
    try editor.start(LinePrompt(live: arrow, settled: arrow))
    let presenter = InteractivePresenter(
      editor: editor, capabilities: capabilities, theme: .standard, completion: completion,
      environment: environment)
    let resumption = try options.resumption()
    do {
      try await withService(folders: folders, history: history) { parts, remarks, greeting in
        let runtime = ShellRuntime(
          state: try interactiveState(parts), parts: parts, presenter: presenter)
        let front = InteractiveFront(
          runtime: runtime, editor: editor, history: history, presenter: presenter)
        if resumption != nil { await runtime.post(.opening) }
        // A server may take its time; keys are answered meanwhile.
        async let _: Void = greet(
          runtime, greeting, remarks: remarks, resumption: resumption)
        _ = await front.run()
      }
    } catch {
      await editor.stop()
      throw error
    }
  }

  private func readPlainly(history: HistoryFile) async throws {
    let presenter = PlainPresenter(output: .standardOutput, remarks: .standardError)
    let resumption = try options.resumption()
    try await withService(folders: .current(), history: history) { parts, remarks, greeting in
      let runtime = ShellRuntime(
        state: try interactiveState(parts), parts: parts, presenter: presenter)
      let front = PlainFront(runtime: runtime, history: history)
      if resumption != nil { await runtime.post(.opening) }
      // A server may take its time; Ctrl-C is answered meanwhile.
      async let _: Void = greet(
        runtime, greeting, remarks: remarks, resumption: resumption)
      _ = await front.run(LineSource(descriptor: 0))
    }
  }

  /// Runs a conversation on the service that the settings select.
  private func withService(
    folders: Folders, history: HistoryFile,
    _ converse: @Sendable (ShellRuntime.Parts, [Notice], Notice) async throws -> Void
  ) async throws {
    let environment = ProcessInfo.processInfo.environment
    let (settings, selection) = try await Self.selection(
      options.service, evidence: evidence.locations, environment: environment)
    let files = try ShellFiles(folders: folders, history: history)
    let host = ServiceHost(
      folders: folders, settings: settings, evidence: evidence.locations,
      environment: environment, piped: piped)
    let usual: Notice =
      switch selection {
      case .server(let profile): .serverGreeting(service: profile.serviceName)
      case .embedded: evidence.isEmpty ? .noEvidence : .greeting
      }
    let greeting = greeting ?? usual
    try await host.withService(selection, files: files) { parts in
      var parts = parts
      parts.piped = pipedLocations
      if case .server = selection { parts.pacing = .attended }
      try await converse(parts, files.remarks, greeting)
    }
  }

  private func interactiveState(_ parts: ShellRuntime.Parts) throws -> ShellState {
    ShellState(
      front: .interactive, service: parts.serviceName, command: parts.command,
      options: try options.sessionOptions(), log: log)
  }

  /// Says what the shell is looking at, what it could not open, and takes a session up.
  private func greet(
    _ runtime: ShellRuntime, _ greeting: Notice, remarks: [Notice],
    resumption: ScriptFront.Resumption?
  ) async {
    for remark in remarks { await runtime.say(.notice(remark)) }
    await take(up: resumption, in: runtime, greeting)
    await runtime.observeOthers()
  }

  private func take(
    up resumption: ScriptFront.Resumption?, in runtime: ShellRuntime, _ greeting: Notice
  ) async {
    guard let resumption else { return await runtime.say(.notice(greeting)) }
    do {
      switch resumption {
      case .last: try await runtime.resumeLast()
      case .session(let target): try await runtime.resume(target)
      }
    } catch {
      await runtime.post(.openFailed(ErrorReport(thrown: error)))
    }
  }
}
