import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What was measured, as an exhibit shows it: its course, and the values around the time that is cited.
///
///     ▁▁▁▇██ 0.0095 per s to 2.28 per s, 06:42:00 to 08:42:00 UTC
///
///       08:02:30  0.0095 per s
///     > 08:02:45  1.01 per s
///       08:03:00  2.05 per s
struct MeasuredText {
  /// The metric with its labels, as the evidence calls it.
  let name: String
  /// The values drawn, their range and their time.
  let course: String
  /// The values around the cited one, which is marked.
  let rows: [String]

  /// Values before the cited one that are shown, and behind it.
  private static let around = (before: 4, behind: 6)

  /// Nil where an exhibit has no values of a metric.
  init?(_ exhibit: Report.Exhibit) {
    guard exhibit.kind.rawValue != "line", let measure = exhibit.measure, measure.width == nil,
      let named = measure.name, let series = ChartedSeries(exhibit),
      let time = exhibit.time?.timeIntervalSince1970
    else { return nil }
    var points = series.points
    // A long series has lost values; the cited one is not to be among those.
    if let value = exhibit.quote.flatMap(Double.init), value.isFinite,
      !points.contains(where: { $0.time == time }), series.times.contains(time)
    {
      points.insert(
        .init(time: time, value: value), at: points.firstIndex { $0.time > time } ?? points.endIndex
      )
    }
    func distance(_ index: Int) -> Double { abs(points[index].time - time) }
    guard let cited = points.indices.min(by: { distance($0) < distance($1) }) else { return nil }
    name = named
    let (start, end) = (
      ChartedSeries.time(series.times.lowerBound), ChartedSeries.time(series.times.upperBound)
    )
    let (least, most) = series.range
    let range =
      "\(AxisUnit.words(least, series.unit)) to \(AxisUnit.words(most, series.unit))"
    let usual = series.usual.map {
      "; usual are \(AxisUnit.words($0.low, series.unit)) to "
        + AxisUnit.words($0.high, series.unit)
    }
    course =
      "\(SeriesSketch(exhibit)?.text ?? range), \(start.text) to \(end.text(after: start)) UTC"
      + (usual ?? "")
    let first = max(0, cited - Self.around.before)
    let last = min(points.count - 1, cited + Self.around.behind)
    rows = (first...last).map { index in
      "\(index == cited ? ">" : " ") \(ChartedSeries.time(points[index].time).clock)  "
        + AxisUnit.words(points[index].value, series.unit)
    }
  }
}
