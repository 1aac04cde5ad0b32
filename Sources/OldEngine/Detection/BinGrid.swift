import Timeline

/// Equal bins over a stretch of time, coarse enough to compare and to draw.
struct BinGrid: Hashable, Sendable {
  /// The beginning of the first bin, in milliseconds since 1970.
  let start: Int64
  /// The width of a bin in milliseconds.
  let width: Int64
  let count: Int

  /// Divides a stretch into at most `bins` bins whose width is a multiple of the index's.
  init(_ span: TimeWindow, bucketWidth: Int64, bins: Int64 = 120) {
    let bucket = max(1, bucketWidth)
    // A bin of whole buckets, a little wider than the share that falls to it.
    let factor = span.length / bins / bucket + 1
    width = factor.multipliedClamped(by: bucket)
    start = span.lowerBound.milliseconds.floorDivided(by: width).quotient
      .multipliedClamped(by: width)
    count = Int(max(0, span.upperBound.milliseconds.subtractingClamped(start)) / width) + 1
  }

  /// The bin of a time, clamped to the grid; nil outside.
  func bin(of milliseconds: Int64) -> Int? {
    guard milliseconds >= start else { return nil }
    let bin = Int(milliseconds.subtractingClamped(start) / width)
    return bin < count ? bin : nil
  }

  /// The beginning of a bin.
  func time(of bin: Int) -> Instant {
    Instant(milliseconds: start.addingClamped(Int64(bin).multipliedClamped(by: width)))
  }

  /// The entries of a series in each bin.
  func counts(of series: LogSeries, bucketWidth: Int64) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for bucket in series.counts {
      if let bin = bin(of: bucket.index.multipliedClamped(by: bucketWidth)) {
        counts[bin] += bucket.count
      }
    }
    return counts
  }
}
