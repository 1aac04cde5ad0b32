import Evidence

/// A dashboard's panel as a table: its title, which stands in the file's name, is the metric, and its columns are of
/// whom it was measured.
///
///     Consumer_lag_by_group-data-2025-06-18_15_01_12.csv  orders-enricher, mailer
///       → Consumer lag by group of orders-enricher, and of mailer
struct MetricPanel {
  /// The title as people read it.
  let title: String

  /// Nil where a file is named otherwise, its title names nothing that is measured, or a column does.
  init?(file path: String, columns: [String]) {
    guard let title = Self.title(of: path),
      MetricKind(name: title) != .other || MetricKind.isBacklog(title),
      columns.contains(where: { $0.contains { $0 == "-" || $0.isNumber } }),
      columns.allSatisfy({ MetricName(column: $0).service.isEmpty && Self.isName($0) })
    else { return nil }
    self.title = title
  }

  /// The metric of a column; of several words the last is whose it is: `consumed mailer`.
  func name(of column: String) -> MetricName {
    let words = column.split(separator: " ").map(String.init)
    guard let owner = words.last else { return MetricName(column: column) }
    let rest = words.dropLast().joined(separator: " ")
    return MetricName(
      service: owner, metric: rest.isEmpty ? title : "\(title) \(rest)",
      unit: MetricName.unit(of: title))
  }

  /// The title in a file's name, as Grafana writes it before `-data-` and the time of the download.
  private static func title(of path: String) -> String? {
    let file = path.split(separator: "/").last ?? ""
    guard let mark = file.firstRange(of: "-data-") else { return nil }
    let title = file[..<mark.lowerBound]
    return title.isEmpty ? nil : String(title.map { $0 == "_" ? " " : $0 })
  }

  /// Whether a column names no measure: many names sound like requests, `orders-enricher`.
  private static func isName(_ column: String) -> Bool {
    [.other, .requests].contains(MetricKind(name: column)) && !MetricKind.isBacklog(column)
      && !MetricOwner.isState(column)
  }
}
