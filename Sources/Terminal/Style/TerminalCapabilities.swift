/// What a terminal, or the user before it, can take.
package struct TerminalCapabilities: Hashable, Sendable {
  package var supportsColor: Bool
  package var supportsUnicode: Bool

  package init(supportsColor: Bool, supportsUnicode: Bool) {
    self.supportsColor = supportsColor
    self.supportsUnicode = supportsUnicode
  }

  /// Reads the capabilities from the environment and the command line.
  ///
  /// `NO_COLOR` (no-color.org) counts when it is not empty; `TERM=dumb` has no colours; Unicode goes
  /// by the locale's name, and is taken for granted where none is set, as in containers.
  package init(
    environment: [String: String], isTerminal: Bool, plain: Bool = false, noColor: Bool = false
  ) {
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || noColor || plain
    let terminal = environment["TERM"] ?? ""
    supportsColor = isTerminal && !refused && terminal != "dumb" && !terminal.isEmpty
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = locale?.lowercased() ?? "utf-8"
    supportsUnicode =
      name.contains("utf-8") || name.contains("utf8") || name == "c" || name == "posix"
  }
}
