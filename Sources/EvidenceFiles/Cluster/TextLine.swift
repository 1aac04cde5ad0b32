/// A line of a file as text, with its number from 1.
struct TextLine: Hashable, Sendable {
  var number: Int
  var text: String

  /// The blanks before its first character.
  var indent: Int { text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count }

  /// Whether nothing but white space stands in it.
  var isBlank: Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  /// The text without white space at both ends.
  var trimmed: String { text.trimmed }

  /// The parts between two or more blanks: `a b   c` → `a b`, `c`.
  ///
  /// Programs that align columns keep at least two blanks between them, and one inside of a cell.
  var cells: [String] { text.cells(most: .max) }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
  /// The text without white space at both ends.
  var trimmed: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return "" }
    var end = bytes.endIndex
    while end > first {
      let before = bytes.index(end, offsetBy: -1)
      guard bytes[before] <= 0x20 else { break }
      end = before
    }
    return String(self[first..<end])
  }

  /// The parts between two or more blanks, at most so many: the last holds the rest.
  func cells(most: Int) -> [String] {
    var cells: [String] = []
    let bytes = utf8
    var start = bytes.firstIndex { $0 > 0x20 }
    while let from = start {
      guard cells.count + 1 < most else {
        cells.append(String(self[from...]).trimmed)
        break
      }
      var at = from
      var end = bytes.endIndex
      while at < bytes.endIndex {
        if bytes[at] == 0x09 || bytes[at] == 0x20 {
          let next = bytes.index(after: at)
          if bytes[at] == 0x09 || next == bytes.endIndex || bytes[next] <= 0x20 {
            end = at
            break
          }
        }
        at = bytes.index(after: at)
      }
      cells.append(String(self[from..<end]))
      start = bytes[end...].firstIndex { $0 > 0x20 }
    }
    return cells
  }

  /// The text before and behind the first place of a mark; nil where it does not occur.
  func halves(at mark: String) -> (String, String)? {
    guard let found = firstRange(of: mark) else { return nil }
    return (String(self[..<found.lowerBound]), String(self[found.upperBound...]))
  }
}
