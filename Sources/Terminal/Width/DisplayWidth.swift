/// How many columns text takes on a terminal.
package enum DisplayWidth {
  /// The columns of a text without newlines or escape codes.
  package static func columns(of text: some StringProtocol) -> Int {
    // A text of printable ASCII takes a column a byte.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of one character as a reader sees it.
  package static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, scalars.index(after: scalars.startIndex) < scalars.endIndex
    else { return scalars.first.map(columns(of:)) ?? 0 }
    // A sequence of emoji is one picture, two columns wide (UTS #51, 2.2).
    if isRegional(first) || scalars.contains(where: { isPicture($0) }) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Whether terminals agree on the columns of a character.
  ///
  /// They don't on sequences of emoji, on marks that take room themselves, and on characters that are
  /// younger than most terminals; behind these the column has to be addressed.
  package static func isCertain(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return true }
    if first.value < 0x300 && scalars.count == 1 { return first.value != 0xAD }
    guard isCertain(first) else { return false }
    // Two of these are a flag; alone they are one column, or two.
    guard !isRegional(first) else { return false }
    return scalars.dropFirst().allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: !isPicture(scalar) && isCertain(scalar)
      // The vowel signs AM of Thai and Lao take a column everywhere, though they join a cluster.
      default: scalar.value == 0x0E33 || scalar.value == 0x0EB3
      }
    }
  }

  /// The newest version of Unicode that terminals in use know the widths of (2016: the first in which
  /// emoji are wide).
  private static let knownVersion = 9

  private static func isCertain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory != .privateUse
      && (scalar.properties.age.map { $0.major <= knownVersion } ?? false)
  }

  private static func isRegional(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Whether a scalar makes a picture of a cluster: VS16, the keycap, or an emoji itself.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0F || scalar.value == 0x20E3
      || (scalar.value > 0x2000 && scalar.properties.isEmojiPresentation)
  }

  /// The columns of one scalar by itself, as terminals count them.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) { return 0 }  // Hangul vowels and finals join
    return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// Shortens a text to some columns, with `…` at its end where something was cut.
  package static func truncate(_ text: String, to limit: Int) -> String {
    guard columns(of: text) > limit else { return text }
    guard limit > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let width = columns(of: character)
      guard used + width <= limit - 1 else { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// Fills a text with blanks to some columns.
  package static func pad(
    _ text: String, to width: Int, alignment: Alignment = .left
  ) -> String {
    let missing = max(0, width - columns(of: text))
    switch alignment {
    case .left: return text + String(repeating: " ", count: missing)
    case .right: return String(repeating: " ", count: missing) + text
    case .center:
      let before = missing / 2
      return String(repeating: " ", count: before) + text
        + String(repeating: " ", count: missing - before)
    }
  }

  /// The side that a cell's text keeps to.
  package enum Alignment: Hashable, Sendable {
    case left, right, center
  }

  /// East Asian Wide and Fullwidth blocks (Unicode 16, EastAsianWidth.txt), joined where only
  /// unassigned characters lie between.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2E80...0x303E,
      0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D37F,
      0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
