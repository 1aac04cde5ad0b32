import Timeline

extension ReportWriter {
  private static let mostGroups = 15

  /// A message of one service, with how often it came in the time asked about.
  private struct Group {
    var series: Int
    var count: Int
  }

  /// Groups the lines of a level and counts them.
  mutating func summary() {
    let least = question.minimumLevel ?? .warning
    let noun = least >= .fatal ? "fatal" : least >= .error ? "error" : "warning and error"
    let groups = groups(atLeast: least)
    guard !groups.isEmpty else {
      draft.add("Answer", ["No \(noun) lines\(scopeText(saysLevel: false))."])
      draft.add("Not seen", notSeen())
      return
    }
    let total = groups.map(\.count).reduce(0, +)
    let kinds = groups.count == 1 ? "1 kind" : "\(groups.count) kinds"
    var lines = [
      "\(total) \(noun) \(total == 1 ? "line" : "lines") of \(kinds)\(scopeText(saysLevel: false)):",
      "",
    ]
    lines += groups.prefix(Self.mostGroups).map { line($0) }
    if groups.count > Self.mostGroups {
      let rest = groups.dropFirst(Self.mostGroups).map(\.count).reduce(0, +)
      lines.append("- \(rest) × \(groups.count - Self.mostGroups) further kinds")
    }
    draft.add("Answer", lines)
    draft.addEvidence()
    draft.add("Not seen", notSeen())
  }

  /// The messages wanted, the most frequent first.
  private func groups(atLeast least: LogLevel) -> [Group] {
    let asked = Set(question.services)
    let groups = index.series.indices.compactMap { position -> Group? in
      let series = index.series[position]
      guard asked.isEmpty || asked.contains(index.services[series.service]),
        isGrave(position, least), question.terms.allSatisfy({ matches(series, $0) })
      else { return nil }
      let count = count(series)
      return count > 0 ? Group(series: position, count: count) : nil
    }
    return groups.sorted { ($0.count, -$0.series) > ($1.count, -$1.series) }
  }

  private func isGrave(_ position: Int, _ least: LogLevel) -> Bool {
    if let level = index.series[position].level { return level >= least }
    return detections.readings[position].severity >= (least >= .error ? 2.5 : 1.5)
  }

  private mutating func line(_ group: Group) -> String {
    let series = index.series[group.series]
    let window = question.time?.window
    let inside = series.samples.first { sample in
      guard let window, let time = sample.time else { return true }
      return window.contains(time)
    }
    guard let sample = inside ?? series.samples.first else {
      return "- \(group.count) × \(draft.name(series.service))"
    }
    let mark = draft.cite(
      sample, service: series.service, count: group.count,
      stretch: series.stretch,
      counts: draft.grid?.counts(of: series, bucketWidth: index.bucketWidth) ?? [])
    return
      "- \(group.count) × \(draft.name(series.service)): \(draft.short(mark, limit: 110)) \(mark)"
  }

  private func matches(_ series: LogSeries, _ term: String) -> Bool {
    let wanted = term.lowercased()
    return index.templates[series.template].text.lowercased().firstRange(of: wanted) != nil
      || series.samples.contains { $0.text.lowercased().firstRange(of: wanted) != nil }
  }

  /// The entries of a series within the time asked about.
  private func count(_ series: LogSeries) -> Int {
    guard let window = question.time?.window else { return series.total }
    let width = index.bucketWidth
    return series.counts.filter {
      $0.index.addingClamped(1).multipliedClamped(by: width) > window.lowerBound.milliseconds
        && $0.index.multipliedClamped(by: width) <= window.upperBound.milliseconds
    }.map(\.count).reduce(0, +)
  }
}
