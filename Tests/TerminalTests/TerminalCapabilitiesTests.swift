import Terminal
import Testing

/// What is known of a terminal by its environment.
@Suite struct TerminalCapabilitiesTests {
  private func capabilities(_ environment: [String: String]) -> TerminalCapabilities {
    TerminalCapabilities(
      environment: ["TERM": "xterm-256color"].merging(environment) { $1 }, isTerminal: true)
  }

  @Test(
    arguments: [
      ([:], false), (["VTE_VERSION": "7006"], true), (["VTE_VERSION": "4205"], false),
      (["TERM_PROGRAM": "iTerm.app"], true), (["TERM": "xterm-kitty"], true),
      (["TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"], false),
      (["TERM": "screen-256color", "VTE_VERSION": "7006"], false),
      (["TERM": "dumb", "FORCE_HYPERLINK": "1"], false), (["FORCE_HYPERLINK": "1"], true),
      (["WT_SESSION": "x", "FORCE_HYPERLINK": "0"], false), (["WT_SESSION": "x"], true),
    ] as [([String: String], Bool)])
  func `links are for terminals that are known to take them`(
    environment: [String: String], isTaken: Bool
  ) {
    #expect(capabilities(environment).supportsLinks == isTaken)
  }

  @Test(arguments: [
    ("NO_COLOR", "1", false), ("NO_COLOR", "", true), ("TERM", "dumb", false), ("TERM", "", false),
  ])
  func `colours are for terminals that have them and people who want them`(
    name: String, value: String, isWanted: Bool
  ) {
    #expect(capabilities([name: value]).supportsColor == isWanted)
  }

  @Test(arguments: [
    ("0;15", Theme.Name.light), ("0;default;7", .light), ("15;0", .dark), ("", .dark), ("x", .dark),
  ])
  func `the background goes by what the terminal says`(value: String, name: Theme.Name) {
    #expect(Theme.Name(environment: ["COLORFGBG": value]) == name)
    #expect(Theme.Name(environment: [:]) == .dark)
  }
}
