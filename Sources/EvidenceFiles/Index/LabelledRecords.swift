import Timeline

/// Records of several lines, each of which names what it says: `Level: Error`, `MESSAGE : disk full`.
///
/// Windows tools print events so (`wevtutil`, `Get-WinEvent | Format-List`), DB2 its diagnostic log,
/// `kubectl get events -o yaml` its items, databases rows that are too wide (`\G`, `\x`). A record
/// ends at an empty line, at a line such as `Event[1]:` or `*** 2. row ***`, or where the next item
/// of a list begins.
struct LabelledRecords {
  /// What parts the records.
  enum Border: Hashable, Sendable {
    case blank, list
  }

  /// Tells whether the first lines of a file are such records; nil where they are not.
  ///
  /// At least two records must say when and what: names and colons alone are prose.
  static func sniff(_ head: Bytes) -> Border? {
    for border in [Border.blank, .list] {
      var reader = LabelledRecords(border: border)
      let parser = LogLineParser()
      var entry = LogEntry(line: head)
      var counts = (records: 0, known: 0)
      func take(_ fields: [Field]) {
        guard counts.records < mostSniffed, fields.count > 1 else { return }
        counts.records += 1
        let isKnown = fields.map(\.name).withNames { names in
          let roles = Set(names.compactMap { FieldNames.entry($0)?.role })
          return (roles.contains(.time) || roles.contains(.date)) && roles.contains(.message)
            && parser.parse(
              row: Array(zip(names, fields.map(\.value))), line: head, into: &entry)
            && entry.time != nil
        }
        if isKnown { counts.known += 1 }
      }
      var at = 0
      var labelled = (lines: 0, all: 0)
      while at < head.count, counts.records < mostSniffed {
        let end = head.first(0x0A, from: at) ?? head.count
        let line = head.part(at, end)
        at = end + 1
        if line.contains(where: { $0 > 0x20 }) {
          labelled.all += 1
          if Self.label(in: line, from: Self.indent(of: line)) != nil { labelled.lines += 1 }
        }
        reader.add(line) { take($1) }
      }
      reader.end { take($1) }
      if counts.known >= 2, counts.known * 10 >= counts.records * 6,
        labelled.lines * 2 > labelled.all
      {
        return border
      }
    }
    return nil
  }

  /// Records that are looked at.
  private static let mostSniffed = 12

  /// One name and what stands behind it.
  struct Field {
    var name: [UInt8]
    var value: Bytes
  }

  private let border: Border
  /// How far the items of the outermost list are indented.
  private var itemIndent: Int?
  /// Whether the record at hand has one line so far.
  private(set) var isFirstLine = false
  /// Whether no record is at hand.
  var isEmpty: Bool { record.isEmpty }
  /// The lines of the record at hand.
  private var record: [UInt8] = []

  init(border: Border) {
    self.border = border
  }

  /// Bytes of a record that are kept.
  private static let longest = 1 << 20

  /// Takes in a line; calls a closure with the fields of the record that it ends.
  mutating func add(_ line: Bytes, _ body: (_ record: Bytes, _ fields: [Field]) -> Void) {
    let isBorder =
      border == .blank
      ? !line.contains { $0 > 0x20 } || Self.isSeparator(line) : isItem(line)
    if isBorder {
      end(body)
      if border == .blank { return }
    }
    isFirstLine = record.isEmpty
    guard record.count + line.count < Self.longest else { return }
    record.append(contentsOf: line)
    record.append(0x0A)
  }

  /// Calls a closure with the fields of the record at hand, and begins another.
  mutating func end(_ body: (_ record: Bytes, _ fields: [Field]) -> Void) {
    if !record.isEmpty { record.withUnsafeBufferPointer { body($0, Self.fields(of: $0)) } }
    record.removeAll(keepingCapacity: true)
  }

  /// Whether the next item of the outermost list begins: `- apiVersion: v1`.
  private mutating func isItem(_ line: Bytes) -> Bool {
    let indent = Self.indent(of: line)
    guard line.has("- ", at: indent), Self.label(in: line, from: indent + 2) != nil,
      itemIndent.map({ $0 == indent }) ?? true
    else { return false }
    itemIndent = indent
    return true
  }

  private static func isSeparator(_ line: Bytes) -> Bool {
    let line = line.trimmed()
    // `Event[1]:` of wevtutil; `*** 2. row ***` and `-[ RECORD 2 ]-` of databases.
    return line.has("Event[") && line.last == UInt8(ascii: ":") || line.has("****")
      || line.has("-[ RECORD")
  }

