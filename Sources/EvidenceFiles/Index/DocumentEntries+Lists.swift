extension DocumentEntries {
  /// Finds entries in a list of objects, or of rows; returns whether there was one.
  func list(
    _ value: Bytes, whole: Bytes, depth: Int,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    var found = false
    var refused = 0
    for element in JSONSpan.elements(value) {
      switch element.first {
      case UInt8(ascii: "{")?:
        // A list whose first objects say nothing holds something else: labels, owners, headers.
        guard found || refused < 3 else { return false }
        if find(in: element, whole: whole, isMember: false, depth: depth + 1, body) {
          found = true
        } else {
          refused += 1
        }
      case UInt8(ascii: "[")?:
        if row(element, whole: whole, body) {
          found = true
        } else if find(in: element, whole: whole, isMember: true, depth: depth + 1, body) {
          found = true
        }
      default: if !found { return false }
      }
    }
    return found
  }

  /// Reads `["1700000000000000000","line"]`, a row under columns, or a list of fields with values.
  private func row(
    _ element: Bytes, whole: Bytes, _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    let values = JSONSpan.elements(element)
    guard values.count > 1 else { return false }
    scratch.begin(element.count + 4096)
    if values.allSatisfy({ $0.first == UInt8(ascii: "{") }) {
      guard values.allSatisfy({ JSONSpan.member($0, "field") != nil }) else { return false }
      compose(
        values.map {
          (
            JSONSpan.unquoted(JSONSpan.member($0, "field") ?? $0),
            JSONSpan.member($0, "value") ?? $0.part(0, 0)
          )
        })
      return emit(scratch.bytes, whole: whole, cited: element, body)
    }
    if columns.count == values.count {
      let columns = columns
      columns.withNames { compose(Array(zip($0, values))) }
      return emit(scratch.bytes, whole: whole, cited: element, body)
    }
    // Loki's form of a line: its time in nanoseconds and its text.
    guard values.count < 4, values[0].first == 0x22, values[1].first == 0x22,
      JSONSpan.unquoted(values[0]).allSatisfy(isDigit)
    else { return false }
    let names = [Array("timestamp".utf8), Array("line".utf8)]
    names.withNames { compose(Array(zip($0, values))) }
    return emit(scratch.bytes, whole: whole, cited: element, body)
  }

  /// Reads a data frame: a list of values for each field.
  func frame(
    _ names: [[UInt8]], _ values: Bytes, whole: Bytes,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    let lists = JSONSpan.elements(values).map(JSONSpan.elements)
    guard let count = lists.map(\.count).max(), lists.count <= names.count else { return false }
    var found = false
    for index in 0..<count {
      let cells = lists.map { index < $0.count ? $0[index] : values.part(0, 0) }
      scratch.begin(cells.reduce(4096) { $0 + $1.count })
      names.withNames { compose(Array(zip($0, cells))) }
      // The longest cell is the line of the log; its place is cited.
      let cited = cells.max { $0.count < $1.count } ?? values
      if emit(scratch.bytes, whole: whole, cited: cited, body) { found = true }
    }
    return found
  }

  /// Writes an object of names and values into the room.
  private func compose(_ members: [(name: Bytes, value: Bytes)]) {
    func put(_ text: StaticString) {
      scratch.append(Bytes(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    put("{")
    var isFirst = true
    for (name, value) in members where !value.isEmpty {
      put(isFirst ? "\"" : ",\"")
      isFirst = false
      scratch.append(name)
      put("\":")
      scratch.append(value)
    }
    put("}")
  }

  /// The names of columns: strings, or objects that have one.
  static func names(_ list: Bytes) -> [[UInt8]] {
    JSONSpan.elements(list).map { element in
      let name = element.first == UInt8(ascii: "{") ? JSONSpan.member(element, "name") : element
      return name.map { Array(JSONSpan.unquoted($0)) } ?? []
    }
  }
}
