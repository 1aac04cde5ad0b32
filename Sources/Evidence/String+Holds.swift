extension String {
  /// Whether a text stands in this one, byte for byte.
  ///
  /// `contains` of two strings goes by characters and takes about ten times as long (Swift 6.3, by a
  /// profile): what is looked for in every message asks this.
  package func holds(_ part: String) -> Bool {
    place(of: part, from: 0) != nil
  }

  /// Whether a text of small letters stands in this one, whatever the case of its ASCII letters here.
  package func holdsInAnyCase(_ part: String) -> Bool {
    func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        var at = 0
        while at <= text.count - part.count {
          if lowered(text[at]) == first {
            var next = 1
            while next < part.count, lowered(text[at + next]) == part[next] { next += 1 }
            if next == part.count { return true }
          }
          at += 1
        }
        return false
      }
    }
  }

  /// Where a text stands first in this one, at or after a byte, in bytes from its beginning.
  package func place(of part: String, from start: Int) -> Int? {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return start }
        let last = text.count - part.count
        var at = start
        while at <= last {
          if text[at] == first {
            var next = 1
            while next < part.count, text[at + next] == part[next] { next += 1 }
            if next == part.count { return at }
          }
          at += 1
        }
        return nil
      }
    }
  }
}
