/// A walk through older lines that keeps what was typed and changed on the way, line by line.
///
/// Lines are those of the history; what was made of them is kept as the characters of the editor.
struct HistoryWalk {
  private(set) var lines: [String] = []
  private var position = 0
  /// What stands in place of a line of the history, and behind the newest: the half-typed line.
  private var edited: [Int: [UInt32]] = [:]

  /// A stop of the walk.
  enum Stop: Equatable {
    /// A line as the history has it.
    case line(String)
    /// What was left here before.
    case edited([UInt32])
  }

  /// Begins anew behind the newest line, with nothing typed.
  mutating func begin(_ lines: [String]) {
    self.lines = lines
    position = lines.count
    edited = [:]
  }

  /// The next older line, nil at the oldest; what stands here now is kept.
  mutating func older(leaving units: [UInt32]) -> Stop? { step(-1, leaving: units) }

  /// The next newer line, at last the half-typed one, nil behind that; what stands here now is kept.
  mutating func newer(leaving units: [UInt32]) -> Stop? { step(1, leaving: units) }

  /// Goes on from a line that was found otherwise; what stands here now is kept.
  mutating func jump(to index: Int, leaving units: [UInt32]) {
    edited[position] = units
    position = index
  }

  private mutating func step(_ step: Int, leaving units: [UInt32]) -> Stop? {
    let next = position + step
    guard (0...lines.count).contains(next) else { return nil }
    edited[position] = units
    position = next
    if let kept = edited[next] { return .edited(kept) }
    return next == lines.count ? .edited([]) : .line(lines[next])
  }
}
