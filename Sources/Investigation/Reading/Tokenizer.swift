import Evidence

/// Cuts a question into tokens, in time linear in its length.
///
/// `Show "no space" of quotes-db, [7]?` becomes `show`, «no space», `of`, `quotes-db` with the mark
/// `,`, and a reference to exhibit 7 with the mark `?`.
struct Tokenizer {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var tokens: [Token] = []

  /// The longest quoted phrase: a quotation mark that is not closed within it stands for itself.
  private static let longestQuote = 400
  /// The longest word: what is longer is no name, and is cut.
  private static let longestWord = 300
  /// The tokens that are looked at.
  private static let mostTokens = 4000
  /// Quotation marks that were not closed; after so many of them none is sought any more.
  private var unclosed = 0
  private static let mostUnclosed = 50

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// Returns the tokens of a text.
  static func sentence(_ text: String) -> Sentence {
    var tokenizer = Tokenizer(text)
    while tokenizer.position < tokenizer.scalars.count { tokenizer.step() }
    let tokens = tokenizer.tokens
    guard tokens.count > mostTokens else { return Sentence(tokens: tokens) }
    // Of a novel the beginning and the end are looked at: a question stands at one of them.
    return Sentence(
      tokens: Array(tokens.prefix(mostTokens / 2) + tokens.suffix(mostTokens / 2)))
  }

  private mutating func step() {
    let scalar = scalars[position]
    if Self.isSpace(scalar) {
      position += 1
    } else if let closing = Self.closing(of: scalar), takeQuote(until: closing) {
      return
    } else if scalar == "[" || scalar == "#", takeReference() {
      return
    } else if Self.edges.contains(scalar) {
      mark(scalar)
      position += 1
    } else {
      takeWord()
    }
  }

  private mutating func mark(_ scalar: Unicode.Scalar) {
    guard Self.marks.contains(scalar), let last = tokens.indices.last else { return }
    if tokens[last].mark == nil { tokens[last].mark = Character(scalar) }
  }

  private mutating func takeQuote(until closing: Unicode.Scalar) -> Bool {
    guard unclosed < Self.mostUnclosed else { return false }
    let start = position + 1
    let limit = min(scalars.count, start + Self.longestQuote)
    for end in start..<max(start, limit) where scalars[end] == closing {
      let endsWord = end + 1 == scalars.count || !Self.isWordPart(scalars[end + 1])
      guard endsWord else { continue }
      let inner = Self.text(scalars[start..<end]).trimmed
      guard !inner.isEmpty else { break }
      position = end + 1
      tokens.append(Token(inner, kind: .quoted))
      return true
    }
    unclosed += 1
    return false
  }

  /// Takes `[7]`, `[1, 3]`, `[2-4]` or `#7`.
  private mutating func takeReference() -> Bool {
    var end = position + 1
    var numbers: [Int] = []
    var digits = ""
    var isRange = false
    func finish() {
      guard let number = Int(digits) else { return }
      if isRange, let from = numbers.last, from < number, number - from < 50 {
        numbers.append(contentsOf: (from + 1)...number)
      } else {
        numbers.append(number)
      }
      isRange = false
      digits = ""
    }
    while end < scalars.count, end - position < 40 {
      let scalar = scalars[end]
      if ("0"..."9").contains(scalar), digits.count < 9 {
        digits.unicodeScalars.append(scalar)
      } else if scalars[position] == "[", scalar == "," || scalar == " " || scalar == "-" {
        finish()
        isRange = scalar == "-"
      } else {
        break
      }
      end += 1
    }
    finish()
    let isBracket = scalars[position] == "["
    guard !numbers.isEmpty, !isBracket || (end < scalars.count && scalars[end] == "]"),
      isBracket || end == scalars.count || !Self.isWordPart(scalars[end])
    else { return false }
    let next = isBracket ? end + 1 : end
    var token = Token(Self.text(scalars[position..<next]), kind: .reference(numbers))
    token.role = .reference
    tokens.append(token)
    position = next
    return true
  }

  private mutating func takeWord() {
    let start = position
    let isAddress = scalars[start] == "/"
    // Where a quoted value ends: its closing mark is not the sentence's.
    var valueEnd = start
    while position < scalars.count {
      let scalar = scalars[position]
      if Self.isSpace(scalar) || Self.breaks.contains(scalar) { break }
      if scalar == "\"" {
        // A quoted value belongs to its field: `msg="no space"`.
        guard position > start, Self.operators.contains(scalars[position - 1]) else { break }
        let limit = min(scalars.count, position + Self.longestQuote)
        let inside = scalars[(position + 1)..<max(position + 1, limit)]
        guard let end = inside.firstIndex(of: "\"") else { break }
        position = end
        valueEnd = end + 1
      }
      position += 1
      if !isAddress, scalar == "," || scalar == ";" || scalar == "?" || scalar == "!",
        position >= scalars.count || !Self.isWordPart(scalars[position])
      {
        break
      }
    }
    var end = position
    var marks: [Unicode.Scalar] = []
    while end > valueEnd, Self.isEdge(scalars[end - 1]) {
      end -= 1
      marks.append(scalars[end])
    }
    if end > start {
      let cut = min(end, start + Self.longestWord)
      tokens.append(contentsOf: WordSplitter.tokens(of: Self.text(scalars[start..<cut])))
    }
    for scalar in marks.reversed() { mark(scalar) }
    // A mark that begins nothing stands for nothing.
    if position == start { position += 1 }
  }

  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    edges.contains(scalar) || quotes.contains(scalar)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value < 32
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  private static func closing(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\"", "'", "`": scalar
    case "\u{201C}", "\u{201E}": "\u{201D}"
    case "\u{2018}": "\u{2019}"
    case "\u{AB}": "\u{BB}"
    default: nil
    }
  }

  private static let marks = Set<Unicode.Scalar>([",", ".", ";", ":", "?", "!"])
  private static let edges = marks.union(["(", ")", "[", "]", "{", "}", "*", "\u{2026}"])
  private static let breaks = Set<Unicode.Scalar>(["[", "(", ")", "{", "}", "\u{201C}", "\u{201D}"])
  private static let quotes = Set<Unicode.Scalar>(["\"", "'", "`", "\u{2018}", "\u{2019}"])
  private static let operators = Set<Unicode.Scalar>(["=", ":", "<", ">"])
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
