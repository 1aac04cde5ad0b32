import Evidence
import Investigation
import Timeline

extension Question {
  /// The act, and its aspect: `judge.couldBe`.
  var actText: String { act.rawValue + (aspect.map { "." + $0.rawValue } ?? "") }

  /// What it is about, its window aside: `orders error+ "declined" status=503`.
  var scopeText: String {
    var parts = scope.services + scope.hosts.map { "@" + $0 } + scope.loggers.map { "~" + $0 }
    switch (scope.minimumLevel, scope.maximumLevel) {
    case (let least?, nil): parts.append("\(least)+")
    case (nil, let most?): parts.append("..\(most)")
    case (let least?, let most?): parts.append(least == most ? "\(least)" : "\(least)..\(most)")
    case (nil, nil): break
    }
    parts += scope.statuses.map {
      $0.count == 1 ? "status=\($0.lowerBound)" : "status=\($0.lowerBound)-\($0.upperBound)"
    }
    parts += scope.fields.map { $0.name + $0.comparison.rawValue + $0.value }
    parts += scope.terms.map { "\"" + ($0.alternatives.first ?? "") + "\"" }
    parts += scope.excludedTerms.map { "-\"" + ($0.alternatives.first ?? "") + "\"" }
    return parts.joined(separator: " ")
  }

  /// The window: `10:30:00..11:00:00`, with the day where it is not the 11th.
  var windowText: String {
    guard let window = scope.window else { return "" }
    return Self.text(window.lowerBound) + ".." + Self.text(window.upperBound)
  }

  /// An instant: `10:30:00`, `10T09:00:00` on another day, nothing where a window is open.
  static func text(_ instant: Instant) -> String {
    if instant == .earliest || instant == .latest { return "" }
    let time = CivilTime(instant)
    let day = time.date == CivilDate(year: 2026, month: 3, day: 11) ? "" : "\(time.date.day)T"
    let rest = time.millisecond == 0 ? "" : ".\(time.millisecond)"
    return day + time.clockText + rest
  }

  /// How it is wanted: `last 5 by host short`.
  var formText: String {
    var parts: [String] = []
    switch form.order {
    case .earliest?: parts.append("first")
    case .latest?: parts.append("last")
    case .around(let instant)?: parts.append("around " + Self.text(instant))
    case nil: break
    }
    if let limit = form.limit { parts.append(limit == Form.all ? "all" : "\(limit)") }
    switch form.statistic {
    case .percentile(let percent)?: parts.append("p\(percent)")
    case .mean?: parts.append("mean")
    case .greatest?: parts.append("greatest")
    case .least?: parts.append("least")
    case .sum?: parts.append("sum")
    case .trend?: parts.append("trend")
    case .distribution?: parts.append("distribution")
    case nil: break
    }
    if let field = form.field { parts.append("of " + field) }
    switch form.groupBy {
    case .field(let name)?: parts.append("by " + name)
    case .time(let width)?: parts.append("per \(width / 1000)s")
    case let group?: parts.append("by \(group)")
    case nil: break
    }
    if form.isShort { parts.append("short") }
    if form.continues { parts.append("continued") }
    if let zone = form.zone { parts.append("zone \(zone)") }
    return parts.joined(separator: " ")
  }

  /// All of it in one line, parts parted by ` | `, empty ones left out.
  var summary: String {
    var parts = [actText, scopeText, windowText, formText]
    if let otherScope {
      var other = Question(text: "", act: act)
      other.scope = otherScope
      parts.append(
        "with " + [other.scopeText, other.windowText].filter { !$0.isEmpty }.joined(separator: " "))
    }
    if let instant { parts.append("at " + Self.text(instant)) }
    if !exhibits.isEmpty { parts.append(exhibits.map { "[\($0)]" }.joined()) }
    return parts.filter { !$0.isEmpty }.joined(separator: " | ")
  }
}
