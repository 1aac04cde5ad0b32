/// What a user looks for in the transcripts, understood.
///
/// Words stand apart by blanks; what stands in double quotes is looked for in this order. A word is
/// found where a longer one begins with it, but for one of a single letter: a tenth of all words does.
/// Nothing typed is ever syntax of the search engine.
package struct FindQuery: Hashable, Sendable {
  /// The expression for FTS5; empty where nothing can be looked for.
  let expression: String
  /// The words that are looked for by their beginnings, in lower case.
  let words: [String]
  /// Terms of scripts that set no blanks between words: looked for as they stand.
  let runs: [String]

  /// Whether nothing can be looked for: no letter and no digit was typed.
  package var isEmpty: Bool { expression.isEmpty }

  /// Understands what was typed; an unclosed quote reaches to the end.
  package init(_ typed: String) {
    var phrases: [String] = []
    var words: [String] = []
    var runs: [String] = []
    for (index, part) in typed.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    {
      let isQuoted = !index.isMultiple(of: 2)
      for term in isQuoted ? [part] : part.split(whereSeparator: \.isWhitespace) {
        let scalars = term.unicodeScalars
        if scalars.contains(where: \.isUnspacedScript) {
          let found = UnspacedText.phrases(of: term)
          guard !found.isEmpty else { continue }
          phrases += found.map { "runs : \($0)" }
          runs.append(String(term))
        } else if scalars.contains(where: {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }) {
          // A literal of FTS5 ends at a quote, which none holds, or at a NUL.
          let text = String(String.UnicodeScalarView(scalars.map { $0.value == 0 ? " " : $0 }))
          phrases.append("\"\(text)\"" + (isQuoted || term.count == 1 ? "" : "*"))
          words.append(text.lowercased())
        }
      }
    }
    expression = phrases.joined(separator: " AND ")
    self.words = words
    self.runs = runs
  }
}
