import Foundation

/// What the threads of a ``TerminalProgram`` share: the screen, and how the process ended.
final class RunningProgram: @unchecked Sendable {
  // Unchecked: everything that changes is reached only with `changed` locked.
  let terminal: Pseudoterminal
  private let screen: TerminalScreen
  private let changed = NSCondition()
  private var status: Int32?
  private var isAtEnd = false
  private var bytes: [UInt8] = []

  init(terminal: Pseudoterminal, columns: Int, rows: Int) {
    self.terminal = terminal
    screen = TerminalScreen(columns: columns, rows: rows)
    Thread.detachNewThread { [self] in read() }
    Thread.detachNewThread { [self] in
      var code: Int32 = 0
      while waitpid(terminal.process, &code, 0) < 0, errno == EINTR {}
      change { status = code }
    }
  }

  deinit {
    close(terminal.master)
  }

  /// What the screen shows now.
  var snapshot: ScreenSnapshot {
    changed.withLock { screen.snapshot }
  }

  /// Every byte that the program wrote.
  var written: [UInt8] {
    changed.withLock { bytes }
  }

  /// The status of `waitpid`, once the process has ended and all that it wrote was taken in.
  var endStatus: Int32? {
    changed.withLock { isAtEnd ? status : nil }
  }

  /// Changes the size of the window.
  func resize(columns: Int, rows: Int) {
    changed.withLock { screen.resize(columns: columns, rows: rows) }
    terminal.resize(columns: columns, rows: rows)
  }

  /// Takes the terminal away from the program, as soon as it has written once more.
  func hangUp() {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    // The number stays in use: the thread that reads knows no other.
    dup2(nothing, terminal.master)
    close(nothing)
  }

  /// Waits until the screen shows what is wanted, and returns it; nil where it never does.
  func wait(until isShown: @escaping @Sendable (ScreenSnapshot) -> Bool) async -> ScreenSnapshot? {
    await Patience.onThread { [self] in
      waitForChange { isShown(screen.snapshot) } ? snapshot : nil
    }
  }

  /// Waits for the end of the process; false where it never comes.
  func waitForEnd() async -> Bool {
    await Patience.onThread { [self] in waitForChange { status != nil && isAtEnd } }
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(terminal.master, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      // The master's read fails once nobody holds the other side.
      guard count > 0 else { break }
      var replies: [UInt8] = []
      change {
        bytes += buffer[..<count]
        buffer.withUnsafeBytes { screen.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        replies = screen.takeReplies()
      }
      // A program may ask where the cursor is, as of any terminal.
      if !replies.isEmpty { _ = write(terminal.master, replies, replies.count) }
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
    let deadline = Patience.deadline
    changed.lock()
    defer { changed.unlock() }
    while !isDone() {
      guard changed.wait(until: deadline) else { return isDone() }
    }
    return true
  }
}
