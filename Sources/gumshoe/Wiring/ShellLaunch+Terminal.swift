import EvidenceSources
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
      editor: editor, capabilities: capabilities, completion: completion, environment: environment)
    let resumption = try options.resumption()
    do {
      try await withService(folders: folders, history: history) {
        parts, reading, remarks, greeting in
        await presenter.read(parts.evidence)
        completion.use(parts.archive, profiles: (try? await parts.profiles?.profiles()) ?? [])
        await presenter.attract(by: reading.attention)
        let runtime = ShellRuntime(
          state: try interactiveState(parts, reading), parts: parts, presenter: presenter)
        let front = InteractiveFront(
          runtime: runtime, editor: editor, presenter: presenter)
        if resumption != nil { await runtime.post(.opening) }
        // A server may take its time; keys are answered meanwhile.
        async let _: Void = greet(
          runtime, greeting, remarks: remarks, resumption: resumption)
        try await front.run()
      }
    } catch {
      await editor.stop()
      throw error
    }
  }

  private func readPlainly(history: HistoryFile) async throws {
    let screen = PlainConversation(
      PlainPresenter(
        output: .standardOutput, remarks: .standardError, isVerbose: options.isVerbose))
    let resumption = try options.resumption()
    try await withService(folders: .current(), history: history) {
      parts, reading, remarks, greeting in
      let runtime = ShellRuntime(
        state: try interactiveState(parts, reading), parts: parts, presenter: screen)
      let front = PlainFront(
        runtime: runtime, screen: screen, interrupts: interrupts?.rest)
      // The greeting comes first, then the prompt.
      await screen.hold()
      if resumption != nil { await runtime.post(.opening) }
      // A server may take its time; Ctrl-C is answered meanwhile.
      async let _: Void = {
        await greet(runtime, greeting, remarks: remarks, resumption: resumption)
        await screen.release()
      }()
      try await front.run(LineSource(descriptor: 0))
    }
  }

  /// Runs a conversation on the service that the settings select.
  private func withService(
    folders: Folders, history: HistoryFile,
    _ converse:
      @Sendable (ShellRuntime.Parts, ReadingSettings, [Notice], Notice) async throws ->
      Void
  ) async throws {
    let environment = ProcessInfo.processInfo.environment
    let (settings, selection) = try await Self.selection(
      options.service, evidence: evidence.locations, environment: environment)
    let reading = try settings.reading(environment: environment)
    let files = try ShellFiles(folders: folders, history: history)
    let host = ServiceHost(
      folders: folders, settings: settings, evidence: evidence.locations,
      environment: environment, piped: piped, place: .shell)
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
      try await converse(parts, reading, files.remarks, greeting)
    }
  }

  private func interactiveState(
    _ parts: ShellRuntime.Parts, _ reading: ReadingSettings
  ) throws -> ShellState {
    var state = ShellState(
      front: .interactive, service: parts.serviceName, command: parts.command,
      options: try options.sessionOptions(), log: log)
    state.theme = reading.theme
    state.showsWholeAnswers = reading.showsWholeAnswers
    return state
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
