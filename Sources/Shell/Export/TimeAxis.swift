/// The axis of time below a chart, in UTC: its places, its marks, and where an incident began.
struct TimeAxis {
  /// The times at its ends, in seconds since 1970.
  let times: ClosedRange<Double>
  /// The places of its ends.
  let left: Double
  let right: Double
  /// Marks that have room beside each other.
  let mostMarks: Int

  /// The place of a time.
  func x(_ time: Double) -> Double {
    let share = (time - times.lowerBound) / (times.upperBound - times.lowerBound)
    return left + share * (right - left)
  }

  /// The axis at a height, with its marks and days below it.
  func svg(at y: Double) -> String {
    let (found, areDays) = AxisMarks.times(times, most: mostMarks)
    let hasSeconds = found.contains { $0 / 60 != ($0 / 60).rounded() }
    let marks = found.map { time in
      let words = ChartedSeries.time(time)
      let text = areDays ? words.day.dropFirst(5) : words.clock.prefix(hasSeconds ? 8 : 5)
      return SVG.line("tick", x(time), y, x(time), y + 5)
        + SVG.text(String(text), x: x(time), y: y + 19, "mark", anchor: "middle")
    }
    let first = ChartedSeries.time(times.lowerBound).day
    let last = ChartedSeries.time(times.upperBound).day
    let days = first == last ? "\(first)" : "\(first) to \(last)"
    let parts =
      [SVG.line("axis", left, y, right, y)] + marks
      + [SVG.text("\(days), UTC", x: right, y: y + 37, "title", anchor: "end")]
    return parts.joined(separator: "\n")
  }

  /// The mark of an incident's beginning across a plot, its words above: beyond the middle before it, where
  /// there is room for them.
  func onset(_ time: Double, above top: Double, to bottom: Double) -> String {
    let x = x(time)
    let isLate = x > (left + right) / 2
    return SVG.line("onset", x, top - 10, x, bottom)
      + SVG.text(
        "onset \(ChartedSeries.time(time).clock.prefix(8))", x: x + (isLate ? -6 : 6), y: top,
        "onset-name", anchor: isLate ? "end" : "start")
  }
}
