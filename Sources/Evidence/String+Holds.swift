/// Searches that go by bytes: `contains` of two strings goes by characters and takes about ten times as
/// long (Swift 6.3, by a profile), and what is looked for in every message asks this.
extension String {
  /// Whether a text stands in this one, byte for byte.
  package func holds(_ part: String) -> Bool { place(of: part) != nil }

  /// Whether a text of small letters stands in this one, whatever the case of its ASCII letters here.
  package func holdsInAnyCase(_ part: String) -> Bool {
    place(of: part) { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } != nil
  }

  /// Where a text stands first in this one, in bytes from its beginning.
  package func place(of part: String) -> Int? { place(of: part) { $0 } }

  /// The same, where each byte of this text is looked at as something else.
  @inline(__always)
  private func place(of part: String, as folded: (UInt8) -> UInt8) -> Int? {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return 0 }
        var at = 0
        while at <= text.count - part.count {
          if folded(text[at]) == first {
            var next = 1
            while next < part.count, folded(text[at + next]) == part[next] { next += 1 }
            if next == part.count { return at }
          }
          at += 1
        }
        return nil
      }
    }
  }
}
