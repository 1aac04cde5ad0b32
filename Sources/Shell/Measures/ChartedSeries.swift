import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A series of an exhibit, put in order to be drawn: what a server sent may be in none.
struct ChartedSeries {
  /// Ascending in time; at least two, at different times, all finite.
  let points: [Point]
  /// Whether values are counted in stretches of time, so that none is nothing.
  let isCount: Bool
  let unit: String
  /// What it is of: `db_pool_active`, else what the evidence quotes.
  let name: String
  let service: String?
  /// The seconds that each count stands for.
  let width: Double?
  let usual: Report.Band?
  /// When the values became others, or the incident began.
  private let begun: Double?
  /// When there was evidence already, though none of it was counted; nil where none is known.
  private let quiet: Double?

  /// A value and its time in seconds since 1970.
  struct Point {
    var time: Double
    var value: Double
  }

  /// The contract's most points; further ones of a server that sends more are not drawn.
  private static let most = 120
  /// Beyond these no system counts, and sums would lose what they count.
  private static let greatest = 1e15
  /// Seconds around 1970 that a civil date can be told of: ten thousand years.
  private static let latest = 3e11

  /// Takes the series of an exhibit; nil where there is nothing to draw.
  init?(_ exhibit: Report.Exhibit, quiet: Double? = nil) {
    self.quiet = quiet
    let points = (exhibit.series ?? []).prefix(Self.most).map {
      Point(time: $0.time.timeIntervalSince1970, value: $0.value)
    }.filter { abs($0.value) < Self.greatest && abs($0.time) < Self.latest }
      .sorted { $0.time < $1.time }
    guard let first = points.first, let last = points.last, first.time < last.time else {
      return nil
    }
    self.points = points
    let measure = exhibit.measure
    // Servers that tell no measure count lines, and measure points.
    isCount = measure.map { $0.width != nil } ?? (exhibit.kind.rawValue != "point")
    name = measure?.name ?? exhibit.quote ?? ""
    let unit = measure?.unit ?? (isCount ? "entries" : "")
    self.unit = unit.isEmpty ? Self.unit(ofName: name) : unit
    service = exhibit.service
    let gaps = zip(points, points.dropFirst()).map { $1.time - $0.time }.filter { $0 > 0 }
    // A stretch of no length, or of centuries, is a mistake.
    let told = measure?.width.flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
    width = isCount ? told ?? gaps.min() : nil
    usual = measure?.usual.flatMap { band in
      max(abs(band.low), abs(band.high)) < Self.greatest && band.low <= band.high ? band : nil
    }
    begun = measure?.onset?.timeIntervalSince1970
  }

  /// The unit that a metric's name tells: `per s` of `requests_per_second`, `%` of `cpu:percent_of_limit`.
  private static func unit(ofName name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter }
    if words.suffix(2) == ["per", "second"] { return "per s" }
    return words.contains("percent") ? "%" : ""
  }

  /// From the first time to the end of the last stretch; of counts with some of the time before, when
  /// there were none.
  var times: ClosedRange<Double> {
    let start = points[0].time
    let length = points[points.count - 1].time - start
    let before = isCount ? quiet.map { max($0, start - length / 5) } : nil
    let first = min(start, before ?? start)
    return first...points[points.count - 1].time + (width ?? 0)
  }

  /// When the values became others, or the incident began, where that is among their times.
  var onset: Double? { begun.flatMap { times.contains($0) ? $0 : nil } }

  /// The least and the greatest value.
  var range: (least: Double, greatest: Double) {
    let values = points.map(\.value)
    return (values.min() ?? 0, values.max() ?? 0)
  }

  /// What stands at the axis: `%`, `entries in 2 min`.
  var unitWords: String {
    guard let width else { return unit }
    return "\(unit) in \(Self.length(width))"
  }

  /// The chart in words, for who does not see it.
  var words: String {
    let (least, greatest) = range
    let start = Self.time(points[0].time)
    let end = Self.time(points[points.count - 1].time)
    var text = isCount ? "Bar chart of \(unitWords)" : "Line chart of \(name.oneLine)"
    if let service { text += " of \(service.oneLine)" }
    text += ", \(start.text) to \(end.text(after: start)) UTC: "
    // What is counted is told before.
    let unit = isCount ? "" : unit
    text += "\(AxisUnit.words(least, unit)) to \(AxisUnit.words(greatest, unit))"
    text += ", at last \(AxisUnit.words(points[points.count - 1].value, unit))."
    if let usual {
      text +=
        " Usual are \(AxisUnit.words(usual.low, unit)) to \(AxisUnit.words(usual.high, unit))."
    }
    if let onset { text += " Onset at \(Self.time(onset).clock) UTC." }
    return text
  }

  /// A time in seconds since 1970, as people read it.
  static func time(_ seconds: Double) -> TimeWords {
    TimeWords(Date(timeIntervalSince1970: seconds))
  }

  /// A length of time in the largest unit that it is a whole number of.
  static func length(_ seconds: Double) -> String {
    for (size, unit) in [(86_400.0, "days"), (3600, "h"), (60, "min")] where seconds >= size {
      let count = seconds / size
      if count == count.rounded() { return "\(AxisUnit.number(count)) \(unit)" }
    }
    return "\(AxisUnit.number(seconds)) s"
  }
}
