import Diagnosis
import Evidence
import Timeline

/// What ended the trouble: what was done, or came back, next to its last sign.
///
/// "what made it work again?", "how was it solved?", "did it stop on its own?".
struct EndAnswer: ActAnswer {
  /// How long before the last sign what ended it may lie, and how long after it, in milliseconds: a
  /// quarter of an hour, for what waits fails on; five minutes, for what is done is told when it is done.
  private static let (before, after) = (RankingModel.together, Int64(5 * 60_000))
  /// Rare entries shown.
  private static let most = 8

  /// Whether a yes or no is asked for: "did it stop on its own?".
  private let isYesNo: Bool

  /// Nil where a question asks for no end, or the case has none.
  init?(_ question: Question, _ file: Case) {
    guard file.diagnosis?.onset != nil, question.scope.statuses.isEmpty else { return nil }
    let words = Stem.words(question.beginning)
    guard !words.contains(where: ["many", "often", "not", "when", "long"].contains) else {
      return nil
    }
    // "why has it stopped?" asks for a cause.
    let place = words.firstIndex { ["what", "who", "how", "which"].contains($0) }
    let rest = words.contains("why") ? [] : place.map { words[($0 + 1)...] } ?? []
    let asks = Self.asksForEnd(rest) || Self.isBroughtBack(rest)
    isYesNo = Self.asksForItself(words)
    guard isYesNo || asks && words[place ?? 0] != "who" || asks && Self.isBroughtBack(rest) else {
      return nil
    }
  }

  private static let ending: Set = [
    "ended", "fixed", "resolved", "solved", "cured", "repaired", "stopped", "helped", "mended",
    "recovered", "recover", "healed",
  ]

  /// "what ended it?", "how was it solved?"; "which jobs stopped?" asks for jobs.
  private static func asksForEnd(_ words: ArraySlice<String>) -> Bool {
    words.indices.contains { place in
      guard ending.contains(words[place]) else { return false }
      guard words[place] == "stopped" else { return true }
      return place + 1 < words.endIndex
        && ["it", "that", "this", "them", "the"].contains(words[place + 1])
    }
  }

  /// "made it work again", "brought it back", "get writes going".
  private static func isBroughtBack(_ words: ArraySlice<String>) -> Bool {
    words.contains(
      where: ["made", "make", "brought", "bring", "got", "get", "put", "set"].contains)
      && words.contains(
        where: [
          "again", "back", "going", "working", "good", "normal", "fine", "ok", "healthy", "running",
        ].contains)
  }

