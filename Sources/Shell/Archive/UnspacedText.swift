/// Words out of scripts that set no blanks between them, for an index whose tokenizer goes by blanks.
///
/// Of such a run each pair of neighbours is a word, and its last character too, so that whatever part
/// of it is looked for is a phrase of pairs; what stands in the same word in other scripts is one:
///
///     数据库mysql挂了  →  数据 据库 库 mysql 挂了 了
enum UnspacedText {
  /// The words to index of a text; nil where it is written with blanks alone.
  static func index(of text: String) -> String? {
    guard text.utf8.contains(where: { $0 >= 0xE0 }) else { return nil }
    var words: [String] = []
    var token: [Unicode.Scalar] = []
    var isUnspaced = false
    func close() {
      if isUnspaced {
        for segment in segments(of: token) {
          guard segment.isUnspaced else {
            words.append(segment.text)
            continue
          }
          words += segment.pairs
          if let last = segment.scalars.last { words.append(String(last)) }
        }
      }
      token = []
      isUnspaced = false
    }
    for scalar in text.unicodeScalars {
      if scalar.isUnspacedScript, scalar.isWordPart {
        token.append(scalar)
        isUnspaced = true
      } else if !scalar.isUnspacedScript, scalar.properties.isAlphabetic || scalar.isWordPart {
        token.append(scalar)
      } else if !scalar.isUnspacedScript {
        close()
      }
    }
    close()
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// The phrases of that index that a term is made of, each a string of FTS5; one character alone is
  /// the beginning of a pair.
  static func phrases(of term: some StringProtocol) -> [String] {
    let scalars = term.unicodeScalars.filter { $0.isWordPart || !$0.isUnspacedScript }
    return segments(of: Array(scalars)).filter(\.isUnspaced).map { segment in
      segment.scalars.count == 1
        ? "\"\(segment.text)\"*" : "\"\(segment.pairs.joined(separator: " "))\""
    }
  }

  /// Characters of one kind that stand together.
  private struct Segment {
    var scalars: [Unicode.Scalar]
    var isUnspaced: Bool

    var text: String { String(String.UnicodeScalarView(scalars)) }

    var pairs: [String] {
      zip(scalars, scalars.dropFirst()).map { String(String.UnicodeScalarView([$0, $1])) }
    }
  }

  private static func segments(of scalars: [Unicode.Scalar]) -> [Segment] {
    var segments: [Segment] = []
    for scalar in scalars {
      if let last = segments.last, last.isUnspaced == scalar.isUnspacedScript {
        segments[segments.count - 1].scalars.append(scalar)
      } else {
        segments.append(Segment(scalars: [scalar], isUnspaced: scalar.isUnspacedScript))
      }
    }
    return segments
  }
}

extension Unicode.Scalar {
  /// Whether it is of a script that sets no blanks between words, so that a tokenizer by blanks takes
  /// a whole sentence for one: blocks of the Unicode standard for Thai, Lao, Burmese, Khmer, kana and
  /// Han.
  var isUnspacedScript: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: true
    case 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether the tokenizer `unicode61` takes it as part of a word: a letter or a number.
  fileprivate var isWordPart: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
