import Evidence
import Timeline

/// Draws values over time as a row of blocks.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Cells of a drawing: narrow enough for a row of evidence.
  private static let width = 24

  /// Draws a series; a dot stands for nothing, blocks for a share of the peak; empty for one point.
  static func draw(_ series: Series) -> String {
    let sums = cells(series, width)
    guard sums.count > 1, let peak = sums.max(), peak > 0 else { return "" }
    return String(
      sums.map { $0 <= 0 ? "·" : blocks[max(0, min(7, Int($0 / peak * 7.999)))] })
  }

  /// A series of at most so many points: neighbours are added up.
  static func thinned(_ series: Series, to most: Int) -> Series {
    guard series.points.count > most, let first = series.points.first,
      let last = series.points.last
    else { return series }
    let step = max(1, (last.time.distance(from: first.time)) / Int64(most) + 1)
    let values = cells(series, most)
    let points = values.enumerated().filter { $0.element > 0 || series.width == 0 }.map {
      Series.Point(
        time: first.time.advanced(by: step.multipliedClamped(by: Int64($0.offset))),
        value: $0.element)
    }
    return Series(width: series.width == 0 ? 0 : max(series.width, step), points: points)
  }

  /// The sums of equal stretches of time from the first point to the last; of points that stand for
  /// themselves the means, and where there is none, the one before.
  private static func cells(_ series: Series, _ most: Int) -> [Double] {
    guard let first = series.points.first?.time, let last = series.points.last?.time, first < last
    else { return [] }
    let step = max(max(1, series.width), last.distance(from: first) / Int64(most) + 1)
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
