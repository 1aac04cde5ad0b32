import Evidence
import Timeline

/// Draws values over time as a row of blocks.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Cells of a drawing: narrow enough for a row of evidence.
  private static let width = 24

  /// Draws a series; empty where it has one point, or one value.
  ///
  /// Counts are drawn as shares of their peak, and a dot stands for none: `·▂█▇·`. Points that stand for
  /// themselves are drawn from their least to their greatest: `▁▁▁▇█`.
  static func draw(_ series: Series) -> String {
    let step = wholeStep(step(of: series, in: width), of: series.width)
    let values = cells(series, width, step: step)
    guard let peak = values.max(), let least = values.min() else { return "" }
    let isCount = series.width > 0
    let floor = isCount ? 0 : least
    guard values.count > 1, peak > floor else { return "" }
    return String(
      values.map { value in
        guard value > 0 || !isCount else { return "·" }
        return block((value - floor) / (peak - floor))
      })
  }

  /// The block that fills a share of a row: `0.5` → `▄`.
  static func block(_ share: Double) -> Character {
    blocks[share.isFinite ? max(0, min(7, Int(share * 7.999))) : 0]
  }

  /// A series of at most so many points.
  ///
  /// Counts of neighbours are added up. Of points that stand for themselves those are kept that its
  /// shape needs, so that no peak is lost.
  static func thinned(_ series: Series, to most: Int) -> Series {
    let all = series.points
    guard all.count > most, let first = all.first else { return series }
    guard series.width > 0 else { return Series(points: shape(of: all, in: most)) }
    let step = roundStep(step(of: series, in: most), of: series.width)
    let points = cells(series, most, step: step).enumerated().filter { $0.element > 0 }.map {
      Series.Point(
        time: first.time.advanced(by: step.multipliedClamped(by: Int64($0.offset))),
        value: $0.element)
    }
    return Series(width: step, points: points)
  }

  /// The shortest stretch of time of which so many span a series, in milliseconds.
  private static func step(of series: Series, in most: Int) -> Int64 {
    guard let first = series.points.first?.time, let last = series.points.last?.time else {
      return max(1, series.width)
    }
    return max(1, series.width, last.distance(from: first) / Int64(most) + 1)
  }

  /// The least stretch from another on that holds as many counts of a width as the next.
  ///
  /// Else one would see waves that are none. Points that stand for themselves have no width.
  ///
  ///     27.4 s of counts of 5 s   →   30 s
  private static func wholeStep(_ least: Int64, of width: Int64) -> Int64 {
    guard width > 0, !least.isMultiple(of: width) else { return least }
    return (least / width + 1) * width
  }

  /// The same, and a round number where there is one.
  private static func roundStep(_ least: Int64, of width: Int64) -> Int64 {
    roundSteps.first { $0 >= least && $0.isMultiple(of: width) } ?? wholeStep(least, of: width)
  }

  /// Seconds, minutes, hours and days as clocks divide them, in milliseconds.
  private static let roundSteps: [Int64] = [
    1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
    1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000,
  ]

  /// Some points of many, which draw the same line: of each of equal parts the one that spans the
  /// largest triangle with the point kept before and the middle of the part behind.
  ///
  /// S. Steinarsson, Downsampling Time Series for Visual Representation, 2013: largest triangle, three
  /// buckets.
  private static func shape(of points: Series.Points, in most: Int) -> [Series.Point] {
    guard most > 2, points.count > most, let first = points.first, let last = points.last else {
      return Array(points.prefix(most))
    }
    func x(_ point: Series.Point) -> Double { Double(point.time.distance(from: first.time)) }
    func border(_ part: Int) -> Int { 1 + part * (points.count - 2) / (most - 2) }
    var kept = [first]
    for part in 0..<most - 2 {
      let own = points[border(part)..<border(part + 1)]
      let next =
        part == most - 3 ? [last] : Array(points[border(part + 1)..<border(part + 2)])
      let middle = (
        x: next.reduce(0) { $0 + x($1) } / Double(next.count),
        y: next.reduce(0) { $0 + $1.value } / Double(next.count)
      )
      let before = kept[kept.count - 1]
      func area(_ point: Series.Point) -> Double {
        let size =
          (x(before) - middle.x) * (point.value - before.value)
          - (x(before) - x(point)) * (middle.y - before.value)
        return size.isFinite ? abs(size) : 0
      }
      if let widest = own.max(by: { area($0) < area($1) }) { kept.append(widest) }
    }
    return kept + [last]
  }

  /// The sums of equal stretches of time from the first point to the last; of points that stand for
  /// themselves the means, and where there is none, the one before.
  private static func cells(_ series: Series, _ most: Int, step: Int64) -> [Double] {
    guard let first = series.points.first?.time, let last = series.points.last?.time, first < last
    else { return [] }
    var sums = [Double](repeating: 0, count: most)
    var counts = [Int](repeating: 0, count: most)
    var used = 0
    for point in series.points {
      let cell = Int(clamping: point.time.distance(from: first) / step)
      guard cell >= 0, cell < most else { continue }
      sums[cell] += point.value
      counts[cell] += 1
      used = max(used, cell + 1)
    }
    guard series.width == 0 else { return Array(sums[0..<used]) }
    var known = 0.0
    return (0..<used).map { cell in
      if counts[cell] > 0 { known = sums[cell] / Double(counts[cell]) }
      return known
    }
  }
}
