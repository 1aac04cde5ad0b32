import CPlatform
import SystemPackage

/// A window that got another size, before it is known where the terminal has the line now.
struct PendingResize {
  /// When the terminal has had time enough to tell where its cursor is.
  var deadline: ContinuousClock.Instant
  /// The narrowest that the window was meanwhile.
  var narrowest: Int
}

extension Editing {
  /// How long a terminal may take to tell where its cursor is: a slow link and some more.
  private static let replyPatience = Duration.milliseconds(500)

  /// All that is to be seen of the line.
  var view: LineView {
    var view = LineView()
    if let search {
      view.prompt = Cell.cells(of: search.prompt)
      let line = search.found.map { units(ofRecalled: $0.line) } ?? search.draft
      (view.text, view.cursor) = standIns.cells(of: line, cursor: line.count)
      return view
    }
    view.prompt = Cell.cells(of: (isCommandMode ? "(cmd) " : "") + prompt.live)
    (view.text, view.cursor) = standIns.cells(of: units, cursor: cursor)
    view.hint = Cell.cells(of: suggestion, isDim: true)
    // So that nobody takes the wait for a large paste for a dead keyboard; told a hundred kB apart.
    let pasted = keys.pasting / 100_000
    if pasted > 0 {
      view.status = Cell.cells(of: "pasting, \(pasted / 10).\(pasted % 10) MB", isDim: true)
    }
    return view
  }

  /// Draws what changed.
  func draw() {
    guard resize == nil else { return }
    write(display.show(view))
  }

  /// Prints text above the line.
  func printAbove(_ text: String) {
    settleSize()
    write(display.print(text, above: view))
  }

  /// Lends the terminal to a body that uses it in its usual mode; gives the signals that came.
  func lend(to body: () -> Void) -> [UInt8] {
    settleSize()
    write(display.erase())
    TerminalMode.giveBack()
    SignalRelay.leaveStopping()
    body()
    SignalRelay.takeStopping()
    takeTerminalBack()
    // Ctrl-C, Ctrl-Z and Ctrl-\ meanwhile were for the one that had the terminal.
    return mailbox.drain().filter { !"izq".utf8.contains($0) }
  }

  /// Stops the job, and goes on where it is continued.
  func suspend() {
    settleSize()
    write(display.erase())
    TerminalMode.giveBack()
    SignalRelay.stopJob()
    // The signal takes a moment; a job that nobody could continue is not stopped at all (setpgid(2)).
    _ = cplatform_wait_to_read(mailbox.wakeReader.rawValue, mailbox.wakeReader.rawValue, 200)
    SignalRelay.takeStopping()
    takeTerminalBack()
    take(mailbox.drain().filter { $0 != UInt8(ascii: "c") })
  }

  /// Goes on after somebody else stopped and continued this process.
  func continued() {
    takeTerminalBack()
    write("\r\u{1b}[J")
  }

  private func takeTerminalBack() {
    takeTerminal()
    let window = Self.window
    display = LineDisplay(width: window.columns, height: window.rows)
    resize = nil
  }

  /// Clears the screen; the line goes to its top.
  func clearScreen() {
    write(display.clearScreen())
  }

  // MARK: The window's size

  /// Takes note of a window that has another size, and asks the terminal where its cursor is now.
  func beginResize() {
    let window = Self.window
    guard window.columns != display.width || window.rows != display.height else { return }
    guard !display.screen.rows.isEmpty else { return endResize(cursorColumn: nil) }
    resize = PendingResize(
      deadline: .now + Self.replyPatience,
      narrowest: min(resize?.narrowest ?? display.width, window.columns))
    // DSR 6 (ECMA-48, 8.3.35): the answer is CPR.
    write("\u{1b}[6n")
  }

  /// Draws for the new size at once, where something else is to be drawn.
  func settleSize() {
    if resize != nil { endResize(cursorColumn: nil) }
  }

  /// Draws for the new size, by where the terminal says the cursor is, if it does.
  ///
  /// Some terminals join the rows of a line and part them anew, others leave them; that tells which.
  /// In doubt fewer rows are cleared: nothing above the line is touched.
  func endResize(cursorColumn: Int?) {
    let window = Self.window
    let kept = display.screen.cursor
    let joined = display.screen.cursor(reflowedTo: window.columns)
    let keptColumn = min(kept.column, (resize?.narrowest ?? window.columns) - 1)
    if let cursorColumn, joined.column != keptColumn {
      if cursorColumn == joined.column { joinsRows = true }
      if cursorColumn == keptColumn { joinsRows = false }
    }
    let rows =
      switch joinsRows {
      case true?: joined.row
      case false?: kept.row
      case nil: min(joined.row, kept.row)
      }
    resize = nil
    write(
      display.resize(width: window.columns, height: window.rows, rowsAboveCursor: rows))
    tell(.resized)
  }

  // MARK: Writing

  /// Writes to the terminal, all of it, and waits for a slow one.
  func write(_ text: String) {
    guard !text.isEmpty else { return }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      do {
        let count = try rest.withUnsafeBytes { try FileDescriptor.standardOutput.write($0) }
        rest = rest.dropFirst(count)
      } catch Errno.interrupted {
        continue
      } catch Errno.resourceTemporarilyUnavailable {
        cplatform_wait_to_write(STDOUT_FILENO)
      } catch {
        // The terminal is gone: reading from it tells.
        return
      }
    }
  }
}
