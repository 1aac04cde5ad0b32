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

  /// Takes in that no more comes, which ends the last line.
  mutating func finish() -> [String] {
    rest.isEmpty ? [] : take([UInt8(ascii: "\n")])
  }

  /// A line without control and format characters, and of each path only its last part: what a turn
  /// fails with is shown to callers, whom the server's folders don't concern.
  private static func shown(_ bytes: [UInt8]) -> String {
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: false
      default: scalar != "`"
      }
    }
    return String(String.UnicodeScalarView(scalars)).split(separator: " ").map { word in
      word.contains("/") ? word.split(separator: "/").last.map(String.init) ?? "" : String(word)
    }.joined(separator: " ")
  }
}
