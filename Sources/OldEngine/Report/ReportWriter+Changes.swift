import Timeline

extension ReportWriter {
  private static let mostChanges = 20

  /// The change before the onset in the suspected service, or that there is none.
  mutating func changeBefore(_ verdict: Verdict) -> [String] {
    guard let first = verdict.suspects.first else { return [] }
    guard let change = first.change else {
      guard verdict.isProven else { return [] }
      return ["No change found in \(draft.name(first.service)) before the onset."]
    }
    return [line(change)]
  }

  /// Words all changes in the time asked about; else those before the onset, else all.
  mutating func changes(_ verdict: Verdict) -> [String] {
    // Of a service that a follow-up took over, what changed elsewhere matters as much.
    let isAsked = !question.inherited.contains("the service")
    let asked = isAsked ? Set(question.services) : []
    let scoped = detections.changes.filter { change in
      asked.isEmpty || asked.contains(index.services[change.service])
    }
    let inside = scoped.filter { change in
      question.time.map { $0.reaches(change.time) } ?? true
    }
    guard !inside.isEmpty else {
      return ["No change found in the logs\(scopeText(saysServices: isAsked))."]
    }
    let shown = inside.suffix(Self.mostChanges)
    var lines = [
      "\(inside.count == 1 ? "1 change" : "\(inside.count) changes")\(scopeText(saysServices: isAsked)):",
      "",
    ]
    lines += shown.map { "- " + line($0) }
    if let onset = verdict.onset, verdict.isProven {
      let before = inside.last { $0.time <= onset }
      lines += [
        "",
        before == nil
          ? "None of them came before the onset at \(times.short(onset))."
          : "The trouble began at \(times.short(onset)).",
      ]
    }
    return lines
  }

  private mutating func line(_ change: ChangeEvent) -> String {
    let mark = draft.cite(change)
    return "\(times.short(change.time)) \(draft.name(change.service)): \(draft.short(mark)) \(mark)"
  }
}

extension TimeScope {
  /// Returns whether a change at a time may be meant: in the window, or shortly before a moment.
  func reaches(_ time: Instant) -> Bool {
    let lead: Int64 = moment == nil ? 0 : 3_600_000
    return time >= window.lowerBound.advanced(by: -lead) && time <= window.upperBound
  }
}
