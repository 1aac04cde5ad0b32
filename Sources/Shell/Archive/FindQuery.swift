/// What a user looks for in the transcripts, understood.
///
/// Words stand apart by blanks; what stands in double quotes is looked for in this order. A word is
/// found where a longer one begins with it. Nothing typed is ever syntax of the search engine.
package struct FindQuery: Hashable, Sendable {
  /// The expression for FTS5; nil where no term is made of words that its tokenizer tells apart.
  let expression: String?
  /// Terms of scripts that set no blanks between words: looked for as they stand.
  let runs: [String]

  /// Whether nothing can be looked for: no letter and no digit was typed.
  package var isEmpty: Bool { expression == nil && runs.isEmpty }

  /// Understands what was typed; an unclosed quote reaches to the end.
  package init(_ typed: String) {
    var literals: [String] = []
    var runs: [String] = []
    for (index, part) in typed.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    {
      let isQuoted = !index.isMultiple(of: 2)
      for term in isQuoted ? [part] : part.split(whereSeparator: \.isWhitespace) {
        let scalars = term.unicodeScalars
        if scalars.contains(where: \.isUnspacedScript) {
          runs.append(String(term))
        } else if scalars.contains(where: {
          $0.properties.isAlphabetic || $0.properties.numericType != nil
        }) {
          // A literal of FTS5 ends at a quote, which none holds, or at a NUL.
          let text = String(String.UnicodeScalarView(scalars.map { $0.value == 0 ? " " : $0 }))
          literals.append("\"\(text)\"" + (isQuoted ? "" : "*"))
        }
      }
    }
    expression = literals.isEmpty ? nil : literals.joined(separator: " AND ")
    self.runs = runs
  }
}

extension Unicode.Scalar {
  /// Whether it is of a script that sets no blanks between words, so that a tokenizer by blanks takes
  /// a whole sentence for one: blocks of the Unicode standard for Thai, Lao, Burmese, Khmer, kana and
  /// Han.
  fileprivate var isUnspacedScript: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: true
    case 0x20000...0x3FFFF: true
    default: false
    }
  }
}
