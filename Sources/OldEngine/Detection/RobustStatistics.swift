/// Statistics that a few extreme values do not move.
enum RobustStatistics {
  /// The value below which the given share of the values lies; 0 for none.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let position = share * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }

  /// How many spreads a value lies above the median of others.
  ///
  /// The spread is the interquartile range scaled to a normal deviation (1.349), with a floor of
  /// the root of the median, as counts have it, and of 1.
  static func score(_ value: Double, against values: [Double]) -> Double {
    let median = quantile(values, 0.5)
    let range = quantile(values, 0.75) - quantile(values, 0.25)
    return (value - median) / max(range / 1.349, median.squareRoot(), 1)
  }
}
