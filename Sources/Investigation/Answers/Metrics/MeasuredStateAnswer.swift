import Diagnosis
import Evidence
import Timeline

/// Since when it is and whether it goes on, where no log tells: by the diagnosis of what was measured.
struct MeasuredStateAnswer: ActAnswer {
  /// The aspects of a state that a moment answers.
  private static let aspects: Set<Aspect> = [
    .since, .first, .last, .ended, .recovered, .stillHappening, .duration,
  ]

  /// Nil where a question is of another act, or asks for more than moments.
  init?(_ question: Question) {
    guard question.act == .state, question.aspect.map(Self.aspects.contains) ?? true else {
      return nil
    }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let finding = finding(question, diagnosis) else {
      report.add(
        .answer, layout: .sentences,
        [.init("Nothing that was read could have begun or ended: no sign of a failure.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    var claims = [begin(finding, &report)]
    if var end = end(finding, desk, report) {
      end.text = OverAsked.sentence(end.text, OverAsked(question), isOver: !finding.isOngoing)
      claims.append(end)
    }
    if [.ended, .recovered, .stillHappening, .last, .duration].contains(question.aspect) {
      claims.reverse()
    }
    if let verdict = BeginningVerdict(question, began: finding.period?.lowerBound) {
      claims.insert(verdict.claim(report.times), at: 0)
    }
    if let change = change(diagnosis, finding, &report) { claims.append(change) }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.file.focus.instant = finding.period?.lowerBound
  }

  /// What is asked about: of a service that the question itself names what is seen there first, else
  /// the cause.
  private func finding(_ question: Question, _ diagnosis: Diagnosis) -> Finding? {
    let cause = Subject.incidentFinding(diagnosis)
    let named = question.scope.services
    guard !named.isEmpty, !question.inherited.contains(.subject),
      cause.map({ !named.contains($0.service) }) ?? true
    else { return cause }
    let own = diagnosis.findings.filter {
      named.contains($0.service) && ($0.role == .state || $0.role == .symptom)
    }
    return own.filter { $0.period != nil }.min { $0.startsBefore($1) } ?? own.first ?? cause
  }

  private func begin(_ finding: Finding, _ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(finding)
    let name = MarkdownText.name(finding.service)
    let told = finding.told(report, number)
    guard let period = finding.period else {
      return .init(
        "Nothing that was read tells since when: it was so when the evidence was taken. \(name): "
          + "\(told) [\(number)].", exhibits: [number])
    }
    return .init(
      "It began at \(report.times.full(period.lowerBound)) in \(name): \(told) [\(number)].",
      exhibits: [number])
  }

  private func end(
    _ finding: Finding, _ desk: Desk, _ report: ReportBuilder
  ) -> Report.Claim? {
    guard let period = finding.period else { return nil }
    guard finding.isOngoing else {
      return .init(
        "It was over at \(report.times.full(period.upperBound)), after "
          + "\(TimeText.length(period.length)).")
    }
    let last = desk.evidence.observations.compactMap { $0.values.points.last?.time }.max()
    let end = max(last ?? period.upperBound, period.upperBound)
    return .init(
      "It was still going on when the evidence ends at \(report.times.full(end)), after "
        + "\(TimeText.length(end.distance(from: period.lowerBound))).")
  }

  /// The change that came before it, which bounds what has no time of its own.
  private func change(
    _ diagnosis: Diagnosis, _ finding: Finding, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    let own = diagnosis.changes.compactMap(diagnosis.finding).first {
      $0.service == finding.service || $0.names.contains(finding.service)
    }
    guard let change = own, let time = change.period?.lowerBound else { return nil }
    let number = report.cite(change)
    return .init(
      "The last change of \(MarkdownText.name(change.service)) before it was at "
        + "\(report.times.full(time)): \(change.told(report, number)) [\(number)].",
      exhibits: [number])
  }
}
