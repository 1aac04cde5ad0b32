import Evidence

/// A dashboard's panel as a table: its title, which stands in the file's name, is the metric, and its columns are of
/// whom it was measured.
///
///     Consumer_lag_by_group-data-2025-06-18_15_01_12.csv  orders-enricher, mailer
///       → Consumer lag by group of orders-enricher, and of mailer
///     cache-hit-ratio.csv  cache-cart, cache-session
///       → cache-hit-ratio of cache-cart, and of cache-session
struct MetricPanel {
  /// The title as people read it.
  let title: String

  /// Nil where a file's name tells nothing that is measured, or a column does.
  init?(file path: String, columns: [String]) {
    let name = path.split(separator: "/").last ?? ""
    let mark = name.firstRange(of: "-data-")
    let stem = mark.map { name[..<$0.lowerBound] } ?? name.prefix { $0 != "." }
    // Grafana writes the title before the time of the download; else only names that nobody takes for
    // measures will do.
    func isOwner(_ column: String) -> Bool { column.contains { $0 == "-" || $0.isNumber } }
    guard !stem.isEmpty, !columns.isEmpty,
      MetricKind(name: String(stem)) != .other || MetricKind.isBacklog(String(stem)),
      mark == nil ? columns.allSatisfy(isOwner) : columns.contains(where: isOwner),
      columns.allSatisfy({ MetricName(column: $0).service.isEmpty && Self.isName($0) })
    else { return nil }
    title = String(stem.map { $0 == "_" ? " " : $0 })
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

  /// Whether a column names no measure: many names sound like requests, `orders-enricher`.
  private static func isName(_ column: String) -> Bool {
    [.other, .requests].contains(MetricKind(name: column)) && !MetricKind.isBacklog(column)
      && !MetricOwner.isState(column)
  }
}
