@testable import EvidenceFiles
import Testing

/// No line traps and none reads beyond its end: builds for tests check every index.
@Suite struct HostileLineTests {
  private static let rows = [
    ApplicationLineTests.table, ContainerLineTests.table, AccessLineTests.table,
    SystemLineTests.table, ProductLineTests.table, JSONLineTests.table, MoreLineTests.table,
  ].flatMap { LogTable($0).rows }

  @Test func `Every beginning and every end of a line is read`() {
    let parser = LogLineParser()
    for row in Self.rows {
      let bytes = Array(row.line.utf8)
      bytes.withUnsafeBufferPointer { line in
        for cut in 0...line.count {
          Self.read(line.part(0, cut), parser)
          Self.read(line.part(cut, line.count), parser)
        }
      }
    }
  }

  @Test func `Lines with bytes changed, doubled and left out are read`() {
    // A linear congruential generator with the constants of Numerical Recipes: the same every time.
    var state: UInt32 = 7
    func draw(_ limit: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 8) % max(limit, 1)
    }
    let marks = Array("[]{}()<>\"'=:|,;-#%*\\ \t0 9.EI@\u{1B}".utf8)
    let parser = LogLineParser(context: LogContext(hasTimes: true, hasLateLevels: true))
    for _ in 0..<20 {
      for row in Self.rows {
        var bytes = Array(row.line.utf8)
        for _ in 0...draw(4) where !bytes.isEmpty {
          let at = draw(bytes.count)
          switch draw(3) {
          case 0: bytes[at] = marks[draw(marks.count)]
          case 1: bytes.remove(at: at)
          default: bytes.insert(marks[draw(marks.count)], at: at)
          }
        }
        bytes.withUnsafeBufferPointer { Self.read($0, parser) }
      }
    }
  }

  private static func read(_ line: Bytes, _ parser: LogLineParser) {
    var entry = LogEntry(line: line)
    if parser.parse(line, into: &entry) == .head {
      LogFields.each(of: entry) { _, _ in }
      _ = LogTable.summary(entry)
    }
    _ = LineColumns(header: line)
    if line.first == UInt8(ascii: "{") { _ = LogLineParser().parse(object: line, into: &entry) }
  }
}
