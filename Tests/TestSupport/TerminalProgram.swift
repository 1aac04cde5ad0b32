import CPlatform
import Foundation

/// A real program in a terminal of its own: keys go in, a screen comes out.
///
/// The process is killed when nobody holds this any more.
package final class TerminalProgram: Sendable {
  private let running: RunningProgram

  /// Starts a program.
  ///
  /// - Throws: ``TerminalProgramError``.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String], folder: String,
    columns: Int = 100, rows: Int = 30
  ) throws(TerminalProgramError) {
    let terminal = try Pseudoterminal(
      executable, arguments, environment: environment, folder: folder, columns: columns,
      rows: rows)
    running = RunningProgram(terminal: terminal, columns: columns, rows: rows)
  }

  deinit {
    // A process that has ended may have left its number to another one.
    if running.endStatus == nil { kill(processIdentifier, SIGKILL) }
  }

  /// Types text, as a keyboard would.
  package func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(running.terminal.master, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Pastes text, as a terminal with bracketed paste does.
  package func paste(_ text: String) {
    type("\u{1b}[200~\(text)\u{1b}[201~")
  }

  /// Changes the size of the window.
  package func resize(columns: Int, rows: Int) {
    running.resize(columns: columns, rows: rows)
  }

  /// Sends a signal to the process.
  package func signal(_ number: Int32) {
    kill(processIdentifier, number)
  }

  /// Closes the terminal's window under the program.
  package func hangUp() {
    running.hangUp()
    // Whatever the program writes next ends the last use of the terminal's near side.
    signal(SIGCONT)
  }

  /// What the screen shows now.
  package var snapshot: ScreenSnapshot { running.snapshot }

  /// The program's process identifier.
  package var processIdentifier: Int32 { running.terminal.process }

  /// Every byte that the program wrote.
  package var written: [UInt8] { running.written }

  /// Whether the terminal is in the mode that shells expect: whole lines, echoed, keys for signals.
  package var isInUsualMode: Bool {
    var mode = cplatform_mode()
    guard cplatform_mode_of(running.terminal.master, &mode) == 0 else { return false }
    let wanted = tcflag_t(ECHO | ICANON | ISIG)
    return mode.settings.c_lflag & wanted == wanted
  }

  /// Waits until the screen shows what is wanted.
  ///
  /// - Throws: ``NeverSeen`` where it never does.
  @discardableResult
  package func wait(
    _ what: String, until isShown: @escaping @Sendable (ScreenSnapshot) -> Bool
  ) async throws -> ScreenSnapshot {
    guard let found = await running.wait(until: isShown) else {
      throw NeverSeen(what: what, screen: snapshot)
    }
    return found
  }

  /// Waits until a text stands anywhere on the screen or above it.
  ///
  /// - Throws: ``NeverSeen`` where it never does.
  @discardableResult
  package func wait(for text: String) async throws -> ScreenSnapshot {
    try await wait("'\(text)'") { $0.text.contains(text) }
  }

  /// Waits for the end of the process: its exit status, or 128 and the signal that ended it.
  ///
  /// - Throws: ``NeverSeen`` where it goes on.
  package func exitStatus() async throws -> Int32 {
    guard await running.waitForEnd(), let code = running.endStatus else {
      throw NeverSeen(what: "the end of the process", screen: snapshot)
    }
    return code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F
  }
}

/// Something that was waited for in vain.
package struct NeverSeen: Error, CustomStringConvertible {
  var what: String
  var screen: ScreenSnapshot

  package var description: String { "never seen: \(what); \(screen)" }
}
