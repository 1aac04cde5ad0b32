/// A table without borders, fitted to a width.
package struct Table: Hashable, Sendable {
  private let columns: [Column]
  private let rows: [[String]]

  /// A column: its header, its side, and whether it gives way where room is short.
  package struct Column: Hashable, Sendable {
    package var header: String
    package var alignment: DisplayWidth.Alignment
    package var isFlexible: Bool

    package init(
      _ header: String, alignment: DisplayWidth.Alignment = .left, isFlexible: Bool = false
    ) {
      self.header = header
      self.alignment = alignment
      self.isFlexible = isFlexible
    }
  }

  /// Blanks between two columns.
  private static let gap = 2
  /// The columns that a flexible cell keeps, at the least.
  private static let narrowest = 8

  /// Makes a table of untrusted cells; each row has a cell a column.
  package init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows.map { row in
      row.map { UntrustedText.clean($0, keepingNewlines: false, keepingTabs: false) }
    }
  }

  /// The lines, header first, at most so wide as the window where that can be done.
  package func lines(width: Int?) -> [String] {
    let widths = fitted(to: width)
    return ([columns.map(\.header)] + rows).map { row in
      let cells = zip(row, columns).enumerated().map { index, cell in
        DisplayWidth.pad(
          DisplayWidth.truncate(cell.0, to: widths[index]), to: widths[index],
          alignment: cell.1.alignment)
      }
      let line = cells.joined(separator: String(repeating: " ", count: Self.gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func fitted(to width: Int?) -> [Int] {
    var widths = columns.indices.map { column in
      ([columns[column].header] + rows.map { $0[column] })
        .map { DisplayWidth.columns(of: $0) }.max() ?? 0
    }
    guard let width else { return widths }
    let total = widths.reduce(0, +) + Self.gap * (columns.count - 1)
    var excess = total - width
    for column in columns.indices where columns[column].isFlexible && excess > 0 {
      let given = min(excess, max(0, widths[column] - Self.narrowest))
      widths[column] -= given
      excess -= given
    }
    return widths
  }
}
