/// The characters that never reach a terminal or a reader as they are.
package enum UnsafeCharacters {
  /// Whether a character is a control, a change of direction, invisible, or no character at all.
  ///
  /// Newline and tab are controls too; callers that want them say so. The joiners U+200C and U+200D
  /// are left alone: scripts and emoji need them, and they move nothing.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidi (UAX #9)
    case 0x2028, 0x2029: true  // separators that some programs take for newlines
    case 0x00AD, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF: true  // invisible
    case 0xFFF9...0xFFFB: true  // interlinear annotation
    case 0xE0000...0xE007F: true  // tags
    case 0xFDD0...0xFDEF: true  // noncharacters
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// The visible form: `\x1b` up to U+00FF, `\u{202e}` above.
  package static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    guard scalar.value <= 0xFF else { return "\\u{\(digits)}" }
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}
