import SystemPackage

/// A reason why lines can't be edited.
package enum LineEditingError: Error, Hashable, Sendable {
  /// Standard input or output is no terminal, or one that can't move its cursor.
  case noTerminal
  /// A call of the system failed with this `errno`.
  case system(call: String, code: Int32)
  /// libedit could not begin.
  case libedit
}

extension LineEditingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noTerminal: "Lines can be edited at a terminal only. Use --plain here."
    case .system(let call, let code):
      "Cannot edit lines: \(call) failed: \(Errno(rawValue: code)). Use --plain here."
    case .libedit: "Cannot edit lines: libedit does not know this terminal. Use --plain here."
    }
  }
}