  /// The fields of a record's lines.
  ///
  /// A name in an object carries that object's name: `involvedObject:` above `  name: cart-0` gives
  /// `involvedObject.name`; a name alone on its line has the text below it.
  private static func fields(of record: Bytes) -> [Field] {
    var fields: [Field] = []
    var parents: [(indent: Int, name: [UInt8])] = []
    var waiting: [UInt8]?
    var at = 0
    while at < record.count {
      let stop = record.first(0x0A, from: at) ?? record.count
      let line = record.part(at, stop)
      at = stop + 1
      var start = indent(of: line)
      guard start < line.count else { continue }
      if line.has("- ", at: start) { start += 2 }
      while start < line.count, line[start] <= 0x20 { start += 1 }
      if fields.isEmpty, let stamp = StampReader().read(line, at: start), stamp.certainty == .stated
      {
        fields.append(Field(name: Array("time".utf8), value: line.part(start, stamp.end)))
        pairs(in: line, from: stamp.end, &fields)
        continue
      }
      guard let colon = label(in: line, from: start) else {
        // Text below a name is its value; what stands at the margin may be a value's last line.
        if let name = waiting {
          fields.append(Field(name: name, value: line.trimmed()))
        } else if start == 0 {
          fields.append(Field(name: Array("text".utf8), value: line.trimmed()))
        }
        waiting = nil
        continue
      }
      let own = Array(line.part(start, colon).trimmed())
      while let last = parents.last, last.indent >= start { parents.removeLast() }
      let name = (parents.last.map { $0.name + [UInt8(ascii: ".")] } ?? []) + own
      let value = unquoted(line.part(colon + 1, line.count))
      if value.has("null"), value.count == 4 { continue }
      if value.isEmpty || value.first == UInt8(ascii: "|") && value.count < 3 {
        parents.append((start, name))
        waiting = name
      } else if parents.isEmpty {
        waiting = nil
        pairs(in: line, from: start, &fields)
      } else {
        waiting = nil
        fields.append(Field(name: name, value: value))
      }
    }
    return fields
  }

  /// Takes the names and values of a line: `PID : 3228     TID : 1402` has two.
  private static func pairs(in line: Bytes, from start: Int, _ fields: inout [Field]) {
    var at = start
    while at < line.count {
      while at < line.count, line[at] <= 0x20 { at += 1 }
      guard let colon = label(in: line, from: at) else {
        // Words between: `E27610E563           LEVEL: Error`.
        at = PrefixWords.end(line, at)
        continue
      }
      var end = colon + 1
      while end < line.count {
        let isGap = line[end] == 0x20 && end + 1 < line.count && line[end + 1] == 0x20
        guard isGap else {
          end += 1
          continue
        }
        var next = end
        while next < line.count, line[next] == 0x20 { next += 1 }
        // Only an upper-case name begins another pair: a value may hold blanks and colons.
        if let other = label(in: line, from: next), end > colon + 1,
          line.part(next, other).allSatisfy({ !isLetter($0) || $0 & 0x20 == 0 })
        {
          break
        }
        end = next
      }
      fields.append(
        Field(
          name: Array(line.part(at, colon).trimmed()),
          value: unquoted(line.part(colon + 1, min(end, line.count)))))
      at = end
    }
  }

  /// How many blanks a line begins with.
  private static func indent(of line: Bytes) -> Int {
    line.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.count
  }

  /// The longest name: `TerminalServices-RemoteConnectionManager` has 40.
  private static let longestName = 48

  /// Where the colon stands behind a name that begins at an index; nil where none begins there.
  ///
  /// A level is no name: `ERROR: disk full` says what it is by itself.
  private static func label(in line: Bytes, from start: Int) -> Int? {
    guard start < line.count, isLetter(line[start]) else { return nil }
    var at = start
    var blanks = 0
    while at < line.count, at - start < longestName {
      let byte = line[at]
      if byte == UInt8(ascii: ":") {
        let name = line.part(start, at).trimmed()
        let isParted = at + 1 == line.count || line[at + 1] <= 0x20
        let isLevel = LevelWords.find(name).map { !$0.isProse } ?? false
        return isParted && !isLevel ? at : nil
      }
      // Padding may stand before the colon, not inside the name.
      if byte == 0x20, at + 1 < line.count, line[at + 1] != 0x3A {
        if line[at + 1] == 0x20 {
          while at + 1 < line.count, line[at + 1] == 0x20 { at += 1 }
          guard at + 1 < line.count, line[at + 1] == UInt8(ascii: ":") else { return nil }
        } else {
          blanks += 1
        }
      }
      guard blanks <= 3,
        isLetter(byte) || isDigit(byte) || byte == 0x20 || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "#")
          || byte == UInt8(ascii: "/")
      else { return nil }
      at += 1
    }
    return nil
  }

  /// A value without blanks around it and the quotes of YAML.
  private static func unquoted(_ value: Bytes) -> Bytes {
    let value = value.trimmed()
    guard value.count > 1, let first = value.first, first == value.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    else { return value }
    return value.part(1, value.count - 1)
  }
}
