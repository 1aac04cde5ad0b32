import Evidence

/// The names of a table's columns, and how its rows are cut: by aligned blanks, by tabs, bars or commas.
struct StatedTable {
  private enum Form: Hashable { case aligned, words, tabs, bars, commas }

  private var form: Form
  private var columns: [(name: String, start: Int)] = []

  /// Nil where a line is no header of a table whose first row is the next line.
  init?(_ line: String, next: String) {
    let following = next.trimming(\.isWhitespace)
    guard !following.isEmpty, !line.contains("\""), !line.hasPrefix("#") else { return nil }
    let isSingle = Self.isSingle(line, over: following)
    if line.contains("|") || isSingle {
      form = .bars
    } else if line.contains("\t") {
      form = .tabs
    } else if line.count(where: { $0 == "," }) > 1, !line.contains("  ") {
      form = .commas
    } else {
      form = Self.isOfWords(line, next) || Self.isBesideNames(line, next) ? .words : .aligned
    }
    columns = Self.cells(line, form)
    if form == .words, Self.isBesideNames(line, next) { columns.insert(("row", 0), at: 0) }
    // The last name of `df` has two words, whatever lies in line with them.
    let isOfMounts = line.trimming(\.isWhitespace).hasSuffix(" Mounted on")
    if form == .aligned, columns.contains(where: { $0.name.contains(" ") }),
      isOfMounts || Self.cells(next, form).count != columns.count,
      let words = Self.words(line, over: next)
    {
      (form, columns) = (.words, words)
    }
    guard columns.count > 1 || isSingle, columns.allSatisfy({ Self.isName($0.name) }) else {
      return nil
    }
    let cells = Self.cells(next, form)
    switch form {
    case .aligned:
      // Each name begins with a capital; a row below is cut near the same places.
      let isTitled = columns.allSatisfy { column in
        column.name.first.map { $0.isUppercase || "%-/".contains($0) } ?? false
      }
      guard isTitled, cells.count > 1 || Self.isRule(next),
        !columns.contains(where: { $0.name.hasSuffix(":") })
      else { return nil }
    case .words: break
    case .bars: guard Self.isRule(next) else { return nil }
    case .commas, .tabs:
      // Prose has commas too; a name of a column seldom has blanks.
      guard cells.count == columns.count,
        form == .tabs || columns.allSatisfy({ !$0.name.contains(" ") })
      else { return nil }
    }
  }

