import CPlatform
import Synchronization
import SystemPackage

/// The user's terminal while lines are edited: every key comes as it is, and the usual mode comes back
/// however this process ends.
///
/// Ctrl-C, Ctrl-Z and Ctrl-\ are keys like others, so that what was typed in front of them is not lost
/// and takes effect first.
enum TerminalMode {
  /// Whether every key is taken, so that the usual mode has to come back.
  private static let isTaken = Atomic(false)
  /// The address of the usual mode; 0 where standard input is no terminal.
  ///
  /// Its memory is never freed nor written again, since a signal's handler may read it at any time.
  private static let usual: UInt = {
    let mode = UnsafeMutablePointer<cplatform_mode>.allocate(capacity: 1)
    mode.initialize(to: cplatform_mode())
    guard cplatform_mode_of(STDIN_FILENO, mode) == 0 else { return 0 }
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] {
      _ = cplatform_handle(number, crashed, false)
    }
    atexit { TerminalMode.giveBack() }
    return UInt(bitPattern: mode)
  }()

  /// Bracketed paste, and reports of the window's focus, on and off (xterm, modes 2004 and 1004).
  private static let reportsOn = Array("\u{1b}[?2004h\u{1b}[?1004h".utf8)
  private static let reportsOff = Array("\u{1b}[?1004l\u{1b}[?2004l".utf8)

  /// Takes every key.
  static func take() {
    guard let usual = UnsafePointer<cplatform_mode>(bitPattern: usual) else { return }
    isTaken.store(true, ordering: .sequentiallyConsistent)
    _ = cplatform_take_keys(STDIN_FILENO, usual)
    _ = write(STDOUT_FILENO, reportsOn, reportsOn.count)
  }

  /// Gives the terminal its usual mode back; does nothing where it has it.
  static func giveBack() {
    guard isTaken.exchange(false, ordering: .sequentiallyConsistent),
      let usual = UnsafePointer<cplatform_mode>(bitPattern: usual)
    else { return }
    _ = cplatform_give_mode_back(STDIN_FILENO, usual)
    _ = write(STDOUT_FILENO, reportsOff, reportsOff.count)
  }

  /// Restores the terminal and dies of the signal after all: nothing else is safe here
  /// (signal-safety(7)).
  private static let crashed: @convention(c) (Int32) -> Void = { number in
    TerminalMode.giveBack()
    cplatform_default(number)
    raise(number)
  }
}
