import Timeline

extension ReportWriter {
  private static let mostEvents = 12

  /// Words the timeline where it was asked for.
  mutating func timeline(_ verdict: Verdict) -> [String] {
    let lines = timelineLines(verdict, evenOne: true)
    return lines.isEmpty ? ["Nothing stands out\(scopeText())."] : lines
  }

  /// What happened when: changes, and the first of each trouble.
  mutating func timelineLines(_ verdict: Verdict, evenOne: Bool = false) -> [String] {
    var events: [(time: Instant, service: Int, mark: String)] = []
    let told = verdict.suspects.filter {
      !verdict.isProven || verdict.affected.contains($0.service)
    }
    for suspect in told.prefix(Self.mostEvents / 2) {
      if let change = suspect.change {
        events.append((change.time, suspect.service, draft.cite(change)))
      }
      events.append((suspect.main.onset, suspect.service, draft.cite(suspect.main)))
      if let second = suspect.second {
        events.append((second.onset, suspect.service, draft.cite(second)))
      }
    }
    var seen: Set<String> = []
    events = events.sorted { ($0.time, $0.service) < ($1.time, $1.service) }
      .filter { seen.insert($0.mark).inserted }
    guard events.count > 1 || evenOne else { return [] }
    return events.prefix(Self.mostEvents).map { event in
      let quote = draft.short(event.mark, limit: 90)
      return "- \(times.short(event.time)) \(draft.name(event.service)): \(quote) \(event.mark)"
    }
  }
}
