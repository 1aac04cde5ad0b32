/// A Markdown table fitted to a width: cells are wrapped, or, where that leaves no room, each row
/// becomes a list of `header: cell`.
struct MarkdownTable {
  let header: [[MarkdownDocument.Run]]
  let alignments: [DisplayWidth.Alignment]
  let rows: [[[MarkdownDocument.Run]]]
  let width: Int
  let renderer: MarkdownRenderer

  private static let gap = 2
  /// The narrowest a column that had to shrink may get, before the table becomes records.
  private static let narrowest = 10

  /// The lines of the table.
  func lines() -> [String] {
    let natural = header.indices.map { column in
      max(1, ([header[column]] + rows.compactMap { cell($0, column) }).map(columns).max() ?? 1)
    }
    guard let widths = fit(natural) else { return records() }
    let head = header.map { runs in
      runs.map { run in
        var run = run
        run.roles.insert(.strong)
        return run
      }
    }
    return ([head] + rows).flatMap { set($0, widths: widths) }
  }

  private func cell(_ row: [[MarkdownDocument.Run]], _ column: Int) -> [MarkdownDocument.Run]? {
    row.indices.contains(column) ? row[column] : nil
  }

  private func columns(_ runs: [MarkdownDocument.Run]) -> Int {
    runs.reduce(0) { $0 + DisplayWidth.columns(of: UntrustedText.clean($1.text)) }
  }

  /// Shrinks the widest columns until the table fits; nil where it can't.
  private func fit(_ natural: [Int]) -> [Int]? {
    let room = width - Self.gap * (natural.count - 1)
    var widths = natural
    while widths.reduce(0, +) > room {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.narrowest
      else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  private func set(_ row: [[MarkdownDocument.Run]], widths: [Int]) -> [String] {
    let cells = widths.indices.map { column in
      plainLines(cell(row, column) ?? [], width: widths[column])
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { index in
      let parts = cells.indices.map { column in
        let part = index < cells[column].count ? cells[column][index] : (text: "", columns: 0)
        let missing = max(0, widths[column] - part.columns)
        let alignment = alignments.indices.contains(column) ? alignments[column] : .left
        let before = alignment == .right ? missing : alignment == .center ? missing / 2 : 0
        let isLast = column == cells.count - 1
        return String(repeating: " ", count: before) + part.text
          + (isLast ? "" : String(repeating: " ", count: missing - before))
      }
      let line = parts.joined(separator: String(repeating: " ", count: Self.gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The lines of a cell with the columns each takes.
  private func plainLines(
    _ runs: [MarkdownDocument.Run], width: Int
  ) -> [(text: String, columns: Int)] {
    let styled = renderer.wrap(runs, width: width)
    let plain = LineWrapper(width: width) { text, _ in text }.lines(of: runs)
    return zip(styled, plain).map { ($0, DisplayWidth.columns(of: $1)) }
  }

  private func records() -> [String] {
    rows.enumerated().flatMap { index, row in
      (index > 0 ? [""] : [])
        + header.indices.flatMap { column -> [String] in
          var runs = header[column].map { run in
            var run = run
            run.roles.insert(.strong)
            return run
          }
          runs.append(.init(text: ": ", roles: []))
          runs += cell(row, column) ?? []
          return renderer.wrap(runs, width: width)
        }
    }
  }
}
