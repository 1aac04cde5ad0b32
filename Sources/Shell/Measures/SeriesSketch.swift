import SessionsAPI

/// A series drawn as a row of blocks, where nothing else can be drawn: `▁▁▁▇█ 1.25 to 99.9 %`.
struct SeriesSketch {
  /// The blocks, and of what was measured its range.
  let text: String

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Blocks that fit into a row of evidence.
  private static let width = 24

  /// Draws the series of an exhibit; nil where it has none, or always the same value.
  init?(_ exhibit: Report.Exhibit) {
    guard let series = ChartedSeries(exhibit) else { return nil }
    let times = series.times
    let length = times.upperBound - times.lowerBound
    // A block holds as many counts as the next: else one would see waves that are none.
    let stretch = series.width ?? length / Double(Self.width)
    // A hair less: what is whole may be rounded to lie just above.
    let step = stretch * max(1, (length / stretch / Double(Self.width) - 1e-9).rounded(.up))
    let width = max(1, min(Self.width, Int((length / step - 1e-9).rounded(.up))))
    var sums = [Double](repeating: 0, count: width)
    var counts = [Int](repeating: 0, count: width)
    for point in series.points {
      let cell = min(width - 1, max(0, Int((point.time - times.lowerBound) / step)))
      sums[cell] += point.value
      counts[cell] += 1
    }
    var known = series.points[0].value
    let cells = sums.indices.map { cell in
      guard !series.isCount else { return sums[cell] }
      if counts[cell] > 0 { known = sums[cell] / Double(counts[cell]) }
      return known
    }
    guard let most = cells.max(), let low = cells.min() else { return nil }
    let floor = series.isCount ? 0 : low
    guard most > floor else { return nil }
    let drawn = String(
      cells.map { value in
        series.isCount && value <= 0
          ? "·" : Self.blocks[min(7, max(0, Int((value - floor) / (most - floor) * 7.999)))]
      })
    let (least, greatest) = series.range
    text =
      series.isCount
      ? drawn
      : "\(drawn) \(AxisUnit.words(least, series.unit)) to "
        + AxisUnit.words(greatest, series.unit)
  }
}
