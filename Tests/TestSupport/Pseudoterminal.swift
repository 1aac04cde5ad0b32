import CPlatform
import CVTerm
import SystemPackage

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
    guard process > 0 else { throw TerminalProgramError(call: "forkpty", code: cplatform_errno()) }
    master = descriptor
    _ = cplatform_close_on_exec(master)
  }

  /// Tells the program of a new size.
  func resize(columns: Int, rows: Int) {
    _ = cplatform_resize_window(master, Int32(columns), Int32(rows))
  }
}

/// A program that could not be started in a terminal.
package struct TerminalProgramError: Error, CustomStringConvertible {
  var call: String
  var code: Int32

  package var description: String { "\(call): \(Errno(rawValue: code))" }
}
