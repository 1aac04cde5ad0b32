/// The terminal's clipboard, which also the terminal at the other end of a network has.
enum Clipboard {
  /// The bytes that are copied at the most: terminals cut or drop longer sequences, and the least that
  /// the common ones take is 100,000 bytes of base64 with what stands around.
  static let limit = 74_991

  /// The codes that put a text on the clipboard (xterm's control sequences: OSC 52, selection `c`);
  /// nil where it is too long.
  ///
  /// In base64 nothing of the text acts on the terminal; whoever pastes it may be a shell, so what
  /// could act there is made visible before.
  static func codes(for text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count <= limit else { return nil }
    return "\u{1b}]52;c;\(base64(bytes))\u{1b}\\"
  }

  /// RFC 4648, 4.
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | Int($1 < group.count ? bytes[start + $1] : 0) }
      for place in 0..<4 {
        text.append(
          place <= group.count ? alphabet[bits >> (18 - 6 * place) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
