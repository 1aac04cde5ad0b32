import Terminal

/// The list that Tab shows: a candidate a row with its help, or columns where none has any.
enum CandidateList {
  /// The rows that are shown at the most.
  private static let longest = 30

  /// Sets candidates to a width.
  static func text(_ candidates: [LineCompletion.Candidate], columns: Int) -> String {
    let shown = candidates.prefix(longest)
    let widest = shown.map { DisplayWidth.columns(of: $0.text) }.max() ?? 0
    var rows = shown.map { candidate -> String in
      guard !candidate.help.isEmpty else { return candidate.text }
      let text = DisplayWidth.pad(candidate.text, to: widest + 2) + candidate.help
      return DisplayWidth.truncate(text, to: max(8, columns - 1))
    }
    if shown.allSatisfy(\.help.isEmpty) {
      let perRow = max(1, columns / (widest + 2))
      rows = stride(from: 0, to: rows.count, by: perRow).map { start in
        rows[start..<min(start + perRow, rows.count)].map { text in
          DisplayWidth.pad(text, to: widest + 2)
        }.joined()
      }
    }
    if candidates.count > longest { rows.append("… \(candidates.count - longest) more") }
    return rows.joined(separator: "\n") + "\n"
  }
}
