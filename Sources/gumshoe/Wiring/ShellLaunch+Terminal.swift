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
      let embedded = try EmbeddedService(folders: folders, evidence: evidence, history: history)
      try await embedded.withRunningService { parts in
        let runtime = ShellRuntime(
          state: try interactiveState(), parts: parts, presenter: presenter)
        await greet(runtime, remarks: embedded.remarks, resumption: resumption)
        let front = InteractiveFront(
          runtime: runtime, editor: editor, history: history, presenter: presenter)
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
    let embedded = try EmbeddedService(folders: .current(), evidence: evidence, history: history)
    try await embedded.withRunningService { parts in
      let runtime = ShellRuntime(state: try interactiveState(), parts: parts, presenter: presenter)
      await greet(runtime, remarks: embedded.remarks, resumption: resumption)
      _ = await PlainFront(runtime: runtime, history: history).run(LineSource(descriptor: 0))
    }
  }

  private func interactiveState() throws -> ShellState {
    ShellState(
      front: .interactive, service: EmbeddedService.name, options: try options.sessionOptions())
  }

  /// Says what the shell is looking at, what it could not open, and takes a session up.
  private func greet(
    _ runtime: ShellRuntime, remarks: [Notice], resumption: ScriptFront.Resumption?
  ) async {
    for remark in remarks { await runtime.say(.notice(remark)) }
    guard let resumption else {
      await runtime.say(.notice(greeting ?? (evidence.isEmpty ? .noEvidence : .greeting)))
      return
    }
    do {
      switch resumption {
      case .last: try await runtime.resumeLast()
      case .session(let target): try await runtime.resume(target)
      }
    } catch {
      let report =
        (error as? SessionsError).map(ErrorReport.init)
        ?? ErrorReport(code: .internalFault, message: "\(error)")
      await runtime.say(.error(report))
    }
  }
}
