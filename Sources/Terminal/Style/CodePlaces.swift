/// What a stretch of code in a text is to whoever reads it here: paths that work, and where they lead.
package protocol CodePlaces: Sendable {
  /// The code with the paths in it as they work from where one stands: `sed -n '1,9p' 'a.log'` →
  /// `sed -n '1,9p' 'logs/a.log'`.
  func working(_ code: String) -> String

  /// The URI of the file that the code names, as `a.log:12` does; nil where it names none.
  func address(of code: String) -> String?
}

/// Text that leads somewhere where it is clicked.
enum Hyperlink {
  /// Puts a text between the codes of a link: OSC 8, the URI, ST (the proposal of iTerm2 and VTE that
  /// terminals follow).
  ///
  /// A URI that holds anything but visible ASCII makes none.
  static func text(_ text: String, to uri: String) -> String {
    guard !text.isEmpty, uri.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return text }
    return "\u{1b}]8;;\(uri)\u{1b}\\\(text)\u{1b}]8;;\u{1b}\\"
  }
}
