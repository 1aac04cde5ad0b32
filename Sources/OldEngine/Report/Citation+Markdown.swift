extension Citation {
  /// The number as text refers to it.
  var mark: String { "[\(number)]" }

  /// The citation as an item of a list: quote, place, count and times.
  func markdown(_ times: TimeText) -> String {
    let place = MarkdownText.code("\(MarkdownText.oneLine(path)):\(line)")
    var parts = ["- \(mark) \(MarkdownText.name(service)) \(MarkdownText.code(quote)) — \(place)"]
    switch (count, first, last) {
    case (2..., let first?, let last?) where last > first:
      parts.append("\(count) times, \(times.short(first)) to \(times.short(last))")
    case (2..., let first?, _): parts.append("\(count) times, \(times.short(first))")
    case (2..., nil, _): parts.append("\(count) times")
    case (_, let first?, _): parts.append(times.short(first))
    default: break
    }
    if !sparkline.isEmpty { parts.append(sparkline) }
    return parts.joined(separator: " · ")
  }
}
