import Evidence

/// Finds the named values of a text: what commands, settings and documents print of things.
///
/// It knows no program: a label ends at a colon or an equals sign, a table has a line of names above lines
/// that are cut at the same places, an indent says what a label belongs to.
struct StatedTextParser {
  /// The lines that name values, in their order.
  private(set) var lines: [StatedLine] = []

  /// Whether a command is shown above any of them.
  var showsCommands: Bool { !command.isEmpty }

  private var command = ""
  /// The machine that the command ran on, or the heading above a part of what it printed; empty where none is told.
  private var part = ""
  private var headings = 0
  /// The command and the first lines of the paragraph, which all its lines share.
  private var setting = ""
  private var open: [(indent: Int, label: String)] = []
  private var table: (columns: StatedTable, line: Int)?

  init(_ text: [ContextLine]) {
    for (place, line) in text.enumerated() {
      take(line, next: place + 1 < text.count ? text[place + 1].text : "")
    }
  }

  private mutating func take(_ line: ContextLine, next: String) {
    let bare = line.text.trimming(\.isWhitespace)
    guard !bare.isEmpty else {
      begin()
      return
    }
    if let command = Transcript.command(in: String(bare)) {
      self.command = command
      part = Transcript.place(of: String(bare), command)
      begin()
      return
    }
    if let name = Self.divider(bare) {
      part = name
      begin()
      return
    }
    if let table, !table.columns.isHeaderInside(line.text) {
      if StatedTable.isRule(line.text) { return }
      if let pairs = table.columns.pairs(of: line.text) {
        add(line, pairs, owner: StatedTable.name(of: pairs), .row(header: table.line))
        return
      }
      self.table = nil
    }
    if let header = StatedTable(line.text, next: next) {
      table = (header, line.number)
      return
    }
    if let pair = StatedLabels.size(bare) {
      add(line, [pair.size, pair.path], owner: pair.path.value, .size)
      return
    }
    let indent = line.text.prefix { $0 == " " || $0 == "\t" }.count
    open.removeAll { $0.indent >= indent }
    var pairs = StatedLabels.pairs(in: bare)
    var item: StatedLine.Pair?
    if let heading = open.last?.label, let text = StatedLabels.item(bare), pairs.isEmpty {
      item = .init(label: heading, value: text)
      pairs = item.map { [$0] } ?? []
    }
    if let label = StatedLabels.heading(bare) {
      open.append((indent, String(label.prefix(Self.longest))))
    } else if let first = pairs.first, item == nil {
      open.append((indent, String(first.label.prefix(Self.longest))))
    }
    if open.count > Self.deepest { open.removeFirst() }
    if headings < Self.mostHeadings {
      headings += 1
      setting += " " + bare.prefix(Self.longest)
    }
    guard !pairs.isEmpty else { return }
    let above = open.filter { $0.indent < indent }.map(\.label).joined(separator: " ")
    add(line, pairs, owner: above, .labels, item)
  }

  private mutating func add(
    _ line: ContextLine, _ pairs: [StatedLine.Pair], owner: String, _ form: StatedLine.Form,
    _ item: StatedLine.Pair? = nil
  ) {
    lines.append(
      StatedLine(
        number: line.number, text: line.text, pairs: Array(pairs.prefix(Self.mostPairs)),
        owner: owner,
        setting: setting, command: command, part: part, form: form,
        statement: form == .labels
          ? item ?? StatedLabels.statement(line.text.trimming(\.isWhitespace)) : nil))
  }

  /// Begins a paragraph.
  private mutating func begin() {
    (table, open, headings, setting) = (nil, [], 0, Self.body(of: command) + " " + part)
  }

  /// The name in a line that cuts what was printed into parts: `== kafka-1`, `--- web-2 ---`, `==> app.log <==`,
  /// `db-1 | CHANGED | rc=0 >>` of Ansible; nil where a line is none.
  private static func divider(_ line: Substring) -> String? {
    if line.hasSuffix(">>"), let end = line.firstRange(of: " | ")?.lowerBound {
      return String(line[..<end].prefix(longest))
    }
    let marks = line.prefix { "=-#*>~".contains($0) }
    guard marks.count >= 2, marks.count < line.count else { return nil }
    let name = line.trimming { "=-#*><~: ".contains($0) }
    let words = name.split(separator: " ")
    guard line.dropFirst(marks.count).first == " " || line.last == marks.first,
      (1...mostDividing).contains(words.count), name.contains(where: \.isLetter)
    else { return nil }
    return String(name.prefix(longest))
  }

  /// Words of a line that cuts a text into parts.
  private static let mostDividing = 3

  /// The command; of a loop what it does for each of its names: of `for h in a b; do ssh $h df; done` it is `ssh $h df; done`.
  private static func body(of command: String) -> String {
    guard command.hasPrefix("for "), let start = command.firstRange(of: "; do ") else {
      return command
    }
    return String(command[start.upperBound...])
  }

  /// Lines at the beginning of a paragraph that say what it is of.
  private static let mostHeadings = 12
  private static let longest = 80
  /// Labels above a line that are kept: nothing that people write is as deep.
  private static let deepest = 12
  /// Values of a line that are kept.
  private static let mostPairs = 32
}
