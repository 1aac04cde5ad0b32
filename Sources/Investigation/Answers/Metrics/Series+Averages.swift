import Evidence

extension Collection<Series.Point> {
  /// The value that half of them lie below: of an even number the upper of the two in the middle; nil of
  /// none.
  var middle: Double? {
    isEmpty ? nil : map(\.value).sorted()[count / 2]
  }

  /// Their mean; nil of none.
  var mean: Double? {
    isEmpty ? nil : reduce(0) { $0 + $1.value / Double(count) }
  }
}
