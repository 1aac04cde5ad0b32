/// What a piece of text means; a theme says how that looks.
package enum Role: Hashable, Sendable, CaseIterable {
  case heading, strong, emphasis, code, link, struck, quote, citation
  case success, warning, failure, dim, prompt, spinner
}

/// The looks of roles, as SGR codes (ECMA-48).
///
/// Only the base colours and attributes are used: they follow the user's own palette, and so can be
/// read on light and dark.
package struct Theme: Hashable, Sendable {
  private let codes: [Role: String]

  /// The theme that is used.
  package static let standard = Theme(codes: [
    .heading: "1", .strong: "1", .emphasis: "3", .code: "36", .link: "4", .struck: "9",
    .quote: "2", .citation: "35", .success: "32", .warning: "33", .failure: "31", .dim: "2",
    .prompt: "1", .spinner: "36",
  ])

  private init(codes: [Role: String]) {
    self.codes = codes
  }

  /// Gives a text the looks of some roles, where colours are wanted.
  package func styled(_ text: String, _ roles: some Collection<Role>, colored: Bool) -> String {
    let wanted = roles.compactMap { codes[$0] }
    guard colored, !wanted.isEmpty, !text.isEmpty else { return text }
    return "\u{1b}[\(wanted.joined(separator: ";"))m\(text)\u{1b}[0m"
  }
}
