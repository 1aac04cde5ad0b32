import Foundation
import TestSupport
import Testing

/// Every script and every kind of character, edited at every position.
@Suite(.serialized) struct WritingTests {
  static let texts = [
    "日本語の障害", "ที่นี่กำลังล่ม", "e\u{301}a\u{308}\u{323}n\u{303}x", "👍🏽👨‍👩‍👧❤️🇩🇪1️⃣🥲", "한국어 각", "aé日ก👍🏽b",
  ]

  /// A character is one step and one deletion; what the screen shows is compared where terminals agree.
  @Test(arguments: texts)
  func `a letter can be put in and taken out at every position`(text: String) async throws {
    try await withShell { shell in
      shell.type(text)
      let characters = Array(text)
      try await shell.wait("the text") { Self.shows($0, text) }
      for position in 0...characters.count {
        let before = String(characters[..<position])
        let behind = String(characters[position...])
        shell.type("\u{01}\(String(repeating: Key.right, count: position))X")
        try await shell.wait("X at \(position)") { Self.shows($0, "\(before)X\(behind)") }
        shell.type("\u{7f}")
        try await shell.wait("no X any more") { Self.shows($0, text) }
      }
      for position in stride(from: characters.count, to: 0, by: -1) {
        let rest = String(characters[..<(position - 1)])
        shell.type("\u{05}\u{7f}")
        try await shell.wait("one character less") { Self.shows($0, rest) }
      }
    }
  }

  /// Whether the line shows a text: this terminal draws only the first part of a sequence of emoji.
  private static func shows(_ screen: ScreenSnapshot, _ text: String) -> Bool {
    func plain(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { $0.value < 0x2000 || (0x3000..<0xFE00).contains($0.value) }
        .filter { !$0.properties.isWhitespace }
    }
    return plain(screen.typed) == plain(text)
  }

  @Test func `letters typed inside of a line that wraps leave the rest as it is`() async throws {
    try await withShell(columns: 40) { shell in
      let words = (1...20).map { "word\($0)" }.joined(separator: " ")
      shell.type(words)
      try await shell.wait("the words") { $0.lines.joined().hasSuffix("word20") }
      shell.type("\u{01}")
      var typed = ""
      for letter in "abcdefghijklmnopqrstuvwxyz日本" {
        typed.append(letter)
        shell.type(String(letter))
        let expected = " " + typed + words
        try await shell.wait("'\(letter)' and the rest") { screen in
          // What the shell says meanwhile stands above.
          let line = screen.lines.joined().split(separator: "▸").last ?? ""
          return line.replacing(" ", with: "") == expected.replacing(" ", with: "")
        }
      }
    }
  }

  @Test func `a line taller than the window is shown around the cursor`() async throws {
    try await withShell(columns: 40, rows: 6) { shell in
      let rows = (1...9).map { "row \($0)" }
      shell.paste(rows.joined(separator: "\n"))
      try await shell.wait("its end") { $0.lines == Array(rows[3...8]) }
      shell.type(String(repeating: Key.up, count: 8) + "\u{01}first ")
      try await shell.wait("its beginning") {
        $0.lines == ["▸ first row 1"] + rows[1...5]
      }
    }
  }
}
