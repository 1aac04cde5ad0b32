package import Evidence
import Timeline

/// Words metrics as an engineer reads them off a graph.
package enum MetricText {
  /// A value with its unit: `343 MB`, `1.9 cores`, `37.7 ms`.
  package static func value(_ value: Double, _ unit: String) -> String {
    switch unit {
    case "bytes": scaled(value, [(1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "bytes")])
    case "s": scaled(value, [(1, "s"), (1e-3, "ms"), (1e-6, "µs")])
    case "bytes/s": self.value(value, "bytes") + "/s"
    case Measured.perSecond: number(value) + "/s"
    case "": number(value)
    default: number(value) + " " + unit
    }
  }

  private static func scaled(_ value: Double, _ steps: [(Double, String)]) -> String {
    let step = steps.first { abs(value) >= $0.0 } ?? steps[value == 0 ? 0 : steps.count - 1]
    return number(value / step.0) + " " + step.1
  }

  /// A number with three digits that count: `0.0523`, `1.25`, `98.8`, `1230`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let size = abs(value)
    guard size > 0 else { return "0" }
    var decimals = 0
    var scale = size
    while scale < 100, decimals < 9 {
      scale *= 10
      decimals += 1
    }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let whole = Int64((size * power).rounded())
    let divisor = Int64(power)
    var text = "\(whole / divisor)"
    var rest = "\(whole % divisor)"
    if decimals > 0, whole % divisor > 0 {
      rest = String(repeating: "0", count: max(0, decimals - rest.count)) + rest
      while rest.last == "0" { rest.removeLast() }
      text += "." + rest
    }
    return value < 0 ? "-" + text : text
  }

  /// A share in percent: `22 %`, `0.4 %`.
  package static func share(_ share: Double) -> String {
    let percent = min(100, share * 100)
    return (percent < 1 ? number((percent * 10).rounded() / 10) : "\(Int(percent.rounded()))")
      + " %"
  }

  /// What a metric is called in a sentence: `CPU`, `db CPU`, `latency (p99)`, `db_pool_active`.
  package static func noun(_ kind: MetricKind, _ name: String) -> String {
    let noun = plainNoun(kind, name)
    // What a service uses of its database is not what it uses itself.
    guard noun != name, let first = MetricKind.tokens(name).first, parts.contains(first) else {
      return noun
    }
    return "\(first) \(noun)"
  }

  /// What services stand on, as names of metrics begin with it.
  private static let parts: Set<String> = ["db", "database", "cache"]

  private static func plainNoun(_ kind: MetricKind, _ name: String) -> String {
    switch kind {
    // Time that the machine below took away is none that is used.
    case .cpu where MetricKind.tokens(name).contains("steal"): return "CPU steal"
    case .cpu where MetricKind.tokens(name).contains("iowait"): return "waiting for I/O"
    case .cpu, .memory: return kind.noun
    case .availability where MetricKind.tokens(name).first == "up": return "`up`"
    case .errors:
      // Which errors it counts is told by the labels behind its name.
      let labels = name.split(separator: " ").dropFirst().joined(separator: ", ")
      if !labels.isEmpty { return "\(kind.noun) (\(labels))" }
      fallthrough
    case .latency, .requests, .availability:
      let tokens = MetricKind.tokens(name)
      let percentile =
        tokens.first { $0.count < 5 && $0.first == "p" && Int($0.dropFirst()) != nil }
        ?? tokens.first { ["50", "90", "95", "99"].contains($0) }.map { "p" + $0 }
      return percentile.map { "\(kind.noun) (\($0))" } ?? kind.noun
    default: return name
    }
  }
}

extension MetricRun {
  /// What changed: `CPU rose from 1.25 to 99.9 %`.
  var told: String {
    var noun = MetricText.noun(kind, name)
    if isLimit, kind != .other, !MetricKind.isLimit(noun) { noun = "the limit of \(noun)" }
    if let step {
      let verb = read(step.after) > read(step.before) ? "rose" : "fell"
      var text =
        "\(noun) \(verb) from \(MetricText.value(read(step.before), unit)) to "
        + MetricText.value(read(step.after), unit)
      if let limit, isFull {
        text += ", all of its limit of \(MetricText.value(limit.value, unit))"
      }
      if let share, step.isRise { text += ", \(MetricText.share(share)) of its requests" }
      if step.isOver { text += " for a while" }
      return text
    }
    guard leak != nil, let first = values.first, let last = values.last else { return noun }
    return "\(noun) grew steadily from \(MetricText.value(read(first), unit)) to "
      + MetricText.value(read(last), unit)
  }

  /// Whether none is left of what there were some.
  var isGone: Bool { kind == .copies && step?.after == 0 }

  /// Whether it came to stand at its limit and did not before.
  var isFull: Bool {
    guard let limit, let last = step?.after ?? values.last else { return false }
    let first = step?.before ?? values.first ?? 0
    return last >= limit.value * RankingModel.fullShare
      && first < limit.value * RankingModel.roomyShare
  }
}
