/// The end of what a process said on standard error, in lines.
struct ErrorTail {
  private var rest: [UInt8] = []
  /// The last line that says something, without paths of this machine.
  private(set) var lastLine: String?

  /// Bytes of a line that are kept: the sentence of a trap with its file and line is shorter.
  private static let longestLine = 500

  /// Takes in bytes, and gives the lines that ended with them.
  mutating func take(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        let line = Self.shown(rest)
        rest = []
        guard !line.isEmpty else { continue }
        lastLine = line
        lines.append(line)
      } else if rest.count < Self.longestLine {
        rest.append(byte)
      }
    }
    return lines
  }

  /// A line without control characters, and of each path only its last part: what a turn fails with
  /// is shown to callers, whom the server's folders don't concern.
  private static func shown(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    return text.split(separator: " ").map { word in
      word.contains("/") ? word.split(separator: "/").last.map(String.init) ?? "" : String(word)
    }.joined(separator: " ")
  }
}
