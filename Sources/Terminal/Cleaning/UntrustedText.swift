/// Makes text from servers, logs and pastes safe to print: what could act on a terminal, or deceive
/// a reader, is written out as an escape that does neither.
///
/// Controls and stray bytes become `\x1b`, other characters `\u{202e}`.
package enum UntrustedText {
  /// Cleans a text; newlines stay, and tabs too, where they are wanted.
  ///
  /// A carriage return in front of a newline is dropped.
  package static func clean(
    _ text: String, keepingNewlines: Bool = true, keepingTabs: Bool = true
  ) -> String {
    guard needsCleaning(text) else { return text }
    var clean = String()
    clean.reserveCapacity(text.utf8.count + 16)
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      switch scalar {
      case "\n" where keepingNewlines: clean.unicodeScalars.append(scalar)
      case "\t" where keepingTabs: clean.unicodeScalars.append(scalar)
      case "\r" where keepingNewlines && next < scalars.endIndex && scalars[next] == "\n": break
      case _ where UnsafeCharacters.contains(scalar): clean += UnsafeCharacters.escape(scalar)
      default: clean.unicodeScalars.append(scalar)
      }
      index = next
    }
    return clean
  }

  /// Cleans bytes that may be no valid UTF-8: each stray byte becomes `\xff`.
  package static func clean(bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return clean(text) }
    var text = String()
    var rest = bytes[...]
    while let first = rest.first {
      let plain = rest.prefix { $0 < 0x80 }
      if !plain.isEmpty {
        text += String(decoding: plain, as: UTF8.self)
        rest = rest.dropFirst(plain.count)
        continue
      }
      let length = (2...4).first { length in
        rest.count >= length
          && String(validating: rest.prefix(length), as: UTF8.self)?.isEmpty == false
      }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else {
        text += UnsafeCharacters.escape(Unicode.Scalar(first))
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return clean(text)
  }

  /// Whether anything in a text would be changed.
  ///
  /// Looks at bytes alone: below 0x20, 0x7F, and the lead bytes of every unsafe character.
  private static func needsCleaning(_ text: String) -> Bool {
    text.utf8.contains { byte in
      (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F || byte == 0xC2
        || byte == 0xD8 || byte == 0xE1 || byte == 0xE2 || byte >= 0xEF || byte == 0x0A
        || byte == 0x09
    }
  }
}
