import CPlatform
import SystemPackage
import Terminal

/// A command line that the user typed at the own terminal, run by `sh`; what it prints is shown as it
/// comes, and kept.
package struct CommandRun: Sendable {
  /// The command line, as `sh` reads it: never anything of a server's or a log's text.
  package let command: String
  /// Keeps the next bytes; false where no more are wanted.
  let keep: @Sendable (UnsafeRawBufferPointer) -> Bool

  /// How it ended.
  package enum End: Hashable, Sendable {
    case exited(status: Int32)
    case signalled(Int32)
    /// More came than is kept.
    case cut
    case notStarted
  }

  /// What is read at once: what a pipe holds (pipe(7)).
  private static let block = 64 << 10
  /// How often is looked whether the command has ended, in milliseconds: a program that it left behind
  /// may hold the pipe open for ever.
  private static let look: Int32 = 100
  /// The bytes that are shown: some pages; what comes behind is kept, and told of by its size.
  private static let shown = 16 << 10
  /// The statuses of `sh` for a command that a signal ended begin behind this one (POSIX, 2.8.2).
  private static let signalled: Int32 = 128

  /// Starts a process that Ctrl-C reaches: threads of Dispatch, and those that they make, block signals,
  /// and a program begins with what its starter blocked (sigprocmask(2)).
  private static func takingSignals(_ start: () -> pid_t) -> pid_t {
    var none = sigset_t()
    var usual = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
    return start()
  }

  /// Runs it to its end, on this process's input where it `mayAsk`; blocks.
  func perform(mayAsk: Bool, show: (String) -> Void) -> End {
    guard let (input, output) = try? FileDescriptor.pipe() else { return .notStarted }
    _ = cplatform_close_on_exec(input.rawValue)
    let nothing =
      mayAsk ? nil : try? FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
    let process = Self.takingSignals {
      cplatform_start_captured(command, nothing?.rawValue ?? -1, output.rawValue)
    }
    try? nothing?.close()
    try? output.close()
    guard process > 0 else {
      try? input.close()
      return .notStarted
    }
    var status: Int32 = 0
    var hasEnded = false
    var screen = ShownOutput(room: Self.shown)
    var isCut = false
    var room = [UInt8](repeating: 0, count: Self.block)
    while true {
      // The second file is never ready: -1 is looked at by nobody (poll(2)).
      let ready = cplatform_wait_to_read(input.rawValue, -1, hasEnded ? 0 : Self.look)
      if ready < 0, cplatform_errno() == EINTR { continue }
      if ready > 0 {
        let count = (try? room.withUnsafeMutableBytes { try input.read(into: $0) }) ?? 0
        guard count > 0 else { break }
        show(screen.take(room[..<count]))
        isCut = room.withUnsafeBytes { !keep(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        if isCut { break }
      } else if hasEnded || ready < 0 {
        break
      } else {
        hasEnded = waitpid(process, &status, WNOHANG) == process
      }
    }
    show(screen.finish())
    // Whoever still writes gets SIGPIPE.
    try? input.close()
    while !hasEnded, waitpid(process, &status, 0) < 0, cplatform_errno() == EINTR {}
    if isCut { return .cut }
    guard status & 0x7F == 0 else { return .signalled(status & 0x7F) }
    let code = status >> 8 & 0xFF
    return code > Self.signalled ? .signalled(code - Self.signalled) : .exited(status: code)
  }
}

/// What of an output is shown: whole lines, made harmless, as far as there is room.
private struct ShownOutput {
  var room: Int
  private var open: [UInt8] = []
  private var isFull = false

  init(room: Int) {
    self.room = room
  }

  mutating func take(_ bytes: ArraySlice<UInt8>) -> String {
    guard !isFull else { return "" }
    open += bytes
    guard let end = open.lastIndex(of: UInt8(ascii: "\n")) else {
      return open.count < room ? "" : finish()
    }
    let lines = open[...end].prefix(room)
    open.removeFirst(end + 1)
    return text(of: lines)
  }

  mutating func finish() -> String {
    defer { open = [] }
    return open.isEmpty || isFull ? "" : text(of: open.prefix(room) + [UInt8(ascii: "\n")])
  }

  private mutating func text(of bytes: ArraySlice<UInt8>) -> String {
    room -= bytes.count
    isFull = room <= 0
    let text = UntrustedText.clean(String(decoding: bytes, as: UTF8.self))
    guard isFull else { return text }
    return text + (text.hasSuffix("\n") ? "" : "\n") + "…\n"
  }
}

extension CommandRun.End {
  /// How the command ended, as the rest of a sentence.
  var words: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signalled(let number): "was ended by signal \(number)"
    case .cut: "printed more than is kept; what came first is"
    case .notStarted: "could not be started"
    }
  }
}
