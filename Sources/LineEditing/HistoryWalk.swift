/// A walk through older lines that keeps the half-typed one, whole.
struct HistoryWalk {
  private var lines: [String] = []
  private var position = 0
  private var halfTyped = ""

  /// Begins anew behind the newest line.
  mutating func begin(_ lines: [String]) {
    self.lines = lines
    position = lines.count
    halfTyped = ""
  }

  /// Adds a line as the newest, and stands behind it.
  mutating func add(_ line: String) {
    lines.append(line)
    position = lines.count
    halfTyped = ""
  }

  /// The next older line; nil at the oldest.
  mutating func older(than text: String) -> String? {
    guard position > 0 else { return nil }
    if position == lines.count { halfTyped = text }
    position -= 1
    return lines[position]
  }

  /// The next newer line, at last the half-typed one; nil behind that.
  mutating func newer() -> String? {
    guard position < lines.count else { return nil }
    position += 1
    return position == lines.count ? halfTyped : lines[position]
  }
}
