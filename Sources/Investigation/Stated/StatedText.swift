import Evidence

/// Reads the named values of a text: what commands, settings and documents print of things.
///
/// It knows no program: a label ends at a colon or an equals sign, a table has a line of names above lines
/// that are cut at the same places, an indent says what a label belongs to.
struct StatedText {
  /// The lines that name values, in their order.
  private(set) var lines: [StatedLine] = []

  private var command = ""
  private var paragraph: [String] = []
  private var open: [(indent: Int, label: String)] = []
  private var table: StatedTable?

  init(_ text: [ContextLine]) {
    for (place, line) in text.enumerated() {
      take(line, next: place + 1 < text.count ? text[place + 1].text : "")
    }
  }

  private mutating func take(_ line: ContextLine, next: String) {
    let bare = line.text[...].trimming(\.isWhitespace)
    guard !bare.isEmpty else {
      (table, paragraph, open) = (nil, [], [])
      return
    }
    if bare.hasPrefix("$ ") {
      (command, table, paragraph, open) = (String(bare.dropFirst(2)), nil, [], [])
      return
    }
    if let header = StatedTable(line.text, next: next) {
      table = header
      return
    }
    if let table {
      if table.isRule(line.text) { return }
      if let pairs = table.pairs(of: line.text) {
        add(line, pairs, owner: pairs[0].value, isRow: true)
        return
      }
      self.table = nil
    }
    let indent = line.text.prefix { $0 == " " || $0 == "\t" }.count
    open.removeAll { $0.indent >= indent }
    let pairs = StatedLabels.pairs(in: bare)
    if let label = StatedLabels.heading(bare) {
      open.append((indent, label))
    } else if let first = pairs.first {
      open.append((indent, "\(first.label) \(first.value)"))
    }
    if paragraph.count < Self.headings { paragraph.append(String(bare.prefix(Self.longest))) }
    guard !pairs.isEmpty else { return }
    let above = open.filter { $0.indent < indent }.map(\.label).joined(separator: " ")
    add(line, pairs, owner: above, isRow: false)
  }

  private mutating func add(
    _ line: ContextLine, _ pairs: [StatedLine.Pair], owner: String, isRow: Bool
  ) {
    lines.append(
      StatedLine(
        number: line.number, text: line.text, pairs: pairs, owner: owner,
        setting: ([command] + (isRow ? [] : paragraph)).joined(separator: " "), isRow: isRow))
  }

  /// Lines at the beginning of a paragraph that say what it is of.
  private static let headings = 12
  private static let longest = 80
}
