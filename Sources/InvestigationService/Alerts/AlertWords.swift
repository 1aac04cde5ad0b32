import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Puts alerts into the words of a question, as somebody who reads them would ask.
///
///     Why does the alert "HighErrors" of checkout fire since 2026-01-31T10:05:00Z
///     ("severity: critical"): "5 % of the requests fail"?
///
/// in one line. What strangers wrote stands in quotes, where it is looked for and not obeyed, and
/// on the line of the question, so that nothing of it passes for lines of a log. Values of labels
/// that name what is watched, and are names, stand without: they say what is asked about. The time is
/// an instant of UTC: a "10:05" would hang on the zone of the evidence.
enum AlertWords {
  /// The alerts that are told one by one; of more, how many there are.
  private static let mostTold = 10
  /// The labels that are told of an alert.
  private static let mostLabels = 8
  /// The names that are told of what an alert watches.
  private static let mostNames = 4
  /// Scalars of a label with its name, and of the name of an alert.
  private static let longestLabel = 80
  /// Scalars of what an alert says of itself: with the quotes less than the 400 that the engine takes
  /// for one quote.
  private static let longestSaying = 300

  /// The question why alerts began to fire; `isMore` where others of their group did before.
  static func question(_ alerts: [Alert], truncated: Int = 0, isMore: Bool = false) -> String {
    guard let first = alerts.first else { return "What is wrong?" }
    let when = (isMore ? " too" : "") + " since \(time(first.startsAt))"
    guard alerts.count + truncated > 1 else {
      let said = saying(of: first)
      return "Why does the alert \(name(of: first)) fire\(when)\(labels(of: first))"
        + (said.isEmpty ? "" : ": " + said) + "?"
    }
    let common = common(alerts)
    let told = alerts.prefix(mostTold).map { alert in
      let said = saying(of: alert)
      return name(of: alert) + labels(of: alert, without: common)
        + (said.isEmpty ? "" : ", " + said)
    }
    return "Why do these \(alerts.count + truncated) alerts fire\(when)\(labels(common)): "
      + list(told, of: alerts.count + truncated) + "?"
  }

  /// The question whether it is over, where alerts were resolved.
  static func question(resolved alerts: [Alert]) -> String {
    let end = alerts.compactMap(\.endsAt).max().map { " since \(time($0))" } ?? ""
    return "Is it over\(end), when \(resolution(alerts))?"
  }

  /// What is asked next in a session.
  static func question(_ followUp: AlertPlan.FollowUp) -> String {
    if followUp.fires.isEmpty { return question(resolved: followUp.resolved) }
    let fires = question(followUp.fires, isMore: true)
    guard !followUp.resolved.isEmpty else { return fires }
    let resolution = resolution(followUp.resolved)
    return fires + " Meanwhile \(resolution)."
  }

  /// A title for the session that alerts open.
  static func title(_ alerts: [Alert], truncated: Int = 0) -> String {
    guard let first = alerts.first else { return "" }
    let count = alerts.count + truncated
    let names = alerts.prefix(mostTold).map { cleaned($0.labels["alertname"] ?? "", longestLabel) }
    let distinct = names.indices.filter { names.firstIndex(of: names[$0]) == $0 }
      .map { names[$0] }.filter { !$0.isEmpty }
    let subjects = Self.names(of: first)
    let title =
      count == 1
      ? [
        distinct.first ?? "Alert", subjects.isEmpty ? "" : "of " + subjects.joined(separator: ", "),
      ]
      .filter { !$0.isEmpty }.joined(separator: " ")
      : "\(count) alerts" + (distinct.isEmpty ? "" : ": " + distinct.joined(separator: ", "))
    return RequestRules.title(from: title)
  }

  private static func resolution(_ alerts: [Alert]) -> String {
    guard alerts.count > 1 else {
      return "the alert \(alerts.first.map(name) ?? "") was resolved"
    }
    return "these \(alerts.count) alerts were resolved: "
      + list(alerts.prefix(mostTold).map(name), of: alerts.count)
  }

  private static func list(_ told: [String], of count: Int) -> String {
    (told + (count > told.count ? ["and \(count - told.count) more"] : [])).joined(separator: "; ")
  }

