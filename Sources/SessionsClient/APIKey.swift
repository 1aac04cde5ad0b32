/// A caller's key, which prints as nothing but its first characters.
package struct APIKey: Hashable, Sendable {
  /// The key as it stands in the header `Authorization`; for nothing else.
  package let secret: String

  /// Takes a key in; nil where the text can't be one: blank, over 512 bytes, or not plain ASCII.
  package init?(_ text: String) {
    let isASCIIBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    var trimmed = text[...]
    while let first = trimmed.first, isASCIIBlank(first) { trimmed.removeFirst() }
    while let last = trimmed.last, isASCIIBlank(last) { trimmed.removeLast() }
    guard !trimmed.isEmpty, trimmed.utf8.count <= 512,
      trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    secret = String(trimmed)
  }

  /// Takes the key out of a text that is about to be shown, such as a server's message.
  package func redacted(from text: String) -> String {
    text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: description)
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "trv_ak_…" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
