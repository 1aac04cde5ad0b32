/// The forms in which a session is handed on.
package enum ExportFormat: String, Hashable, Sendable, CaseIterable {
  /// Markdown for a wiki or an issue.
  case markdown = "md"
  /// All there is, for programs.
  case json
  /// One page that needs nothing else.
  case html

  /// The form of a name, or of a file's name by its ending; nil where it tells none.
  package init?(named name: String) {
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    switch ending.lowercased() {
    case "md", "markdown": self = .markdown
    case "json": self = .json
    case "html", "htm": self = .html
    default: return nil
    }
  }
}
