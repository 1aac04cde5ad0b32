import CVTerm

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The near side of a pseudoterminal with a program at its far side.
struct Pseudoterminal {
  let master: Int32
  let process: pid_t

  /// Starts a program in a new terminal of a size.
  ///
  /// - Throws: ``TerminalProgramError``.
  init(
    _ executable: String, _ arguments: [String], environment: [String: String], folder: String,
    columns: Int, rows: Int
  ) throws(TerminalProgramError) {
    let words = ([executable] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var descriptor: Int32 = -1
    process = vt_spawn(&descriptor, Int32(columns), Int32(rows), folder, words, variables)
    guard process > 0 else { throw TerminalProgramError(call: "forkpty", code: errno) }
    master = descriptor
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
  }

  /// Tells the program of a new size.
  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }
}

/// A program that could not be started in a terminal.
package struct TerminalProgramError: Error, CustomStringConvertible {
  var call: String
  var code: Int32

  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
