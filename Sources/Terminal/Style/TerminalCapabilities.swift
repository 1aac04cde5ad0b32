/// What a terminal, or the user before it, can take.
package struct TerminalCapabilities: Hashable, Sendable {
  package var supportsColor: Bool
  package var supportsUnicode: Bool
  /// Whether text can lead somewhere (OSC 8).
  package var supportsLinks: Bool

  package init(supportsColor: Bool, supportsUnicode: Bool, supportsLinks: Bool = false) {
    self.supportsColor = supportsColor
    self.supportsUnicode = supportsUnicode
    self.supportsLinks = supportsLinks
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
    supportsLinks =
      isTerminal && !plain && !["", "dumb"].contains(terminal)
      && Self.takesLinks(environment, terminal: terminal)
  }

  /// Whether the terminal is one that is known to take links: others may print their codes.
  ///
  /// `FORCE_HYPERLINK` decides where it is set, as for other programs; 0 is no. Within tmux and screen
  /// nobody knows the terminal around them.
  private static func takesLinks(_ environment: [String: String], terminal: String) -> Bool {
    if let forced = environment["FORCE_HYPERLINK"], !forced.isEmpty { return forced != "0" }
    guard environment["TMUX"] == nil, environment["STY"] == nil,
      !terminal.hasPrefix("screen"), !terminal.hasPrefix("tmux")
    else { return false }
    // GNOME Terminal and its kin, from 0.50 on; earlier ones crash of some links.
    if let version = environment["VTE_VERSION"].flatMap({ Int($0) }) { return version >= 5_000 }
    let programs: Set = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"]
    if let program = environment["TERM_PROGRAM"], programs.contains(program) { return true }
    let names = ["xterm-kitty", "alacritty", "foot", "contour", "xterm-ghostty", "wezterm"]
    return names.contains { terminal.hasPrefix($0) } || environment["WT_SESSION"] != nil
      || environment["KONSOLE_VERSION"] != nil
  }
}
