/// How some values are spread: by their order, so that no single one counts much.
struct Spread: Sendable {
  /// Ascending.
  let sorted: [Double]

  init(_ values: some Sequence<Double>) {
    sorted = values.sorted()
  }

  var count: Int { sorted.count }
  var median: Double { quantile(0.5) }
  /// From the first to the third quartile.
  var range: Double { quantile(0.75) - quantile(0.25) }

  /// The value below which a share of all lies, between neighbours by their distance; 0 of none.
  func quantile(_ share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
  }

  /// The ranks of values from 0, equal ones sharing the mean of theirs.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var at = 0
    while at < order.count {
      var end = at
      while end + 1 < order.count, values[order[end + 1]] == values[order[at]] { end += 1 }
      for place in at...end { ranks[order[place]] = Double(at + end) / 2 }
      at = end + 1
    }
    return ranks
  }
}
