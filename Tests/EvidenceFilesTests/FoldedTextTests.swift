import Testing

@testable import EvidenceFiles

/// Texts looked for in bytes, whatever their case.
@Suite struct FoldedTextTests {
  /// The range that comparing at every place gives, in the slowest and plainest way.
  private static func plainly(_ text: String, in line: String, from start: Int) -> Range<Int>? {
    let (needle, bytes) = (Array(text.lowercased().utf8), Array(line.lowercased().utf8))
    guard start + needle.count <= bytes.count else { return nil }
    return (start...bytes.count - needle.count).first {
      Array(bytes[$0..<$0 + needle.count]) == needle
    }.map { $0..<$0 + needle.count }
  }

  @Test func `every place is found, wherever the rarest letter of the text stands`() {
    let texts = ["quux", "xa", "ax", "a", "aa", "aXa", "7-x", "[x]", "timeout"]
    let letters = Array("axqu7-[]Xt imeo")
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      var line = ""
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        line.append(letters[Int(state >> 33) % letters.count])
      }
      for text in texts {
        let start = Int(state >> 40) % 20
        let found = Array(line.utf8).withUnsafeBufferPointer {
          FoldedText(text).range(in: $0, from: start)
        }
        guard found == Self.plainly(text, in: line, from: start) else {
          Issue.record("\(text) in \(line) from \(start): \(String(describing: found))")
          return
        }
      }
    }
  }

  @Test func `letters beyond ASCII are found in either case`() {
    for (text, line) in [("łódź", "w ŁÓDŹ dziś"), ("ÅRH-1", "clinic=årh-1")] {
      #expect(
        Array(line.utf8).withUnsafeBufferPointer { FoldedText(text).range(in: $0, from: 0) } != nil)
    }
  }
}
