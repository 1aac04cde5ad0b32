import Evidence
import Timeline

/// The columns that the lines of a file have in common, where no rule for single lines knows them.
///
/// Learned from many lines: what stands at the same place in nearly all of them is a column, and a
/// word that only some of them have there is their message's.
struct LineLayout: Sendable {
  /// Where the level stands: how many words after what the rules for single lines leave.
  var level: LevelPlace?
  /// Which of the parts between `|` is the message.
  var pipes: Pipes?
  /// By what head a runner tells whose a line is, in files without times.
  var head: LineHead?

  /// The place of a level: `… 1234 orders error (main) disk full` has it behind two words.
  struct LevelPlace: Hashable, Sendable {
    var words: Int
    /// Whether it is a single letter, of either case.
    var isLetter: Bool
  }

  /// Parts between `|`: `2026-01-02 10:00:00 | ERROR | disk full | com.shop.Db` has four, the third
  /// of which, 2, is the message.
  struct Pipes: Hashable, Sendable {
    var parts: Int
    var message: Int
  }

  /// Reads the level at its place in a text; `end` is behind it and what closes it.
  func level(in text: Bytes, from start: Int) -> (level: Level, end: Int)? {
    guard let place = level, let word = LayoutWord(number: place.words, of: text, from: start)
    else { return nil }
    if let found = word.level(isLetter: place.isLetter) { return found }
    // Some lines name a place in the source before it: `main/117/iproto memtx_tuple.cc:148 E> …`.
    guard let next = LayoutWord(number: place.words + 1, of: text, from: start), next.isMarked
    else {
      return nil
    }
    return next.level(isLetter: place.isLetter)
  }

  /// The message among the parts between `|`; nil for a line with fewer of them.
  func message(in text: Bytes) -> Bytes? {
    guard let pipes else { return nil }
    var places: [Int] = []
    var at = 0
    while let pipe = text.index(of: UInt8(ascii: "|"), from: at) {
      places.append(pipe)
      at = pipe + 1
    }
    guard places.count >= pipes.parts - 1, pipes.message > 0 else { return nil }
    let start = places[pipes.message - 1] + 1
    // More parts than others have are the message's own: those behind it are counted from the end.
    let behind = pipes.parts - 1 - pipes.message
    let end = behind == 0 ? text.count : places[places.count - behind]
    return end > start ? text.part(start, end).trimmed() : nil
  }
}

/// One of the words of a text that blanks part.
struct LayoutWord {
  let text: Bytes
  let start: Int
  let end: Int

  /// Finds a word by its number, from 0; nil where the text has fewer.
  init?(number: Int, of text: Bytes, from: Int) {
    var at = from
    var number = number
    while true {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { return nil }
      let end = PrefixWords.end(text, at)
      if number == 0 {
        self.text = text
        start = at
        self.end = end
        return
      }
      number -= 1
      at = end
    }
  }

  /// The level that the word is, whatever encloses it: `error`, `(err):`, `<Warning>`,
  /// `warning/ApiListener:`, `util.py[WARNING]:`.
  func level(isLetter: Bool) -> (level: Level, end: Int)? {
    var from = start
    if text[from] >= 0x80 { return nil }
    while from < end, !EvidenceFiles.isLetter(text[from]) { from += 1 }
    var to = from
    while to < end, EvidenceFiles.isLetter(text[to]) { to += 1 }
    if isLetter {
      guard to == from + 1, from <= start + 1, end <= to + 2 else { return nil }
      return LevelWords.level(letter: text[from] & 0xDF).map { ($0, end) }
    }
    if let found = LevelWords.find(text.part(from, to)), from <= start + 1 {
      if to < end, text[to] == UInt8(ascii: "/") {
        return found.isProse ? nil : (found.level, to + 1)
      }
      let isWhole = text.part(to, end).allSatisfy {
        !EvidenceFiles.isLetter($0) && !isDigit($0) && $0 < 0x80 && $0 != UInt8(ascii: ".")
      }
      return isWhole && end <= to + 2 ? (found.level, end) : nil
    }
    guard let open = text.part(start, end).first(UInt8(ascii: "[")) else { return nil }
    to = start + open + 1
    while to < end, EvidenceFiles.isLetter(text[to]) { to += 1 }
    guard to < end, text[to] == UInt8(ascii: "]"),
      let found = LevelWords.find(text.part(start + open + 1, to))
    else { return nil }
    return (found.level, end)
  }

