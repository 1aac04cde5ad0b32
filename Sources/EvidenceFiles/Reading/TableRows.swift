/// Cuts the rows of tables into their values.
enum TableRows {
  /// A value without its quotes.
  struct Field {
    var bytes: Bytes
    var isQuoted: Bool
    /// Whether quotes stand doubled in it.
    var isEscaped: Bool
  }

  /// Cuts a row at its separators (RFC 4180); the last of so many values, where no quotes keep it
  /// together, goes on to the end.
  static func split(_ row: Bytes, _ separator: UInt8, most: Int = .max) -> [Field] {
    var fields: [Field] = []
    split(row, separator, most: most, into: &fields)
    return fields
  }

  /// Cuts a row as ``split(_:_:most:)`` does, into an array whose room is used again.
  static func split(
    _ row: Bytes, _ separator: UInt8, most: Int = .max, into fields: inout [Field]
  ) {
    fields.removeAll(keepingCapacity: true)
    var at = 0
    while at <= row.count {
      if fields.count + 1 >= most, at >= row.count || row[at] != 0x22 {
        fields.append(
          Field(bytes: row.part(at, row.count), isQuoted: false, isEscaped: false))
        break
      }
      fields.append(next(row, &at, separator))
    }
  }

  /// The value of one column of a row; nil where the row is shorter.
  static func value(_ column: Int, of row: Bytes, _ separator: UInt8) -> Field? {
    var at = 0
    var number = 0
    while at <= row.count {
      let field = next(row, &at, separator)
      if number == column { return field }
      number += 1
    }
    return nil
  }

  /// The value that begins at an index, which is moved behind its separator.
  @inline(__always)
  private static func next(_ row: Bytes, _ at: inout Int, _ separator: UInt8) -> Field {
    var field: Field
    if at < row.count, row[at] == 0x22 {
      let start = at + 1
      at = start
      var isEscaped = false
      while at < row.count {
        if row[at] == 0x22 {
          guard at + 1 < row.count, row[at + 1] == 0x22 else { break }
          isEscaped = true
          at += 1
        }
        at += 1
      }
      field = Field(
        bytes: row.part(start, min(at, row.count)), isQuoted: true, isEscaped: isEscaped)
      while at < row.count, row[at] != separator { at += 1 }
    } else {
      let start = at
      at = row.index(of: separator, from: start) ?? row.count
      field = Field(bytes: row.part(start, at), isQuoted: false, isEscaped: false)
    }
    at += 1
    return field
  }

  /// Cuts a row where the names above it begin; nil where a value stands across such a place.
  static func placed(_ row: Bytes, _ places: [Int]) -> [Field]? {
    guard places.first == 0 else { return nil }
    var fields: [Field] = []
    for (number, place) in places.enumerated() {
      guard place == 0 || place >= row.count || row[place - 1] == 0x20 else { return nil }
      let start = min(place, row.count)
      let end = number + 1 < places.count ? min(places[number + 1], row.count) : row.count
      fields.append(
        Field(bytes: row.part(start, max(start, end)).trimmed(), isQuoted: false, isEscaped: false))
    }
    return fields
  }

  /// Cuts a row at two spaces or more, or a tab; the last of so many values goes on to the end.
  static func aligned(_ row: Bytes, most: Int) -> [Field] {
    var fields: [Field] = []
    let row = row.trimmed()
    var start = 0
    var at = 0
    while at < row.count, fields.count + 1 < most {
      let isGap = row[at] == 0x09 || row[at] == 0x20 && at + 1 < row.count && row[at + 1] == 0x20
      guard isGap else {
        at += 1
        continue
      }
      fields.append(Field(bytes: row.part(start, at), isQuoted: false, isEscaped: false))
      while at < row.count, row[at] <= 0x20 { at += 1 }
      start = at
    }
    fields.append(Field(bytes: row.part(start, row.count), isQuoted: false, isEscaped: false))
    return fields
  }
}