  /// "did it stop on its own or did somebody do something?", "did it recover by itself?".
  private static func asksForItself(_ words: [String]) -> Bool {
    guard words.contains(where: ending.union(["stop", "end", "go", "heal"]).contains) else {
      return false
    }
    let text = words.joined(separator: " ")
    return ["on its own", "by itself", "of itself", "on their own", "by themselves"]
      .contains(where: text.contains)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let spell = Self.spell(of: diagnosis), let end = spell.period?.upperBound else {
      report.add(
        .answer, layout: .sentences,
        [.init("The evidence does not say when it ended: what was found carries no times.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let time = report.times.full(end)
    let acts = try await Self.acts(diagnosis, desk)
    var claims: [Report.Claim] = []
    if let best = acts.first {
      claims.append(told(best, isYesNo ? "Not on its own, it seems: " : "", &report))
    } else if isYesNo {
      claims.append(.init("No entry tells of anybody who ended it."))
    }
    let isOngoing = spell.isOngoing == true
    let last = report.cite(spell.last ?? spell.sample)
    claims.append(
      .init(
        isOngoing
          ? "It was still felt when the evidence ends: the last time was at \(time), "
            + "\(report.quote(last)) [\(last)]."
          : "It was felt for the last time at \(time): \(report.quote(last)) [\(last)].",
        exhibits: [last]))
    let known = Set(
      (acts + IncidentFindings.of(diagnosis)).flatMap(\.samples).map(\.reference))
    let rare = Self.rare(diagnosis, desk).filter { !known.contains($0.reference) }
    let nearest = rare.min { Self.distance($0, end) < Self.distance($1, end) }
    if let nearest {
      let number = report.cite(nearest)
      let at = nearest.time.map { " at \(report.times.full($0.instant))" } ?? ""
      claims.append(
        .init(
          "The nearest entry that is rare is of \(MarkdownText.name(nearest.service))\(at): "
            + "\(report.quote(number)) [\(number)].", exhibits: [number]))
    } else if acts.isEmpty {
      claims.append(
        .init("Nothing but the usual stands near it: no change, and no message that is rare."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(
      .change, title: "Changes", ChangesAnswer.rows(acts.dropFirst().prefix(Self.most), &report))
    report.addLines(Array(rare.suffix(Self.most)))
    report.file.focus.instant = end
  }

  /// The trouble as it was felt: of what began with the incident, that which lasted longest.
  static func spell(of diagnosis: Diagnosis) -> Spell? {
    guard let onset = diagnosis.onset else { return nil }
    let begun = IncidentSpell.all(diagnosis).filter { spell in
      guard let period = spell.period, !spell.isFailingAllAlong else { return false }
      return period.lowerBound >= onset.advanced(by: -RankingModel.together)
    }
    return begun.first { $0.isOngoing != true } ?? begun.first ?? IncidentSpell.all(diagnosis).first
  }

  /// What was changed or came back near the end, the likeliest first.
  static func acts(_ diagnosis: Diagnosis, _ desk: Desk) async throws -> [Finding] {
    guard let onset = diagnosis.onset, let end = spell(of: diagnosis)?.period?.upperBound else {
      return []
    }
    let tied = diagnosis.tiedChange.flatMap(diagnosis.finding)
    let cause = diagnosis.hypotheses.first
    let concerned = Set(
      [tied?.service, cause?.service].compactMap { $0 } + (tied?.names ?? []) + (cause?.path ?? []))
    let found = try await FindingsTool.call(.init(roles: [.change, .recovery]), desk)
    let near = found.filter { finding in
      guard let time = finding.period?.lowerBound,
        finding.signal != .metrics || finding.kind == "restart"
      else { return false }
      return time > onset && time >= end.advanced(by: -Self.before)
        && time <= end.advanced(by: Self.after)
    }
    func cost(_ finding: Finding) -> Int64 {
      let time = finding.period?.lowerBound ?? end
      var cost = Int64(clamping: time.distance(from: end).magnitude)
      // What undoes the change that led to it is what ended it, whenever it took effect.
      if let tied, finding.service == tied.service, finding.role == .change {
        cost -= Self.after * 2
      } else if concerned.contains(finding.service) || !concerned.isDisjoint(with: finding.names) {
        cost -= Self.after / 2
      }
      // What says that all is well again tells when, and what somebody did tells why.
      if finding.role == .recovery { cost += Self.after / 2 }
      return cost
    }
    return near.sorted { (cost($0), $0.samples[0].reference) < (cost($1), $1.samples[0].reference) }
  }

  /// The rare entries near the end, by time.
  static func rare(_ diagnosis: Diagnosis, _ desk: Desk) -> [Sample] {
    guard let onset = diagnosis.onset, let end = spell(of: diagnosis)?.period?.upperBound else {
      return []
    }
    let from = max(onset, end.advanced(by: -before))
    return RareEntries.samples(in: from...end.advanced(by: after), orGrave: false, desk)
  }

  private func told(
    _ act: Finding, _ lead: String, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let number = report.cite(act)
    let time = act.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    let name = MarkdownText.name(act.service)
    let what =
      act.role == .recovery
      ? "\(name) told that it was over" : "the change next to its end is of \(name)"
    let text = "\(lead)\(what)\(time): \(act.told(report, number)) [\(number)]."
    return .init(text.prefix(1).uppercased() + text.dropFirst(), exhibits: [number])
  }

  private static func distance(_ sample: Sample, _ point: Instant) -> UInt64 {
    sample.time.map { $0.instant.distance(from: point).magnitude } ?? .max
  }
}
