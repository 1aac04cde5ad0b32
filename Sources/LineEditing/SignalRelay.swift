import CPlatform
import Synchronization
import SystemPackage

/// Turns signals into bytes of the wake pipe: a handler may do little else (signal-safety(7)).
enum SignalRelay {
  /// The signals that the editor takes, each with its byte.
  static let bytes: [(signal: Int32, byte: UInt8)] = [
    (SIGINT, UInt8(ascii: "i")), (SIGWINCH, UInt8(ascii: "w")), (SIGTERM, UInt8(ascii: "t")),
    (SIGHUP, UInt8(ascii: "h")), (SIGCONT, UInt8(ascii: "c")), (SIGQUIT, UInt8(ascii: "q")),
    (SIGTSTP, UInt8(ascii: "z")),
  ]

  /// Where the handlers write; -1 where no editor runs.
  private static let descriptor = Atomic<Int32>(-1)

  /// Installs the handlers.
  static func install(writingTo writer: FileDescriptor) {
    descriptor.store(writer.rawValue, ordering: .sequentiallyConsistent)
    for (number, _) in bytes { _ = cplatform_handle(number, handler, false) }
  }

  /// Gives the signals their default actions back, but for the one of a terminal that went away.
  ///
  /// Where the terminal is gone, that is read before its signal comes, and a shell or systemd sends one
  /// of its own: either would end the process while it still writes down what was half typed.
  static func remove() {
    descriptor.store(-1, ordering: .sequentiallyConsistent)
    for (number, _) in bytes where number != SIGHUP { cplatform_default(number) }
    cplatform_ignore(SIGHUP)
  }

  /// Stops this process and the others of its job, as the key does in a terminal's usual mode.
  ///
  /// The signal is the system's from then on; a shell may have us go on much later.
  static func stopJob() {
    cplatform_default(SIGTSTP)
    kill(0, SIGTSTP)
  }

  /// Takes the signal that stops a job again, after ``stopJob()`` or ``leaveStopping()``.
  static func takeStopping() {
    _ = cplatform_handle(SIGTSTP, handler, false)
  }

  /// Leaves the signal that stops a job to the system, while another program has the terminal.
  static func leaveStopping() {
    cplatform_default(SIGTSTP)
  }

  private static let handler: @convention(c) (Int32) -> Void = { number in
    let saved = cplatform_errno()
    let writer = SignalRelay.descriptor.load(ordering: .sequentiallyConsistent)
    for entry in SignalRelay.bytes where entry.signal == number && writer >= 0 {
      var byte = entry.byte
      _ = write(writer, &byte, 1)
    }
    cplatform_set_errno(saved)
  }
}
