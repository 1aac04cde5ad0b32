import SessionsAPI

/// A series as a picture in SVG, drawn by the page's own style: axes with units, what is usual, the
/// onset; what it shows stands beside it in words.
struct SeriesChart {
  let series: ChartedSeries

  /// The size of the picture, in its own units; the page fits it to its width.
  private static let width = 720.0
  private static let height = 236.0
  /// The room of the plot within: of numbers on the left, of titles above, of times below.
  private static let left = 64.0
  private static let right = 704.0
  private static let top = 38.0
  private static let bottom = 194.0
  /// Letters of a metric's name that fit above the axis.
  private static let longestName = 60

  /// The values at the lower and the upper end of the plot.
  private let low: Double
  private let high: Double
  private let axis: TimeAxis
  private let marks: [Double]
  private let unit: AxisUnit

  init(_ series: ChartedSeries) {
    self.series = series
    axis = TimeAxis(times: series.times, left: Self.left, right: Self.right, mostMarks: 7)
    let (least, greatest) = Self.ends(of: series)
    let marks = AxisMarks.values(least, greatest, most: 4)
    // The plot ends at marks, so that no value lies beyond the last.
    let step = marks.count > 1 ? marks[1] - marks[0] : greatest - least
    low = min(least, marks.first.map { $0 > least ? $0 - step : $0 } ?? least)
    high = max(greatest, marks.last.map { $0 < greatest ? $0 + step : $0 } ?? greatest)
    self.marks = AxisMarks.values(low, high, most: 4)
    unit = AxisUnit(series.unit, greatest: max(abs(low), abs(high)))
  }

  /// The values that the plot must hold.
  private static func ends(of series: ChartedSeries) -> (Double, Double) {
    var (least, greatest) = series.range
    if let usual = series.usual {
      least = min(least, usual.low)
      greatest = max(greatest, usual.high)
    }
    // A count is measured from nothing; so is what comes near to it.
    if series.isCount || least > 0 && least < greatest * 0.6 { least = min(0, least) }
    if least == greatest { greatest += max(1, abs(greatest) * 0.1) }
    return (least, greatest)
  }

  /// The picture.
  var svg: String {
    SVG.picture(
      width: Self.width, height: Self.height, words: series.words,
      [band, grid, series.isCount ? bars : line, onset, axes])
  }

  private func y(_ value: Double) -> Double {
    Self.bottom - (value - low) / (high - low) * (Self.bottom - Self.top)
  }

  private var band: String {
    guard let usual = series.usual else { return "" }
    let top = y(usual.high)
    // A band of one value is seen too.
    let height = max(2, y(usual.low) - top)
    return """
      <rect class="band" x="\(SVG.number(Self.left))" y="\(SVG.number(top))" \
      width="\(SVG.number(Self.right - Self.left))" height="\(SVG.number(height))"/>
      \(SVG.text("usual", x: Self.right - 6, y: top - 4, "band-name", anchor: "end"))
      """
  }

  private var grid: String {
    zip(marks, unit.texts(marks)).map { value, text in
      let y = y(value)
      return SVG.line("grid", Self.left, y, Self.right, y)
        + SVG.text(text, x: Self.left - 8, y: y + 4, "mark", anchor: "end")
    }.joined(separator: "\n")
  }

  private var axes: String {
    let unit = series.isCount ? series.unitWords : self.unit.name
    return [
      SVG.line("axis", Self.left, Self.top, Self.left, Self.bottom),
      axis.svg(at: Self.bottom),
      // What has no unit is a number of what its name says.
      SVG.text(
        unit.isEmpty ? String(series.name.prefix(Self.longestName)) : unit, x: Self.left - 8,
        y: Self.top - 26, "title", anchor: "start"),
    ].joined(separator: "\n")
  }

  private var bars: String {
    let width = max(1, axis.x(series.times.lowerBound + (series.width ?? 0)) - Self.left - 1)
    let zero = y(max(low, 0))
    let path = series.points.map { point in
      let top = y(point.value)
      return
        "M\(SVG.number(axis.x(point.time))) \(SVG.number(zero))"
        + "V\(SVG.number(top))h\(SVG.number(width))V\(SVG.number(zero))z"
    }.joined()
    return "<path class=\"bars\" d=\"\(path)\"/>"
  }

  private var line: String {
    let path = series.points.enumerated().map { place, point in
      "\(place == 0 ? "M" : "L")\(SVG.number(axis.x(point.time))) \(SVG.number(y(point.value)))"
    }.joined()
    return "<path class=\"line\" d=\"\(path)\"/>"
  }

  private var onset: String {
    series.onset.map { axis.onset($0, above: Self.top - 6, to: Self.bottom) } ?? ""
  }
}
