/// A table without borders, fitted to a width.
package struct Table: Hashable, Sendable {
  private let columns: [Column]
  private let rows: [[String]]

  /// A column: its header, its side, and how it gives way where room is short.
  package struct Column: Hashable, Sendable {
    package var header: String
    package var alignment: DisplayWidth.Alignment
    /// Whether its cells may be cut.
    package var isFlexible: Bool
    /// Whether it may be left out, the last such column first.
    package var isDispensable: Bool

    package init(
      _ header: String, alignment: DisplayWidth.Alignment = .left, isFlexible: Bool = false,
      isDispensable: Bool = false
    ) {
      self.header = header
      self.alignment = alignment
      self.isFlexible = isFlexible
      self.isDispensable = isDispensable
    }
  }

  /// Blanks between two columns.
  private static let gap = 2
  /// The columns that a flexible cell keeps, at the least.
  private static let narrowest = 8
  /// The columns that a flexible cell keeps before a column is left out for it.
  private static let readable = 20

  /// Makes a table of untrusted cells; each row has a cell a column.
  package init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows.map { row in
      row.map { UntrustedText.clean($0, keepingNewlines: false, keepingTabs: false) }
    }
  }

  /// The lines, header first, at most so wide as the window where that can be done.
  package func lines(width: Int?) -> [String] {
    let (shown, widths) = fitted(to: width)
    return ([columns.map(\.header)] + rows).map { row in
      let cells = zip(shown, widths).map { column, width in
        DisplayWidth.pad(
          DisplayWidth.truncate(row[column], to: width), to: width,
          alignment: columns[column].alignment)
      }
      let line = cells.joined(separator: String(repeating: " ", count: Self.gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The columns that are shown, and how wide each is.
  private func fitted(to width: Int?) -> (shown: [Int], widths: [Int]) {
    let natural = columns.indices.map { column in
      ([columns[column].header] + rows.map { $0[column] })
        .map { DisplayWidth.columns(of: $0) }.max() ?? 0
    }
    var shown = Array(columns.indices)
    guard let width else { return (shown, natural) }
    func least(_ column: Int, _ flexible: Int = Self.narrowest) -> Int {
      columns[column].isFlexible ? min(natural[column], flexible) : natural[column]
    }
    func total(_ width: (Int) -> Int) -> Int {
      shown.map(width).reduce(0, +) + Self.gap * (shown.count - 1)
    }
    while total({ least($0, Self.readable) }) > width,
      let last = shown.lastIndex(where: { columns[$0].isDispensable })
    {
      shown.remove(at: last)
    }
    var excess = total { natural[$0] } - width
    let widths = shown.map { column in
      let given = max(0, min(excess, natural[column] - least(column)))
      excess -= given
      return natural[column] - given
    }
    return (shown, widths)
  }
}
