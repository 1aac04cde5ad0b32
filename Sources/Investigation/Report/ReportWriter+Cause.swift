extension ReportWriter {
  /// Words the verdict on a cause.
  mutating func cause(_ verdict: Verdict) {
    draft.add("Answer", [answer(verdict)])
    let level = verdict.confidence.level.rawValue
    draft.add("Confidence", ["\(level.prefix(1).uppercased() + level.dropFirst()): \(verdict.confidence.reason)."])
    draft.add("Suspects", suspects(verdict))
    var path: [String] = []
    if verdict.isProven, verdict.path.count > 1 {
      for (step, service) in verdict.path.enumerated() {
        let onset = verdict.anomalies.first { $0.service == service && $0.isFailure }
        let mark = onset.map { " from \(times.short($0.onset)) \(draft.cite($0))" } ?? ": no anomaly of its own"
        path.append("\(step + 1). \(draft.name(service))\(mark)")
      }
    }
    let change = changeSection(verdict)
    let impact = impact(verdict)
    let timeline = timeline(verdict)
    let lost = ruledOut(verdict)
    draft.add("Evidence", ["-"])
    draft.add("Path", path)
    draft.add("Change", change)
    draft.add("Impact", impact)
    draft.add("Timeline", timeline)
    draft.add("Ruled out", lost)
    draft.add("Not seen", notSeen())
    draft.add("Next checks", nextChecks(verdict))
  }

  private mutating func answer(_ verdict: Verdict) -> String {
    guard let first = verdict.suspects.first, !verdict.anomalies.isEmpty else {
      let scope = question.services.isEmpty ? "" : " for \(question.services.map(MarkdownText.name).joined(separator: ", "))"
      var text = "Not proven: no fault found\(scope); \(verdict.doubt ?? "nothing stands out")."
      let steady = detections.steady.max { index.series[$0].total < index.series[$1].total }
      if let steady, let sample = index.series[steady].samples.first {
        let series = index.series[steady]
        let mark = draft.cite(sample, service: index.services[series.service], count: series.total, stretch: stretch(series))
        text += " The most frequent error runs on evenly: \(draft.short(mark)) in \(draft.name(series.service)), \(series.total) times \(mark)."
      }
      return text
    }
    let mark = draft.cite(first.main)
    let signal = first.main.shape == .silence ? "stopped logging" : (first.main.signal ?? .failure).words
    let name = draft.name(first.service)
    guard verdict.isProven else {
      return "Not proven: \(verdict.doubt ?? "the evidence does not settle it"). What stands out most is "
        + "in \(name) from \(times.full(first.onset)): \(draft.short(mark)) \(mark)."
    }
    var text = "\(name) \(signal) from \(times.full(first.main.onset)) on: \(draft.short(mark)) \(mark)"
    if let change = first.change, change.excerpt.line != first.main.excerpt.line {
      let changeMark = draft.cite(change.excerpt, service: index.services[change.service])
      text += ", after a \(change.signal.rawValue) change there at \(times.short(change.time)): \(draft.short(changeMark)) \(changeMark)"
    }
    text += "."
    if let second = first.second {
      let secondMark = draft.cite(second)
      if secondMark != mark {
        text += " With it came \(draft.short(secondMark)), \(second.count) times from \(times.short(second.onset)) \(secondMark)."
      }
    }
    if let symptom = verdict.symptom, symptom != first.service,
      let felt = verdict.anomalies.first(where: { $0.service == symptom && $0.isFailure })
    {
      text += " It reached \(draft.name(symptom)) at \(times.short(felt.onset)) \(draft.cite(felt))."
    }
    return text
  }

  private func stretch(_ series: LogSeries) -> ClosedRange<Instant>? {
    guard let first = series.samples.first?.time, let last = series.samples.last?.time else { return nil }
    return min(first, last)...max(first, last)
  }

  private mutating func suspects(_ verdict: Verdict) -> [String] {
    verdict.suspects.prefix(5).enumerated().map { place, suspect in
      "\(place + 1). \(draft.name(suspect.service)) — \(reason(suspect)), from \(times.short(suspect.onset)) \(draft.cite(suspect.main))"
    }
  }

  /// Why a service is suspected, in words.
  func reason(_ suspect: Suspect) -> String {
    var parts = [suspect.main.shape == .silence ? "stopped logging" : (suspect.main.signal ?? .failure).words]
    if let change = suspect.change { parts.append("after a \(change.signal.rawValue) change") }
    if !suspect.blamedBy.isEmpty { parts.append("named by failures of \(names(suspect.blamedBy))") }
    if !suspect.blames.isEmpty { parts.append("its own failures name \(names(suspect.blames))") }
    return parts.joined(separator: "; ")
  }

  private func names(_ services: [Int]) -> String {
    services.map { draft.name($0) }.joined(separator: ", ")
  }

  private mutating func changeSection(_ verdict: Verdict) -> [String] {
    guard let first = verdict.suspects.first else { return [] }
    guard let change = first.change else {
      return ["No change found in \(draft.name(first.service)) before the onset."]
    }
    let mark = draft.cite(change.excerpt, service: index.services[change.service])
    return ["\(times.full(change.time)) in \(draft.name(change.service)): \(draft.short(mark)) \(mark)"]
  }

  private mutating func impact(_ verdict: Verdict) -> [String] {
    guard verdict.isProven else { return [] }
    let failures = Dictionary(grouping: verdict.anomalies.filter { $0.isFailure && $0.shape != .needle }, by: \.service)
    return failures.sorted { $0.key < $1.key }.prefix(10).compactMap { service, own in
      guard let first = own.map(\.onset).min(), let last = own.map(\.end).max(), let most = own.max(by: { $0.count < $1.count }) else { return nil }
      let count = own.map(\.count).reduce(0, +)
      let length = TimeText.length(last.milliseconds - first.milliseconds)
      return "- \(draft.name(service)): \(count) failing lines over \(length) \(draft.cite(most))"
    }
  }

  private mutating func timeline(_ verdict: Verdict) -> [String] {
    var events: [(Instant, Int, String)] = []
    for suspect in verdict.suspects.prefix(5) {
      if let change = suspect.change {
        let mark = draft.cite(change.excerpt, service: index.services[change.service])
        events.append((change.time, suspect.service, "\(draft.name(suspect.service)): \(draft.short(mark, limit: 90)) \(mark)"))
      }
      let mark = draft.cite(suspect.main)
      events.append((suspect.main.onset, suspect.service, "\(draft.name(suspect.service)): \(draft.short(mark, limit: 90)) \(mark)"))
    }
    return events.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { "- \(times.short($0.0)) \($0.2)" }
  }

  private mutating func ruledOut(_ verdict: Verdict) -> [String] {
    guard verdict.isProven, let first = verdict.suspects.first else { return [] }
    return verdict.suspects.dropFirst().prefix(5).map { suspect in
      "- \(draft.name(suspect.service)): \(lostTo(first, suspect)) \(draft.cite(suspect.main))"
    }
  }

  /// Why a suspect lost to the first, in words.
  func lostTo(_ first: Suspect, _ suspect: Suspect) -> String {
    if !suspect.isReached { return "no line ties it to the service where the trouble was felt" }
    if !suspect.blames.isEmpty, !suspect.isInternal {
      return "it reports failures of others (\(names(suspect.blames))), not a state of its own"
    }
    if suspect.onset > first.onset { return "its trouble began later, at \(times.short(suspect.onset))" }
    if !suspect.isInternal { return "it shows symptoms only, no state of its own" }
    return "less speaks for it: \(reason(suspect))"
  }

  private func nextChecks(_ verdict: Verdict) -> [String] {
    guard let citation = draft.citations.first, !verdict.suspects.isEmpty else { return [] }
    let around = "\(max(1, citation.line - 10)),\(citation.line + 10)p"
    var lines: [String] = []
    if citation.path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x27 && $0 != 0x60 }) {
      let reader = citation.path.hasSuffix(".gz") ? "gzip -dc '\(citation.path)' | sed -n '\(around)'" : "sed -n '\(around)' '\(citation.path)'"
      lines.append("- What stands around [1]: \(MarkdownText.code(reader))")
    }
    lines.append("- Ask: \(MarkdownText.code("show me the errors of \(citation.service)"))")
    return lines
  }
}
