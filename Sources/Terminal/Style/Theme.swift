/// What a piece of text means; a theme says how that looks.
package enum Role: Hashable, Sendable, CaseIterable {
  case heading, strong, emphasis, code, link, struck, citation
  case success, warning, failure, dim, prompt, spinner
}

/// The looks of roles, as SGR codes (ECMA-48).
///
/// Only the base colours and attributes are used: they follow the user's own palette. None of them
/// says anything that the text does not say too.
package struct Theme: Hashable, Sendable {
  private let codes: [Role: String]

  /// The background that a theme is made for.
  package enum Name: String, Hashable, Sendable, CaseIterable {
    case dark, light
  }

  /// Makes the theme for a background.
  package init(_ name: Name) {
    codes = Self.attributes.merging(name == .dark ? Self.onDark : Self.onLight) { $1 }
  }

  /// What looks the same on every background.
  private static let attributes: [Role: String] = [
    .heading: "1", .strong: "1", .emphasis: "3", .link: "4", .struck: "9", .prompt: "1",
  ]
  private static let onDark: [Role: String] = [
    .code: "36", .citation: "35", .success: "32", .warning: "33", .failure: "31",
    .dim: "2", .spinner: "36",
  ]
  /// Cyan, yellow and faint text can hardly be read on white; bright black (90) is grey there.
  private static let onLight: [Role: String] = [
    .code: "34", .citation: "35", .success: "32", .warning: "35", .failure: "31",
    .dim: "90", .spinner: "34",
  ]

  /// Gives a text the looks of some roles, where colours are wanted.
  package func styled(_ text: String, _ roles: some Collection<Role>, colored: Bool) -> String {
    let wanted = roles.compactMap { codes[$0] }
    guard colored, !wanted.isEmpty, !text.isEmpty else { return text }
    return "\u{1b}[\(wanted.joined(separator: ";"))m\(text)\u{1b}[0m"
  }
}

extension Theme.Name {
  /// Guesses the background from `COLORFGBG`, as rxvt and Konsole set it; dark where nothing says.
  ///
  /// Its last number is that of the background's colour: 7 and 15 are the whites.
  package init(environment: [String: String]) {
    let background = environment["COLORFGBG"]?.split(separator: ";").last
    self = background == "7" || background == "15" ? .light : .dark
  }
}
