/// The form of answers for pipes and files.
package enum PlainOutput {
  /// The service's Markdown as it is, unsafe characters made visible, one newline at its end.
  package static func markdown(_ text: String) -> String {
    var clean = UntrustedText.clean(text)[...]
    while let last = clean.last, last.isNewline { clean.removeLast() }
    return clean + "\n"
  }
}
