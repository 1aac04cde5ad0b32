/// A walk through older lines that keeps what was typed and changed on the way, line by line.
///
/// Lines are those of the history; what was made of them is kept as the characters of the editor.
struct HistoryWalk {
  /// The lines, newest first: older ones are added behind them while somebody walks.
  private(set) var lines: [String] = []
  /// How far back the walk is: 0 at the half-typed line, 1 at the newest.
  private var position = 0
  /// What stands in place of a line of the history, and at 0: the half-typed line.
  private var edited: [Int: [UInt32]] = [:]

  /// A stop of the walk.
  enum Stop: Equatable {
    /// A line as the history has it.
    case line(String)
    /// What was left here before.
    case edited([UInt32])
  }

  /// Begins anew behind the newest of lines, which come last, with nothing typed.
  mutating func begin(_ lines: [String]) {
    self.lines = lines.reversed()
    position = 0
    edited = [:]
  }

  /// Adds lines that are older than all others, the newest of them last.
  mutating func extend(by older: [String]) {
    // Neighbours that are alike are one stop.
    lines += older.reversed().drop { $0 == lines.last }
  }

  /// Whether there is no older line here.
  var isAtOldest: Bool { position == lines.count }

  /// The next older line, nil at the oldest; what stands here now is kept.
  mutating func older(leaving units: [UInt32]) -> Stop? { step(1, leaving: units) }

  /// The next newer line, at last the half-typed one, nil behind that; what stands here now is kept.
  mutating func newer(leaving units: [UInt32]) -> Stop? { step(-1, leaving: units) }

  /// Goes on from a line that was found otherwise, by its place in ``lines``; what stands here now is
  /// kept.
  mutating func jump(to index: Int, leaving units: [UInt32]) {
    edited[position] = units
    position = index + 1
  }

  private mutating func step(_ step: Int, leaving units: [UInt32]) -> Stop? {
    let next = position + step
    guard (0...lines.count).contains(next) else { return nil }
    edited[position] = units
    position = next
    if let kept = edited[next] { return .edited(kept) }
    return next == 0 ? .edited([]) : .line(lines[next - 1])
  }
}
