import Foundation
import TestSupport
import Testing

/// The history's file: two shells on one, and one that is far longer than what a start reads.
@Suite(.serialized) struct SharedHistoryTests {
  @Test func `two shells keep every line of both, and each offers the other's at its next prompt`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shells = try ["left", "right"].map { (name: $0, shell: try gumshoe.open([])) }
      for (_, shell) in shells { try await shell.wait(for: "▸") }
      for number in 1...25 {
        // Both at once; but a burst of lines from one keyboard would be a paste.
        for (name, shell) in shells { shell.type("/nosuch \(name) \(number)\(Key.enter)") }
        try await Patience.wait(for: "both lines on the disk") {
          try gumshoe.historyLines().count >= 2 * number
        }
      }
      let lines = try gumshoe.historyLines()
      #expect(lines.count == 50)
      for (name, _) in shells {
        let own = lines.filter { $0.hasPrefix("/nosuch \(name) ") }
        #expect(own == (1...25).map { "/nosuch \(name) \($0)" }, "in order, and whole")
      }
      for (name, shell) in shells {
        let other = name == "left" ? "right" : "left"
        // A prompt that began when all lines of both were there; its own lines come first.
        shell.type("\(Key.enter)\(String(repeating: Key.up, count: 26))")
        try await shell.wait("the newest line of the other") {
          $0.typed == "/nosuch \(other) 25"
        }
        shell.type("\u{15}\u{12}\(other) 1\u{12}")
        try await shell.wait("an older one by search") {
          $0.lastLine.hasPrefix("search '\(other) 1': /nosuch \(other) 1")
        }
        shell.type("\u{07}\u{15}")
      }
      let (_, left) = shells[0]
      let (_, right) = shells[1]
      left.type("/nosuch later\(Key.enter)")
      try await Patience.wait(for: "the line on the disk") {
        try gumshoe.historyLines().last == "/nosuch later"
      }
      right.type("\(Key.enter)\(String(repeating: Key.up, count: 26))")
      try await right.wait("what the other sent since") { $0.typed == "/nosuch later" }
    }
  }

  @Test func `Ctrl-R and Up reach the first of 100,000 lines`() async throws {
    try await withGumshoe { gumshoe in
      let count = 100_000
      try gumshoe.writeHistory(
        (0..<count).map { "line \($0) asks why checkout fails in region \($0 % 7)" })
      let shell = try gumshoe.open([])
      try await shell.wait(for: "▸")
      shell.type("half typed\u{12}line 0 asks")
      try await shell.wait("the very first line") {
        $0.lastLine.hasPrefix("search 'line 0 asks': line 0 asks why")
      }
      shell.type("\u{12}")
      try await shell.wait("no other") { $0.lastLine.hasPrefix("no older line") }
      shell.type("\(Key.right)\(Key.down)")
      try await shell.wait("the line after it") { $0.typed.hasPrefix("line 1 asks why") }
      shell.type("\(Key.up)\(Key.up)!")
      try await shell.wait("nothing in front of the first") {
        $0.typed.hasPrefix("line 0 asks") && $0.typed.hasSuffix("!")
      }
      shell.type("\u{12}region 5\u{07}\u{15}")
      try await shell.wait("an empty line") { $0.typed.isEmpty }
      let next = try gumshoe.open([])
      try await next.wait(for: "▸")
      // Some pages of the file, by Up alone.
      next.type("half typed")
      let steps = 7_000
      for _ in 0..<(steps / 1_000) { next.type(String(repeating: Key.up, count: 1_000)) }
      try await next.wait("a line far back") {
        $0.typed.hasPrefix("line \(count - steps) asks why")
      }
      for _ in 0..<(steps / 1_000) { next.type(String(repeating: Key.down, count: 1_000)) }
      try await next.wait("the half-typed line") { $0.typed == "half typed" }
    }
  }

  @Test func `who types ahead of a long search takes what it finds`() async throws {
    try await withGumshoe { gumshoe in
      try gumshoe.writeHistory(["/nosuch first"] + (0..<20_000).map { "/nosuch line \($0)" })
      let shell = try gumshoe.open([])
      try await shell.wait(for: "▸")
      shell.type("half typed\u{12}first\(Key.enter)")
      try await shell.wait(for: "▸ /nosuch first\n")
      #expect(!shell.snapshot.text.contains("▸ half typed\n"), "the half-typed line was not sent")
    }
  }

  @Test func `a suggestion from the history is seen, taken by Right, and never sent untaken`()
    async throws
  {
    try await withGumshoe { gumshoe in
      try gumshoe.writeHistory(["/nosuch alpha 日本", "/nosuch beta"])
      let shell = try gumshoe.open([])
      try await shell.wait(for: "▸")
      shell.type("/nosuch a")
      let seen = try await shell.wait("the suggestion") { $0.typed == "/nosuch alpha 日本" }
      #expect(seen.cursorColumn == "▸ /nosuch a".count, "the cursor stays behind what was typed")
      shell.type(Key.enter)
      try await shell.wait("only what was typed") {
        $0.text.contains("▸ /nosuch a\n") && $0.lastLine.hasPrefix("▸")
      }
      shell.type("/nosuch al\(Key.right)!")
      try await shell.wait("the suggestion, taken") { $0.typed == "/nosuch alpha 日本!" }
      shell.type("\u{15}/nosuch al\u{05}?")
      try await shell.wait("taken by Ctrl-E") { $0.typed == "/nosuch alpha 日本?" }
      shell.type("\u{15}/nosuch al\(Key.left)")
      try await shell.wait("none inside of the line") { $0.typed == "/nosuch al" }
    }
  }
}

extension GumshoeBinary {
  private var history: String { home + "/.local/state/gumshoe/history.jsonl" }

  /// The lines of the history's file, oldest first; none where there is no file.
  func historyLines() throws -> [String] {
    guard let text = try? String(contentsOfFile: history, encoding: .utf8) else { return [] }
    // A line may be under way while it is read.
    let whole = text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]
    return try whole.split(separator: "\n").map { line in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(record?["x"] as? String, "a line that is whole: \(line)")
    }
  }

  /// Writes a history of lines, oldest first.
  func writeHistory(_ lines: [String]) throws {
    let folder = URL(filePath: history).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = lines.map { line in
      #"{"d":"/","t":"2026-03-01T10:00:00Z","v":1,"x":"\#(line)"}"# + "\n"
    }
    try Data(text.joined().utf8).write(to: URL(filePath: history))
  }
}
