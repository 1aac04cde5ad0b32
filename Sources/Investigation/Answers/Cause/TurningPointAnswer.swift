import Diagnosis
import Evidence
import Timeline

/// What happened just before the trouble began: the changes, and the entries of all services that are
/// rare.
///
/// Whoever asks "what happened right before it?" looks for what led to it, which is seldom more of the
/// same.
struct TurningPointAnswer: ActAnswer {
  /// How long before the onset counts, in milliseconds: a quarter of an hour.
  private static let reach = RankingModel.together
  /// Entries shown.
  private static let most = 10

  /// Nil where a question behind a cause does not ask for what came before it.
  init?(_ question: Question, _ file: Case) {
    guard let diagnosis = file.diagnosis, question.scope.statuses.isEmpty else { return nil }
    let words = Stem.words(question.beginning)
    // What lines were viewed moves the view.
    if file.focus.act == .lines, file.focus.aspect == .around { return nil }
    guard let first = words.first(where: { !Self.openings.contains($0) }) else { return nil }
    guard diagnosis.onset != nil, Self.asksBefore(words, first), file.focus.act != nil else {
      return nil
    }
  }

  private static let openings: Set = ["and", "so", "ok", "but", "then", "well", "now"]

  /// Whether something just before is asked for: "what happened before?", "did anything happen to the
  /// disk just before?".
  private static func asksBefore(_ words: [String], _ first: String) -> Bool {
    guard let place = words.firstIndex(where: { $0 == "before" || $0 == "beforehand" }) else {
      return false
    }
    // What something said before that is in the lines before it.
    guard !words.contains(where: LinesBeforeAnswer.saying.contains) else { return false }
    let isClose = place > 0 && close.contains(words[place - 1])
    let happens = words.contains(where: happening.contains)
    if first == "what" { return isClose || happens }
    return ["did", "was", "were", "had", "has", "is"].contains(first) && isClose
      && words.contains { ["anything", "something", "anybody", "somebody", "anyone"].contains($0) }
  }

  private static let close: Set = [
    "just", "right", "shortly", "immediately", "directly", "briefly",
  ]
  private static let happening: Set = [
    "happened", "happen", "happening", "happens", "going", "changed", "precede", "started", "start",
    "came", "done", "did",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let point = diagnosis.onset else { return }
    let before = point.advanced(by: -1)
    var (changes, samples) = around(
      point.advanced(by: -Self.reach)...before, point, diagnosis, desk)
    if changes.isEmpty {
      // A change may lie long before what it led to.
      let whole = around(Instant.earliest...before, point, diagnosis, desk)
      changes = whole.changes
      if samples.isEmpty { samples = whole.samples }
    }
    let time = report.times.full(point)
    var claims: [Report.Claim] = []
    if let change = changes.last {
      claims.append(
        claim("The last change before \(time)", change.samples[0], report.cite(change), report))
    }
    if let sample = Self.nearest(samples, question) {
      claims.append(
        claim("The last entry before \(time) that is rare", sample, report.cite(sample), report))
    }
    if claims.isEmpty {
      claims.append(
        .init(
          "Nothing but the usual: in the \(TimeText.length(Self.reach)) before \(time) no change was "
            + "found, and no message that is rare."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.change, title: "Changes", ChangesAnswer.rows(changes, &report))
    report.addLines(samples)
    report.file.focus.instant = point
  }

  /// The changes in a window, and what is rare in it beside them and the failures themselves.
  private func around(
    _ window: TimeWindow, _ point: Instant, _ diagnosis: Diagnosis, _ desk: Desk
  ) -> (changes: [Finding], samples: [Sample]) {
    let changes = diagnosis.findings.filter { finding in
      guard finding.role == .change, let time = finding.period?.lowerBound else { return false }
      return window.contains(time) || time == point
    }.suffix(Self.most)
    let known = Set(
      (changes + IncidentFindings.of(diagnosis)).flatMap(\.samples).map(\.reference))
    let rare = RareEntries.samples(in: window, orGrave: false, desk).filter {
      !known.contains($0.reference)
    }
    return (Array(changes), Array(rare.suffix(Self.most)))
  }

  /// The last of some entries that has most of the question's words.
  private static func nearest(_ samples: [Sample], _ question: Question) -> Sample? {
    let asked = Set(question.words.map(Stem.of))
    let shares = samples.map { WhichAnswer.shared($0.message + " " + $0.service, asked) }
    let most = shares.max() ?? 0
    return zip(samples, shares).filter { $1 == most }.last?.0
  }

  private func claim(
    _ lead: String, _ sample: Sample, _ number: Int, _ report: ReportBuilder
  ) -> Report.Claim {
    let time = sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    return .init(
      "\(lead) is of \(MarkdownText.name(sample.service))\(time): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }
}
