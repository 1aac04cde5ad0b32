import Foundation

/// A real program in a terminal of its own: keys go in, a screen comes out.
package final class TerminalProgram: @unchecked Sendable {
  // Unchecked: the screen and the status are reached only with `changed` locked.
  private let terminal: Pseudoterminal
  private let screen: TerminalScreen
  private let changed = NSCondition()
  private var status: Int32?
  private var isAtEnd = false
  private var bytes: [UInt8] = []

  /// How long a wait lasts at the most: an error then, however slow the machine is.
  private static let patience: TimeInterval = 60

  /// Starts a program.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String], folder: String,
    columns: Int = 100, rows: Int = 30
  ) throws {
    terminal = try Pseudoterminal(
      executable, arguments, environment: environment, folder: folder, columns: columns,
      rows: rows)
    screen = TerminalScreen(columns: columns, rows: rows)
    Thread.detachNewThread { [self] in read() }
    Thread.detachNewThread { [self] in
      var code: Int32 = 0
      while waitpid(terminal.process, &code, 0) < 0, errno == EINTR {}
      change { status = code }
    }
  }

  deinit {
    Foundation.kill(terminal.process, SIGKILL)
    close(terminal.master)
  }

  /// Types text, as a keyboard would.
  package func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(terminal.master, $0.baseAddress, $0.count) }
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
    changed.withLock { screen.resize(columns: columns, rows: rows) }
    terminal.resize(columns: columns, rows: rows)
  }

  /// Sends a signal to the process.
  package func signal(_ number: Int32) {
    Foundation.kill(terminal.process, number)
  }

  /// What the screen shows now.
  package var snapshot: ScreenSnapshot {
    changed.withLock { screen.snapshot }
  }

  /// The program's process identifier.
  package var processIdentifier: Int32 { terminal.process }

  /// Every byte that the program wrote.
  package var written: [UInt8] {
    changed.withLock { bytes }
  }

  /// Waits until the screen shows what is wanted.
  ///
  /// - Throws: ``NeverSeen`` where it never does.
  @discardableResult
  package func wait(
    _ what: String, until isShown: @escaping @Sendable (ScreenSnapshot) -> Bool
  ) async throws -> ScreenSnapshot {
    let found = await onThread { [self] in
      waitForChange { isShown(screen.snapshot) } ? changed.withLock { screen.snapshot } : nil
    }
    guard let found else { throw NeverSeen(what: what, screen: snapshot) }
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
  package func exitStatus() async throws -> Int32 {
    let ended = await onThread { [self] in waitForChange { status != nil && isAtEnd } }
    guard ended, let code = changed.withLock({ status }) else {
      throw NeverSeen(what: "the end of the process", screen: snapshot)
    }
    return code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(terminal.master, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      // The master's read fails once nobody holds the other side.
      guard count > 0 else { break }
      change {
        bytes += buffer[..<count]
        buffer.withUnsafeBytes { screen.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    }
    change { isAtEnd = true }
  }

  private func change(_ body: () -> Void) {
    changed.lock()
    body()
    changed.broadcast()
    changed.unlock()
  }

  private func waitForChange(until isDone: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    changed.lock()
    defer { changed.unlock() }
    while !isDone() {
      guard changed.wait(until: deadline) else { return isDone() }
    }
    return true
  }

  /// Runs something that blocks on a thread of its own.
  private func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}

/// Something that was waited for in vain.
package struct NeverSeen: Error, CustomStringConvertible {
  var what: String
  var screen: ScreenSnapshot

  package var description: String { "never seen: \(what); \(screen)" }
}
