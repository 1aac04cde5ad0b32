import Diagnosis
import Evidence
import Timeline

/// What ended the trouble: what was done, or came back, next to its last sign.
///
/// "what made it work again?", "how was it solved?", "did it stop on its own?".
struct EndAnswer: ActAnswer {
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
    if Self.asksForDeed(words) { return }
    if words.count <= 5, words.first == "how", words.last == "end" { return }
    guard isYesNo || asks && words[place ?? 0] != "who" || asks && Self.isBroughtBack(rest) else {
      return nil
    }
  }

  private static let ending: Set = [
    "ended", "fixed", "resolved", "solved", "cured", "repaired", "stopped", "helped", "mended",
    "recovered", "recover", "healed",
  ]

  /// "was something done about it?", "did anybody do anything against it?".
  private static func asksForDeed(_ words: [String]) -> Bool {
    words.contains(where: ["something", "anything", "anybody", "somebody", "what"].contains)
      && words.contains(where: ["done", "do", "did"].contains)
      && zip(words, words.dropFirst()).contains { first, second in
        ["about", "against"].contains(first) && ["it", "that", "this", "them"].contains(second)
      }
  }

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
    guard let end = IncidentEnd(of: diagnosis) else {
      report.add(
        .answer, layout: .sentences,
        [.init("The evidence does not say when it ended: what was found carries no times.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let acts = try await end.acts(desk)
    var claims: [Report.Claim] = []
    if let best = acts.first {
      claims.append(told(best, of: end, &report))
    } else if isYesNo {
      claims.append(.init("No entry tells of anybody who ended it."))
    }
    claims.append(end.lastFelt(&report))
    let known = Set(
      (acts + IncidentFindings.of(diagnosis)).flatMap(\.samples).map(\.reference))
    let rare = end.rareEntries(desk).filter { !known.contains($0.reference) }
    let nearest = rare.min { Self.distance($0, end.moment) < Self.distance($1, end.moment) }
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
    report.file.focus.instant = end.moment
  }

  /// Words what was done or came back; who asks whether it ended by itself learns that it did not only
  /// where somebody changed what the incident is of.
  private func told(
    _ act: Finding, of end: IncidentEnd, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let number = report.cite(act)
    let time = act.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    let name = MarkdownText.name(act.service)
    let quote = "\(act.told(report, number)) [\(number)]."
    if act.role == .recovery {
      return .init("\(name) told that it was over\(time): \(quote)", exhibits: [number])
    }
    guard end.concerns(act) else {
      return .init(
        "The change next to its end, which no entry ties to it, is of \(name)\(time): \(quote)",
        exhibits: [number])
    }
    let lead = isYesNo ? "Not on its own, it seems: the change" : "The change"
    return .init("\(lead) next to its end is of \(name)\(time): \(quote)", exhibits: [number])
  }

  private static func distance(_ sample: Sample, _ point: Instant) -> UInt64 {
    sample.time.map { $0.instant.distance(from: point).magnitude } ?? .max
  }
}