  /// An alert by its name and what it watches: `"HighErrors" of checkout`.
  private static func name(of alert: Alert) -> String {
    let name = cleaned(alert.labels["alertname"] ?? "", longestLabel)
    let subjects = names(of: alert)
    return "\"\(name.isEmpty ? "without a name" : name)\""
      + (subjects.isEmpty ? "" : " of " + subjects.joined(separator: ", "))
  }

  /// Labels by which alerts commonly say what they watch, the narrowest and surest first.
  ///
  /// Source: what Kubernetes and the exporters of Prometheus call things. `job` and `instance` may
  /// name an exporter instead, so they come last.
  private static let naming = [
    "service", "app", "application", "component", "container", "deployment", "statefulset",
    "daemonset", "workload", "pod", "node", "host", "job", "instance",
  ]

  private static func names(of alert: Alert) -> [String] {
    var names: [String] = []
    for value in naming.compactMap({ alert.labels[$0] })
    where isName(value) && !names.contains(value) {
      names.append(value)
    }
    return Array(names.prefix(mostNames))
  }

  /// Whether a text can only be a name: it begins with a letter and holds nothing that could be a
  /// time, a number, a reference or an end of a sentence.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.count <= longestLabel,
      let last = text.utf8.last, isLetter(last) || isDigit(last)
    else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || isDigit($0) || "-_.".utf8.contains($0)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The labels that all alerts have alike.
  private static func common(_ alerts: [Alert]) -> [String: String] {
    guard let first = alerts.first else { return [:] }
    return first.labels.filter { label in
      alerts.dropFirst().allSatisfy { $0.labels[label.key] == label.value }
    }
  }

  /// The labels that its name does not tell, in brackets behind a blank.
  private static func labels(of alert: Alert, without common: [String: String] = [:]) -> String {
    let names = names(of: alert)
    return labels(
      alert.labels.filter {
        common[$0.key] == nil && !(naming.contains($0.key) && names.contains($0.value))
      })
  }

  private static func labels(_ labels: [String: String]) -> String {
    let told = labels.filter { $0.key != "alertname" }.sorted { $0.key < $1.key }
      .prefix(mostLabels).map { "\"\(cleaned("\($0.key): \($0.value)", longestLabel))\"" }
    return told.isEmpty ? "" : " (\(told.joined(separator: ", ")))"
  }

  /// Annotations that say what is wrong, by the names that are usual.
  private static let sayings = ["summary", "title", "message", "description"]

  /// What an alert says of itself, in quotes; nothing where it says nothing, as links do.
  private static func saying(of alert: Alert) -> String {
    let others = alert.annotations.keys.filter { !sayings.contains($0) }.sorted()
    let texts = (sayings + others).compactMap { alert.annotations[$0] }
      .filter { !$0.contains("://") }.map { cleaned($0, longestSaying) }.filter { !$0.isEmpty }
    let text = cleaned(texts.joined(separator: " · "), longestSaying)
    return text.isEmpty ? "" : "\"\(text)\""
  }

  /// A stranger's text as part of a line: what is no visible character becomes a blank, marks that
  /// would end the quote become others, and what is too long is cut.
  private static func cleaned(_ text: String, _ length: Int) -> String {
    var clean = String.UnicodeScalarView()
    var isBlank = true
    // Cut before it is looked at: a text may have a megabyte.
    for scalar in text.unicodeScalars.prefix(length * 4) {
      guard isVisible(scalar) else {
        if !isBlank { clean.append(" ") }
        isBlank = true
        continue
      }
      clean.append(scalar == "\"" || scalar == "\u{201C}" || scalar == "\u{201D}" ? "'" : scalar)
      isBlank = false
    }
    while clean.last == " " { clean.removeLast() }
    guard clean.count > length else { return String(clean) }
    return String(String.UnicodeScalarView(clean.prefix(length - 1))) + "…"
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
      .privateUse, .surrogate:
      false
    default: true
    }
  }

  /// A time to the second: `2026-01-31T10:05:00Z`.
  private static func time(_ date: Date) -> String {
    String(Timestamp.string(from: date).prefix { $0 != "." && $0 != "Z" }) + "Z"
  }
}