  /// Whether names without capitals stand above as many values, some of them numbers, a blank apart:
  /// `ip heap.percent cpu load_1m`.
  private static func isOfWords(_ line: String, _ next: String) -> Bool {
    let names = line.split(separator: " ")
    let values = next.split(separator: " ")
    return names.count > 3 && names.count == values.count && Set(names).count == names.count
      && names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || "._%-".contains($0) } }
      && names.contains { $0.contains { "._".contains($0) } }
      && values.count { Double($0) != nil } > 1
  }

  /// Whether names are set in above a row that begins with its own name and a colon, as `free` prints it.
  ///
  ///                    total        used        free
  ///     Mem:           64216       13604         412
  private static func isBesideNames(_ line: String, _ next: String) -> Bool {
    let names = line.split(separator: " ")
    let values = next.split(separator: " ")
    return line.first == " " && names.count > 1 && values.count == names.count + 1
      && values[0].hasSuffix(":") && Double(values[1]) != nil
      && names.allSatisfy { $0.allSatisfy { $0.isLowercase || "/_-".contains($0) } }
  }

  /// The names of columns that stand a blank apart, as many as the values below: of `df` the last has two words;
  /// nil where they are not as many.
  private static func words(_ line: String, over next: String) -> [(name: String, start: Int)]? {
    var names = line.split(separator: " ").map(String.init)
    let values = next.split(separator: " ").count
    if names.count == values + 1, let last = names.popLast() {
      guard last.allSatisfy(\.isLowercase), let before = names.popLast() else { return nil }
      names.append("\(before) \(last)")
    }
    return names.count == values ? names.map { ($0, 0) } : nil
  }

  /// Whether a line is the only column's name above its rule, as psql prints it: ` max_connections `.
  private static func isSingle(_ line: String, over next: Substring) -> Bool {
    let name = line.trimming(\.isWhitespace)
    return line.first == " " && next.count > 2 && next.allSatisfy { $0 == "-" }
      && name.allSatisfy { $0.isLowercase || $0.isNumber || "_?".contains($0) }
  }

  /// Whether a line only underlines: `----+-----`.
  static func isRule(_ line: String) -> Bool {
    line.contains("--") && line.allSatisfy { "-+= |\t".contains($0) }
  }

  /// Whether a line below its header begins another table: names in capitals, cut elsewhere.
  func isHeaderInside(_ line: String) -> Bool {
    guard form == .aligned, line.contains(where: \.isLetter), !line.contains(where: \.isLowercase)
    else { return false }
    let cells = Self.cells(line, form)
    return cells.count > 1 && cells.allSatisfy { Self.isName($0.name) }
      && cells.map(\.start) != columns.map(\.start)
  }

  /// The cells of a row with their names; nil where a line is no row.
  func pairs(of line: String) -> [StatedLine.Pair]? {
    let cells = Self.cells(line, form).map(\.name)
    var found = zip(columns, cells).map { ($0.name, $1) }
    if form == .aligned {
      let letters = Array(line)
      // A row that was pasted without its blanks, or whose cells are wider, goes by its parts.
      let isAligned = columns.dropFirst().allSatisfy {
        $0.start > letters.count || letters[$0.start - 1].isWhitespace
      }
      if isAligned {
        found = columns.enumerated().compactMap { place, column in
          guard column.start < letters.count else { return nil }
          let end = place + 1 < columns.count ? columns[place + 1].start : letters.count
          let cell = String(letters[column.start..<min(end, letters.count)])
          return (column.name, String(cell.trimming(\.isWhitespace)))
        }
      } else {
        // Numbers stand at the right of their columns.
        let parts = line.split(separator: " ").map(String.init)
        guard cells.count == columns.count || parts.count == columns.count else { return nil }
        if parts.count == columns.count { found = zip(columns, parts).map { ($0.name, $1) } }
      }
    } else {
      // Of swap `free` tells less than of memory.
      let isShort = columns[0].name == "row" && cells.count > 2
      guard cells.count == columns.count || isShort && cells.count < columns.count else {
        return nil
      }
    }
    let pairs = found.filter { !$0.1.isEmpty }.map { StatedLine.Pair(label: $0.0, value: $0.1) }
    return pairs.count > 1 || pairs.first?.label == columns.first?.name ? pairs : nil
  }

  /// The name of what a row is of: what a column says that is called so, else the first cell.
  static func name(of pairs: [StatedLine.Pair]) -> String {
    let named = pairs.first { pair in
      let label = pair.label.lowercased()
      return ["name", "names"].contains(label) || label.hasSuffix(".name")
    }
    return (named ?? pairs[0]).value
  }

  /// Whether a cell can name a column: words without values.
  private static func isName(_ text: String) -> Bool {
    text.count <= longest && text.contains(where: \.isLetter)
      && !text.contains { "=:;".contains($0) }
      && !(text.contains(where: \.isNumber) && !text.lowercased().hasPrefix("p")
        && !text.contains("_"))
  }

  private static let longest = 32

  /// The cells of a line, each with the place where it begins.
  private static func cells(_ line: String, _ form: Form) -> [(name: String, start: Int)] {
    let mark: Character
    switch form {
    case .aligned: return aligned(line)
    case .words: return line.split(separator: " ").map { (String($0), 0) }
    case .tabs: mark = "\t"
    case .bars: mark = "|"
    case .commas: mark = ","
    }
    var text = line[...].trimming { $0 == " " || $0 == "\r" }
    if form == .bars { text = text.trimming { $0 == "|" } }
    return text.split(separator: mark, omittingEmptySubsequences: false).map {
      (String($0.trimming(\.isWhitespace)), 0)
    }
  }

  private static func aligned(_ line: String) -> [(name: String, start: Int)] {
    var cells: [(name: String, start: Int)] = []
    var cell = ""
    var start = 0
    var blanks = 2
    for (place, letter) in line.enumerated() {
      if letter == " " {
        blanks += 1
        continue
      }
      if blanks >= 2 {
        if !cell.isEmpty { cells.append((cell, start)) }
        (cell, start) = ("", place)
      } else if blanks == 1 {
        cell += " "
      }
      blanks = 0
      cell.append(letter)
    }
    if !cell.isEmpty { cells.append((cell, start)) }
    return cells
  }
}
