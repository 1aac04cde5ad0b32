import Timeline

/// A table with times and text, whose columns none of the usual names of a message have.
///
///     time,actor,host,change            → what changed is what a row says
///     at;order;state;courier            → no column holds words: the row is its own message
struct MessageColumn {
  /// The table with the column that says what happened named `message`, where one does.
  let form: TableForm

  /// Looks for times, and for something beside them that is no number; nil where that is not there.
  init?(_ table: TableForm, _ rows: [[Bytes]]) {
    let rows = rows.filter { $0.count == table.columns.count }
    guard rows.count > 1 else { return nil }
    let cells = table.columns.indices.map { column in rows.map { $0[column].trimmed() } }
    guard let time = cells.firstIndex(where: { Self.isTime($0) }) else { return nil }
    let told = table.columns.indices.filter { column in
      !Self.isTime(cells[column])
        && cells[column].count { $0.contains(where: isLetter) } * 2 > rows.count
    }
    guard !told.isEmpty else { return nil }
    var form = table
    form.isOfThings = true
    let isTimeKnown = table.columns.withNames { names in
      names.contains { FieldNames.entry($0)?.role == .time }
    }
    if !isTimeKnown { form.columns[time] = Array("time".utf8) }
    // The text that most rows have, then the longest.
    let texts = told.map { column in
      let worded = cells[column].filter { $0.contains(0x20) }
      return (column: column, rows: worded.count, bytes: worded.reduce(0) { $0 + $1.count })
    }
    if let best = texts.max(by: { ($0.rows, $0.bytes) < ($1.rows, $1.bytes) }),
      best.rows * 3 >= rows.count
    {
      form.columns[best.column] = Array("message".utf8)
    }
    self.form = form
  }

  /// Whether nearly all cells hold a time that is written as one: a number alone may count anything.
  private static func isTime(_ cells: [Bytes]) -> Bool {
    let stamps = StampReader()
    let times = cells.count { cell in
      guard let stamp = stamps.read(value: cell), stamp.end + 8 > cell.count else { return false }
      return stamp.certainty > .number && cell.contains { !isDigit($0) }
    }
    return times * 10 >= cells.count * 8
  }
}