  /// Whether brackets enclose the word or a colon ends it, as they do few words of running text.
  var isMarked: Bool {
    let last = text[end - 1]
    return !EvidenceFiles.isLetter(text[start]) && !EvidenceFiles.isLetter(last)
      || last == UInt8(ascii: ":") || last == UInt8(ascii: "]") || last == UInt8(ascii: ">")
  }
}

/// Finds out of many lines which columns they have.
struct LayoutSniff {
  /// Words that are looked at: what stands further back is the message's.
  private static let mostWords = 7
  /// Lines that are remembered for their `|`.
  private static let mostLines = 200

  private var lines = 0
  private var words = [Tally](repeating: Tally(), count: mostWords)
  private var letters = [Tally](repeating: Tally(), count: mostWords)
  private var parted: [[Bytes]] = []

  /// How many lines have a level at a place, and which.
  fileprivate struct Tally {
    var count = 0
    var marked = 0
    var levels: Set<Level> = []

    /// Nearly all have one, and either marks or different levels show that it is no word of a text.
    func isColumn(of lines: Int) -> Bool {
      lines >= 5 && count * 10 >= lines * 8 && (levels.count > 1 || marked * 10 >= lines * 8)
    }
  }

  /// Takes in an entry of plain text that the rules for single lines have read.
  mutating func note(_ entry: LogEntry) {
    guard entry.facts.contains(.time), entry.facts.isDisjoint(with: [.wrapper, .access]) else {
      return
    }
    // Views into the line are kept: not of a record's copy.
    if parted.count < Self.mostLines, entry.linesBefore == 0,
      entry.line.index(of: UInt8(ascii: "|")) != nil
    {
      parted.append(entry.line.split(separator: UInt8(ascii: "|")).map { Bytes(rebasing: $0) })
    }
    lines += 1
    // What was read already leaves nothing to learn.
    guard entry.level == nil else { return }
    for number in 0..<Self.mostWords {
      guard let word = LayoutWord(number: number, of: entry.message, from: 0) else { return }
      if let (level, _) = word.level(isLetter: false) { words[number].take(level, word) }
      if let (level, _) = word.level(isLetter: true) { letters[number].take(level, word) }
    }
  }

  /// What was learned.
  var layout: LineLayout {
    var layout = LineLayout()
    for number in 0..<Self.mostWords where layout.level == nil {
      if words[number].isColumn(of: lines) {
        layout.level = .init(words: number, isLetter: false)
      } else if letters[number].isColumn(of: lines), letters[number].levels.count > 1 {
        layout.level = .init(words: number, isLetter: true)
      }
    }
    layout.pipes = pipes
    return layout
  }

  /// Finds the message among the parts between `|`, where nearly all lines have as many of them.
  private var pipes: LineLayout.Pipes? {
    guard parted.count >= 5, parted.count * 10 >= lines * 8 else { return nil }
    let counts = parted.map(\.count).sorted()
    // A message may hold some too, so the fewest count; one line in twenty may have less.
    let parts = counts[counts.count / 20]
    let whole = parted.filter { $0.count == parts }
    guard parts >= 4, whole.count * 2 > parted.count else { return nil }
    // The message has the most words, and more kinds of text than a thread or a bundle.
    var best = (part: 0, weight: 0)
    let stamps = StampReader()
    for part in 1..<parts {
      let texts = whole.map { $0[part].trimmed() }
      if texts.allSatisfy({ stamps.read(value: $0) != nil }) { continue }
      let kinds = Set(texts.map { hash($0) }).count
      let blanks = texts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 == 0x20 ? 1 : 0) } }
      if blanks >= texts.count, blanks * kinds > best.weight { best = (part, blanks * kinds) }
    }
    return best.part > 0 ? .init(parts: parts, message: best.part) : nil
  }
}

extension LayoutSniff.Tally {
  fileprivate mutating func take(_ level: Level, _ word: LayoutWord) {
    count += 1
    if word.isMarked { marked += 1 }
    levels.insert(level)
  }
}
