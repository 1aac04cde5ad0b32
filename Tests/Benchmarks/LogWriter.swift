import DemoIncident
import Foundation

/// Writes a large log: some lines again and again, each time with other numbers and identifiers.
struct LogWriter {
  var lines: [[UInt8]]
  /// One line of so many gets words that no other line has; 0 for none.
  var novelty = 0

  /// Writes so many megabytes at least; returns the bytes written.
  ///
  /// The same lines give the same file.
  func write(to path: String, megabytes: Int) throws -> Int {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else {
      throw BenchmarkError.failed("'\(path)' cannot be written.")
    }
    defer { try? file.close() }
    var random = SeededRandom(seed: 2026)
    var block: [UInt8] = []
    var written = 0
    var milliseconds = 0
    var next = 0
    while written < megabytes * 1_000_000 {
      milliseconds += Int(random.next() % 50)
      let line = lines[next % lines.count]
      next += 1
      block += Self.clock(milliseconds)
      let rest = line.firstIndex(of: 0x20) ?? 0
      let isNovel = novelty > 0 && next % novelty == 0
      Self.redraw(line[rest...], isNovel: isNovel, into: &block, &random)
      block.append(0x0A)
      if block.count > 1 << 20 {
        try file.write(contentsOf: Data(block))
        written += block.count
        block.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: Data(block))
    return written + block.count
  }

  /// A date and time of day, as many frameworks write them.
  private static func clock(_ milliseconds: Int) -> [UInt8] {
    let day = 1 + milliseconds / 86_400_000 % 28
    let rest = milliseconds % 86_400_000
    return Array(
      String(
        format: "2026-01-%02d %02d:%02d:%02d.%03d", day, rest / 3_600_000, rest / 60_000 % 60,
        rest / 1000 % 60, rest % 1000
      ).utf8)
  }

  /// Draws the digits of a text again, and the letters of hexadecimal identifiers; of a novel line, all.
  private static func redraw(
    _ text: ArraySlice<UInt8>, isNovel: Bool, into block: inout [UInt8],
    _ random: inout SeededRandom
  ) {
    var at = text.startIndex
    while at < text.endIndex {
      let start = at
      while at < text.endIndex, isWord(text[at]) { at += 1 }
      let run = text[start..<at]
      let hasDigit = run.contains { (0x30...0x39).contains($0) }
      let isHex = hasDigit && run.count >= 4 && run.allSatisfy(isHexDigit)
      for byte in run {
        if (0x30...0x39).contains(byte) {
          block.append(0x30 + UInt8(random.next() % 10))
        } else {
          let letters: UInt64 = isHex ? 6 : isNovel ? 26 : 0
          block.append(letters > 0 ? 0x61 + UInt8(random.next() % letters) : byte)
        }
      }
      if at < text.endIndex {
        block.append(text[at])
        at += 1
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
