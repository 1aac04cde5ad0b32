import Timeline

/// What is usual of some durations: their median and the one that nine of ten stay below.
struct UsualTime: Hashable {
  /// Microseconds.
  var median: Int64
  var ninth: Int64

  /// Durations from which on something is usual: of two nobody knows.
  static let fewest = 3

  init?(_ durations: [Int64]) {
    guard durations.count >= Self.fewest else { return nil }
    let sorted = durations.sorted()
    median = sorted[sorted.count / 2]
    ninth = sorted[min(sorted.count - 1, sorted.count * 9 / 10)]
  }

  /// Whether a duration is far beyond the usual: three times what nine of ten stay below, and more than
  /// the median by as much as is felt.
  func isExceeded(by duration: Int64, least: Int64) -> Bool {
    duration > max(ninth.multipliedClamped(by: 3), median.addingClamped(least))
  }
}
