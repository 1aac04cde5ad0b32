/// Equal bins over a stretch of time, coarse enough to compare and to draw.
struct BinGrid: Hashable, Sendable {
  /// The beginning of the first bin, in milliseconds since 1970.
  let start: Int64
  /// The width of a bin in milliseconds.
  let width: Int64
  let count: Int

  /// Divides a stretch into at most `bins` bins whose width is a multiple of the index's.
  init(_ span: ClosedRange<Instant>, bucketWidth: Int64, bins: Int64 = 120) {
    let bucket = max(1, bucketWidth)
    let length = span.upperBound.milliseconds - span.lowerBound.milliseconds + 1
    let factor = max(1, (length + bins * bucket - 1) / (bins * bucket))
    width = factor * bucket
    start = span.lowerBound.milliseconds.floorDivided(by: width) * width
    count = Int((span.upperBound.milliseconds - start) / width) + 1
  }

  /// The bin of a time, clamped to the grid; nil outside.
  func bin(of milliseconds: Int64) -> Int? {
    guard milliseconds >= start else { return nil }
    let bin = Int((milliseconds - start) / width)
    return bin < count ? bin : nil
  }

  /// The beginning of a bin.
  func time(of bin: Int) -> Instant {
    Instant(milliseconds: start + Int64(bin) * width)
  }

  /// The entries of a series in each bin.
  func counts(of series: LogSeries, bucketWidth: Int64) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for bucket in series.counts {
      if let bin = bin(of: bucket.index * bucketWidth) { counts[bin] += bucket.count }
    }
    return counts
  }
}
