import Shell

/// A page of the manual.
enum ManualPage: String, CaseIterable {
  case commands = "gumshoe.1"
  case configuration = "gumshoe-config.5"
  case shell = "gumshoe-shell.7"

  /// The page as mdoc(7).
  ///
  /// `help` is what the argument parser tells of the program, as JSON.
  ///
  /// - Throws: `DecodingError` where that can't be read.
  func text(help: String) throws -> String {
    switch self {
    case .commands: Self.commandsPage(try CommandOutline(json: help))
    case .configuration: Self.configurationPage()
    case .shell: Self.shellPage()
    }
  }

  /// References to the other pages.
  func seeAlso(_ page: inout ManualText) {
    page.section("SEE ALSO")
    let others = Self.allCases.filter { $0 != self }
    for (index, other) in others.enumerated() {
      let parts = other.rawValue.split(separator: ".")
      page.macro(
        "Xr \(parts.joined(separator: " "))" + (index == others.count - 1 ? "" : " ,"))
    }
  }
}
