package import LineEditing

/// Connects the line editor with the shell: lines and keys go in, leaving comes out.
package struct InteractiveFront: Sendable {
  private let runtime: ShellRuntime
  private let editor: LineEditor
  private let presenter: InteractivePresenter

  package init(
    runtime: ShellRuntime, editor: LineEditor, presenter: InteractivePresenter
  ) {
    self.runtime = runtime
    self.editor = editor
    self.presenter = presenter
  }

  /// Runs the conversation until the user leaves, and gives the terminal back.
  ///
  /// - Throws: ``EndingSignal`` where a signal was the end.
  package func run() async throws(EndingSignal) {
    await runtime.offerQuestions()
    let keys = Task { () -> Int32? in
      var ending: Int32?
      for await event in editor.events {
        if case .closed(_, let signal) = event { ending = signal }
        await take(event)
      }
      await runtime.leave(.success)
      return ending
    }
    _ = await runtime.finish()
    await presenter.stop()
    // Ends the events too.
    await editor.stop()
    if let signal = await keys.value { throw EndingSignal(number: signal) }
  }

  private func take(_ event: LineEditor.Event) async {
    switch event {
    case .submitted(let line):
      await runtime.keep(line: line, telling: true)
      await runtime.post(.submitted(line))
      await runtime.keepDraft(nil)
    case .interrupted(let discarded):
      await runtime.post(.interrupted(clearedText: discarded != nil))
      await runtime.keepDraft(nil)
    case .drafted(let text): await runtime.keepDraft(text)
    case .endOfFile: await runtime.post(.endOfInput)
    case .closed(let draft, _):
      await runtime.keepDraft(draft)
      await runtime.leave(.success)
    case .remark(let text): await runtime.say(.notice(.fallback(text)))
    case .resized: await presenter.refreshPrompt()
    case .focused(let hasFocus): await presenter.focus(hasFocus)
    }
  }
}
