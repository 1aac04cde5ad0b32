import Diagnosis
import Evidence
import Timeline

/// Words an exhibit as a row of a list.
enum ExhibitText {
  /// `**orders** `disk full` — `orders.log:12` · 3 times, 10:00:01 to 10:05:09 · ·▂█`;
  /// `**orders** cpu `99.9` — `metrics.csv:41` · 10:05:00 · ▁▁▁█ 1.25 % to 99.9 %`.
  static func row(_ exhibit: Exhibit, _ times: TimeText) -> String {
    let place = MarkdownText.code(MarkdownText.oneLine("\(exhibit.reference)"))
    let why = Quote.reason(of: exhibit.sample).flatMap { reason in
      exhibit.quote.contains(reason) ? nil : ", \(MarkdownText.code(reason))"
    }
    // A number, or one with its time, says nothing alone: the metric's name stands before it.
    let metric =
      exhibit.quote.contains(where: \.isLetter)
      ? "" : exhibit.sample.logger.map { Quote.clean($0) + " " } ?? ""
    let name = MarkdownText.name(exhibit.sample.service)
    var parts = ["\(name) \(metric)\(MarkdownText.code(exhibit.quote))\(why ?? "") — \(place)"]
    if let host = exhibit.sample.host, host != exhibit.sample.service {
      parts.append(MarkdownText.oneLine(host))
    }
    let period = exhibit.period
    switch (exhibit.count, period) {
    case (2..., let period?) where period.length > 0:
      parts.append(
        "\(exhibit.count) times, \(times.short(period.lowerBound)) to "
          + times.short(period.upperBound))
    case (2..., let period?):
      parts.append("\(exhibit.count) times, \(times.short(period.lowerBound))")
    case (2..., nil): parts.append("\(exhibit.count) times")
    default:
      if let time = exhibit.sample.time?.instant { parts.append(times.short(time)) }
    }
    if let values = exhibit.values, exhibit.count > 3 || values.width == 0 {
      let drawn = Sparkline.draw(values)
      if !drawn.isEmpty { parts.append(drawn + range(values, exhibit.measured)) }
    }
    if let origin = exhibit.origin {
      let query = Quote.cut(Quote.clean(origin.query), to: longestQuery)
      parts.append(
        "asked of \(MarkdownText.name(origin.source)) at \(times.short(origin.time)): "
          + MarkdownText.code(MarkdownText.oneLine(query)))
    }
    return parts.joined(separator: " · ")
  }

  /// Bytes of a query that are told: an expression of some 20 words.
  private static let longestQuery = 160

  /// From which to which value a drawn metric runs: ` 1.25 % to 99.9 %`; nothing for counts.
  private static func range(_ values: Series, _ measured: Measured?) -> String {
    let all = values.points.map(\.value)
    guard values.width == 0, let measured, let least = all.min(), let most = all.max() else {
      return ""
    }
    let unit = MarkdownText.sentence(measured.unit)
    return " \(MetricText.value(least, unit)) to \(MetricText.value(most, unit))"
  }
}
