/// The list that Tab shows: a candidate a row with its help, or columns where none has any.
enum CandidateList {
  /// The rows that are shown at the most.
  private static let longest = 30

  /// Sets candidates to a width.
  static func text(_ candidates: [LineCompletion.Candidate], columns: Int) -> String {
    let shown = candidates.prefix(longest)
    let widest = shown.map(\.text.count).max() ?? 0
    var rows = shown.map { candidate -> String in
      guard !candidate.help.isEmpty else { return candidate.text }
      let padding = String(repeating: " ", count: widest - candidate.text.count + 2)
      return String((candidate.text + padding + candidate.help).prefix(max(8, columns - 1)))
    }
    if shown.allSatisfy(\.help.isEmpty) {
      let perRow = max(1, columns / (widest + 2))
      rows = stride(from: 0, to: rows.count, by: perRow).map { start in
        rows[start..<min(start + perRow, rows.count)].map { text in
          text + String(repeating: " ", count: widest + 2 - text.count)
        }.joined()
      }
    }
    if candidates.count > longest { rows.append("… \(candidates.count - longest) more") }
    return rows.joined(separator: "\n") + "\n"
  }
}
