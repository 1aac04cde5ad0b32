/// A search through older lines for what is typed, letter by letter, newest first.
struct HistorySearch {
  private let lines: [String]
  /// The line as it was before, and its cursor.
  let draft: [UInt32]
  let draftCursor: Int
  private(set) var query = ""
  /// The line that was found; nil where none was yet.
  private(set) var found: Int?
  /// Whether the query occurs nowhere further on; what was found before stays.
  private(set) var hasFailed = false

  init(lines: [String], draft: [UInt32], draftCursor: Int) {
    self.lines = lines
    self.draft = draft
    self.draftCursor = draftCursor
  }

  /// The line that was found.
  var line: String? { found.map { lines[$0] } }

  /// What stands in front of it.
  var prompt: String { "\(hasFailed ? "no older line with" : "search") '\(query)': " }

  /// Adds to the query; the line that was found stays if it has the longer one too.
  mutating func add(_ text: String) {
    query += text
    find(from: found ?? lines.count - 1, step: -1)
  }

  /// Takes the last letter of the query away; the search begins anew at the newest.
  mutating func removeLast() {
    guard !query.isEmpty else { return }
    query.removeLast()
    found = nil
    hasFailed = false
    if !query.isEmpty { find(from: lines.count - 1, step: -1) }
  }

  /// Goes on to an older line, or with a step of 1 to a newer one.
  mutating func goOn(step: Int) {
    guard !query.isEmpty else { return }
    var next = (found ?? (step < 0 ? lines.count : -1)) + step
    // What looks the same is no further find.
    while let line, lines.indices.contains(next), lines[next] == line { next += step }
    find(from: next, step: step)
  }

  private mutating func find(from start: Int, step: Int) {
    var index = start
    // Capitals are told apart only where some are typed.
    let sensitive = query.contains(where: \.isUppercase)
    let wanted = sensitive ? query : query.lowercased()
    while lines.indices.contains(index) {
      if (sensitive ? lines[index] : lines[index].lowercased()).contains(wanted) {
        found = index
        hasFailed = false
        return
      }
      index += step
    }
    hasFailed = true
  }
}
