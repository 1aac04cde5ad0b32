/// A paragraph without any marks, set to a width.
package enum PlainParagraph {
  /// Breaks a text between words; it is cleaned on the way.
  package static func lines(_ text: String, width: Int) -> [String] {
    LineWrapper(width: max(8, width)) { text, _ in text }.lines(of: [.init(text: text, roles: [])])
  }
}
