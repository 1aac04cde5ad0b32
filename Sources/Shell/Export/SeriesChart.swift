import SessionsAPI
import Terminal

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

  /// The values at the lower and the upper end of the plot.
  private let low: Double
  private let high: Double
  private let times: ClosedRange<Double>
  private let marks: [Double]
  private let unit: AxisUnit

  init(_ series: ChartedSeries) {
    self.series = series
    times = series.times
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
    let parts = [band, grid, series.isCount ? bars : line, onset, axes].joined(separator: "\n")
    return """
      <svg class="chart" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(Self.height))" \
      role="img" aria-label="\(HTMLText.escaped(series.words))">
      \(parts)
      </svg>
      """
  }

  private func x(_ time: Double) -> Double {
    let share = (time - times.lowerBound) / (times.upperBound - times.lowerBound)
    return Self.left + share * (Self.right - Self.left)
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
      <rect class="band" x="\(Self.number(Self.left))" y="\(Self.number(top))" \
      width="\(Self.number(Self.right - Self.left))" height="\(Self.number(height))"/>
      \(Self.text("usual", x: Self.right - 6, y: top - 4, "band-name", anchor: "end"))
      """
  }

  private var grid: String {
    zip(marks, unit.texts(marks)).map { value, text in
      let y = y(value)
      return Self.line("grid", Self.left, y, Self.right, y)
        + Self.text(text, x: Self.left - 8, y: y + 4, "mark", anchor: "end")
    }.joined(separator: "\n")
  }

  private var axes: String {
    let (found, areDays) = AxisMarks.times(times, most: 7)
    let hasSeconds = found.contains { $0 / 60 != ($0 / 60).rounded() }
    let labels = found.map { time in
      let words = ChartedSeries.time(time)
      let text =
        areDays ? words.day.dropFirst(5) : words.clock.prefix(hasSeconds ? 8 : 5)
      return Self.line("tick", x(time), Self.bottom, x(time), Self.bottom + 5)
        + Self.text(String(text), x: x(time), y: Self.bottom + 19, "mark", anchor: "middle")
    }
    let (first, last) = (
      ChartedSeries.time(times.lowerBound).day, ChartedSeries.time(times.upperBound).day
    )
    let days = areDays || first != last ? "\(first) to \(last)" : "\(first)"
    let unit = series.isCount ? series.unitWords : self.unit.name
    return [
      Self.line("axis", Self.left, Self.top, Self.left, Self.bottom),
      Self.line("axis", Self.left, Self.bottom, Self.right, Self.bottom),
      labels.joined(separator: "\n"),
      Self.text(
        unit.isEmpty ? "value" : unit, x: Self.left - 8, y: Self.top - 26, "title",
        anchor: "start"),
      Self.text(
        "\(days), UTC", x: Self.right, y: Self.bottom + 37, "title", anchor: "end"),
    ].joined(separator: "\n")
  }

  private var bars: String {
    let width = max(1, x(times.lowerBound + (series.width ?? 0)) - x(times.lowerBound) - 1)
    let zero = y(max(low, 0))
    let path = series.points.map { point in
      let top = y(point.value)
      return
        "M\(Self.number(x(point.time))) \(Self.number(zero))"
        + "V\(Self.number(top))h\(Self.number(width))V\(Self.number(zero))z"
    }.joined()
    return "<path class=\"bars\" d=\"\(path)\"/>"
  }

  private var line: String {
    let path = series.points.enumerated().map { place, point in
      "\(place == 0 ? "M" : "L")\(Self.number(x(point.time))) \(Self.number(y(point.value)))"
    }.joined()
    return "<path class=\"line\" d=\"\(path)\"/>"
  }

  private var onset: String {
    guard let onset = series.onset else { return "" }
    let x = x(onset)
    // Beyond the middle the words stand before the mark, where there is room for them.
    let isLate = x > (Self.left + Self.right) / 2
    return Self.line("onset", x, Self.top - 16, x, Self.bottom)
      + Self.text(
        "onset \(ChartedSeries.time(onset).clock.prefix(8))", x: x + (isLate ? -6 : 6),
        y: Self.top - 6,
        "onset-name", anchor: isLate ? "end" : "start")
  }

  /// A line from one place to another.
  static func line(_ name: String, _ x: Double, _ y: Double, _ x2: Double, _ y2: Double) -> String {
    """
    <line class="\(name)" x1="\(number(x))" y1="\(number(y))" x2="\(number(x2))" y2="\(number(y2))"/>
    """
  }

  /// A text at a place.
  static func text(
    _ text: String, x: Double, y: Double, _ name: String, anchor: String
  ) -> String {
    """
    <text class="\(name)" x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)">\
    \(HTMLText.escaped(text.oneLine))</text>
    """
  }

  /// A place to a tenth, which no eye can tell from a hundredth.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = abs(tenths) % 10
    return "\(sign)\(abs(tenths) / 10)\(rest == 0 ? "" : ".\(rest)")"
  }
}
