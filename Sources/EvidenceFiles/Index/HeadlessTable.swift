import Evidence
import Timeline

/// A table without a header: what its columns are is learned from their values.
struct HeadlessTable {
  private let rows: [[TableRows.Field]]
  private let count: Int
  private let separator: UInt8
  private let traits: [ColumnTraits]

  /// Columns among which the first name is the service's: databases have twenty and more, which begin
  /// with users and sessions.
  private static let mostNamed = 8
  /// The fewest columns of rows without quotes, one less where one of them holds levels.
  ///
  /// Text has a comma or two in each line as well.
  private static let fewestPlain = 6, fewestTabbed = 4

  /// Takes rows; nil where they are none of one table.
  init?(_ lines: [Bytes], separator: UInt8) {
    let rows = lines.map { TableRows.split($0, separator) }
    guard let count = rows.first?.count, count > 2, rows.count > 1,
      rows.filter({ $0.count == count }).count * 10 >= rows.count * 9
    else { return nil }
    self.rows = rows
    self.count = count
    self.separator = separator
    traits = (0..<count).map { column in
      ColumnTraits(rows.compactMap { $0.count == count ? $0[column].bytes : nil })
    }
    let isQuoted = rows.filter { $0.contains { $0.isQuoted } }.count * 2 > rows.count
    guard isQuoted || isPlain else { return nil }
  }

  /// Whether rows without quotes are a table: most columns hold no blanks, and no clock is cut at its
  /// comma, as in `10:00:00,123 INFO …`.
  private var isPlain: Bool {
    let fewest = separator == 0x09 ? Self.fewestTabbed : Self.fewestPlain
    let hasLevels = traits.contains { $0.isLevel(of: rows.count) && $0.gravities.count > 1 }
    guard count >= (hasLevels ? fewest - 1 : fewest), let time else { return false }
    let narrow = traits.filter {
      $0.texts * 10 <= rows.count || $0.times * 10 > rows.count * 8
    }
    let isCut = separator == UInt8(ascii: ",") && time + 1 < count && traits[time + 1].isFraction
    return narrow.count * 2 > count && !isCut
  }

  /// The form with the names of its columns; nil where no time or no text is among them.
  var form: TableForm? {
    guard let time, let message else { return nil }
    var columns = [[UInt8]](repeating: [], count: count)
    columns[time] = Array("time".utf8)
    columns[message] = Array("message".utf8)
    let level = level(besides: message)
    if let level { columns[level] = Array("level".utf8) }
    let names = traits.indices.filter {
      columns[$0].isEmpty && traits[$0].isName(of: rows.count)
        && !traits[$0].isLevel(of: rows.count)
    }
    let host = names.first { traits[$0].hosts * 10 >= rows.count * 9 }
    let others = names.filter { $0 != host }
    if let service = service(others, before: message, level)
      ?? (count > Self.mostNamed ? nil : host)
    {
      columns[service] = Array("service".utf8)
    }
    if let host, columns[host].isEmpty { columns[host] = Array("host".utf8) }
    return TableForm(columns: columns, separator: separator, headLines: 0)
  }

  /// The first column of times: a later one is of a session, a query or a start.
  ///
  /// A number counts where no other is one: long identifiers look like times too.
  private var time: Int? {
    traits.firstIndex { $0.stated * 10 > rows.count * 8 }
      ?? traits.firstIndex { $0.times * 10 > rows.count * 8 }
  }

  /// The text that most rows have, then the longest: a statement stands in some rows only.
  private var message: Int? {
    let columns = traits.indices.filter { column in
      let traits = traits[column]
      return traits.texts > 0 && traits.times * 10 <= rows.count * 8
        && !traits.isLevel(of: rows.count) && !traits.isName(of: rows.count)
    }
    return columns.max {
      (traits[$0].texts, traits[$0].bytes, -$0) < (traits[$1].texts, traits[$1].bytes, -$1)
    }
  }

  /// The column of levels: of several with such words the one with most different levels, then the one
  /// whose words mean nothing else, as `system` does.
  private func level(besides message: Int) -> Int? {
    let columns = traits.indices.filter { $0 != message && traits[$0].isLevel(of: rows.count) }
    return columns.max {
      (traits[$0].gravities.count, traits[$0].firm, -$0)
        < (traits[$1].gravities.count, traits[$1].firm, -$1)
    }
  }

  /// The column of who wrote: right before the text or its level stands a program or a module; else, in
  /// a narrow table, the first name.
  private func service(_ names: [Int], before message: Int, _ level: Int?) -> Int? {
    var beside = message - 1
    let isBehindLevel = beside == level
    if isBehindLevel { beside -= 1 }
    if count > Self.mostNamed {
      guard names.contains(beside), !isBehindLevel || traits[beside].kinds > 1 else { return nil }
      return beside
    }
    return names.first
  }
}

/// What the values of one column of a table without a header are.
private struct ColumnTraits {
  /// Values that are times, `stated` ones with the marks of a date or a clock.
  private(set) var times = 0
  private(set) var stated = 0
  /// Values that are words for levels, of which `firm` ones mean nothing else; and which they are.
  private(set) var levels = 0
  private(set) var firm = 0
  private(set) var gravities: Set<Level> = []
  private var letters = 0
  /// Values of several words, and their bytes.
  private(set) var texts = 0
  private(set) var bytes = 0
  /// Names that look like a machine's: `web-3`, `db1.shop.example`.
  private(set) var hosts = 0
  private var names = 0
  private var fractions = 0
  private var seen: Set<UInt64> = []

  /// How many different names there are.
  var kinds: Int { seen.count }
  /// Whether all values begin with the three digits of a clock's thousandths, and go on.
  var isFraction: Bool { fractions > 0 }

  /// Whether nearly all values are names, each of which returns.
  func isName(of rows: Int) -> Bool { names * 10 >= rows * 9 && seen.count * 2 <= rows }
  /// Whether nearly all values are levels.
  func isLevel(of rows: Int) -> Bool {
    // A letter alone is one only where it is not always the same.
    levels * 10 > rows * 8 || letters * 10 > rows * 8 && gravities.count > 1
  }

  init(_ values: [Bytes]) {
    let stamps = StampReader()
    for value in values {
      let value = value.trimmed()
      guard !value.isEmpty else { continue }
      if let stamp = stamps.read(value: value), stamp.end + 8 > value.count {
        times += 1
        if stamp.certainty > .number, value.contains(where: { !isDigit($0) }) { stated += 1 }
      }
      if let found = LevelWords.find(field: value) {
        levels += 1
        if !found.isProse { firm += 1 }
        gravities.insert(found.level)
      } else if value.count == 1, let level = LevelWords.level(letter: value[0] & 0xDF) {
        letters += 1
        gravities.insert(level)
      }
      if isLetter(value[0]), PrefixWords.isName(value) {
        names += 1
        seen.insert(hash(value))
        let isParted = value.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        if isParted, value.contains(where: isDigit), !value.contains(UInt8(ascii: "/")) {
          hosts += 1
        }
      }
      if value.count > 3, value.prefix(3).allSatisfy(isDigit), !isDigit(value[3]) {
        fractions += 1
      }
      if value.contains(0x20) {
        texts += 1
        bytes += value.count
      }
    }
  }
}
