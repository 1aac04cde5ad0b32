import CPlatform

/// A line editor at the terminal, on a thread of its own.
///
/// The line stays editable while the program prints above it and changes its prompt. Every call
/// returns at once; what the user does comes as ``events``.
package final class LineEditor: Sendable {
  /// Something the user, or the terminal, did.
  package enum Event: Hashable, Sendable {
    /// A line was entered; the next one can be typed already.
    case submitted(String)
    /// Ctrl-C; the text that it cleared from the line, nil where the line was empty.
    case interrupted(discarded: String?)
    /// The line is half-typed, and reads so for the moment; it is obsolete once one of the above comes.
    case drafted(String)
    /// Ctrl-D on an empty line.
    case endOfFile
    /// The terminal is gone, or the process was asked to end, by a signal; the text that was half-typed.
    case closed(draft: String?, signal: Int32?)
    case resized
    /// Something that the user asked for could not be done, in a sentence.
    case remark(String)
    /// The window has the focus now, or lost it; terminals that do not report that never tell.
    case focused(Bool)
  }

  /// What the user does, in order; ends when the editor has stopped.
  package let events: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation
  private let mailbox: Mailbox
  private let history: any LineHistory
  private let completer: LineCompleter
  private let stopped: AsyncStream<Never>
  private let stopping: AsyncStream<Never>.Continuation

  /// Makes an editor; nothing is drawn before ``start()``.
  ///
  /// - Throws: ``LineEditingError``.
  package init(
    history: any LineHistory, completer: @escaping LineCompleter
  ) throws(LineEditingError) {
    mailbox = try Mailbox()
    self.history = history
    self.completer = completer
    (events, continuation) = AsyncStream.makeStream()
    (stopped, stopping) = AsyncStream.makeStream()
  }

  /// Whether lines can be edited here: both ends are a terminal that can move its cursor.
  package static var isAvailable: Bool {
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && name != "dumb"
      && !name.isEmpty
  }

  /// The columns of the window; 80 where it doesn't say.
  package var columns: Int { Editing.window.columns }

  /// The rows of the window; 24 where it doesn't say.
  package var rows: Int { Editing.window.rows }

  /// Shows the prompt and takes keys.
  ///
  /// - Throws: ``LineEditingError``.
  package func start(_ prompt: LinePrompt) throws(LineEditingError) {
    guard Self.isAvailable else { throw .noTerminal }
    let thread = EditorThread(
      mailbox: mailbox, history: history, completer: completer, prompt: prompt,
      tell: { [continuation] in continuation.yield($0) },
      ended: { [continuation, stopping] in
        continuation.finish()
        stopping.finish()
      })
    try thread.start()
  }

  /// Changes the prompt; only the cells that differ are drawn.
  package func setPrompt(_ prompt: LinePrompt) {
    mailbox.post(.prompt(prompt))
  }

  /// Prints text above the line; the text is trusted, and ends in a newline.
  package func print(_ text: String) {
    mailbox.post(.print(text))
  }

  /// Puts text on the line in place of what is there.
  package func setText(_ text: String) {
    mailbox.post(.setText(text))
  }

  /// Opens the user's editor (`$VISUAL`, `$EDITOR`) for the line, at the end of which a text is put.
  package func compose(_ text: String) {
    mailbox.post(.compose(text))
  }

  /// Sends the terminal codes that move no cursor and draw nothing, such as the bell.
  package func signal(_ codes: String) {
    mailbox.post(.signal(codes))
  }

  /// Lends the terminal, in its usual mode, to a body that may block, such as one running a pager.
  package func lend(_ body: @escaping @Sendable () -> Void) {
    mailbox.post(.lend(body))
  }

  /// Takes the prompt away and gives the terminal back as it was.
  package func stop() async {
    mailbox.post(.stop)
    for await _ in stopped {}
  }
}
