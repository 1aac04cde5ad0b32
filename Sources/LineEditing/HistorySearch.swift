/// A search through older lines for what is typed, letter by letter, newest first.
///
/// It looks at some lines at a time, so that keys are taken between: ``look(in:)`` goes on as long as
/// ``next`` says where. The lines are handed in, newest first; older ones may come behind them
/// meanwhile.
struct HistorySearch {
  /// The line as it was before.
  let draft: [UInt32]
  private(set) var query = ""
  /// The line that was found, and its place; nil where none was yet.
  private(set) var found: (index: Int, line: String)?
  /// Where to look next; nil where nothing is looked for.
  private(set) var next: Int?
  private var step = 1
  /// Whether the query occurs nowhere further on; what was found before stays.
  private(set) var hasFailed = false

  /// The lines that are looked at at once: some 3 ms.
  private static let portion = 1_000

  init(draft: [UInt32]) {
    self.draft = draft
  }

  /// What stands in front of the line that was found.
  var prompt: String {
    let failure = step > 0 ? "no older line with" : "no newer line with"
    return "\(hasFailed ? failure : "search") '\(query)': "
  }

  /// Adds to the query; the line that was found stays if it has the longer one too.
  mutating func add(_ text: String) {
    query += text
    // Where the shorter one did not occur, the longer doesn't.
    begin(at: found?.index ?? next ?? 0, step: 1)
  }

  /// Takes the last letter of the query away; the search begins anew at the newest.
  mutating func removeLast() {
    guard !query.isEmpty else { return }
    query.removeLast()
    found = nil
    hasFailed = false
    next = nil
    if !query.isEmpty { begin(at: 0, step: 1) }
  }

  /// Goes on to an older line.
  mutating func goOlder() {
    guard !query.isEmpty, next == nil || step < 0 else { return }
    begin(at: found.map { $0.index + 1 } ?? 0, step: 1)
  }

  /// Goes back to a newer line.
  mutating func goNewer() {
    guard !query.isEmpty, let found else { return }
    begin(at: found.index - 1, step: -1)
  }

  /// Takes note that there are no lines beyond those that were looked at.
  mutating func end() {
    next = nil
    hasFailed = true
  }

  /// Looks at some lines; ``next`` is behind the last of them where older ones are wanted.
  mutating func look(in lines: [String]) {
    guard var index = next else { return }
    // Capitals are told apart only where some are typed.
    let sensitive = query.contains(where: \.isUppercase)
    let wanted = sensitive ? query : query.lowercased()
    let last = index + step * Self.portion
    while lines.indices.contains(index), index != last {
      let line = lines[index]
      // What looks the same is no further find.
      let isOther = found.map { $0.index == index || $0.line != line } ?? true
      if isOther, (sensitive ? line : line.lowercased()).contains(wanted) {
        found = (index, line)
        hasFailed = false
        return next = nil
      }
      index += step
    }
    next = index
    if index < 0 { end() }
  }

  private mutating func begin(at index: Int, step: Int) {
    next = index
    self.step = step
  }
}
