import Diagnosis
import Evidence
import Timeline

/// What happened just before: the changes, and the entries of all services that are rare.
///
/// Whoever asks "what happened right before it?" looks for what led to it, which is seldom more of the
/// same.
struct BeforeAnswer: ActAnswer {
  /// How long before counts, in milliseconds: a quarter of an hour.
  private static let reach = RankingModel.together
  /// Entries shown.
  private static let most = 10

  /// Whether a question behind a cause asks for what came before it, of no service in particular.
  static func isAskedFor(_ question: Question, _ file: Case) -> Bool {
    let words = Stem.words(question.beginning)
    let happens = ["happened", "happen", "happening", "happens", "going", "changed", "precede"]
    return file.diagnosis?.onset != nil && words.contains("before")
      && words.first == "what" && words.contains(where: happens.contains)
      && question.scope.terms.isEmpty && !question.inherited.isEmpty
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let onset = diagnosis.onset else { return }
    let begin = onset.advanced(by: -Self.reach)
    let changes = diagnosis.findings.filter { finding in
      guard finding.role == .change, let time = finding.period?.lowerBound else { return false }
      return time <= onset && time >= begin
    }.suffix(Self.most)
    let rare = RareEntries.samples(in: begin...onset.advanced(by: -1), orGrave: false, desk)
    let cited = Set(changes.compactMap { $0.samples.first?.reference })
    let samples = rare.filter { !cited.contains($0.reference) }.suffix(Self.most)
    let time = report.times.full(onset)
    var claims: [Report.Claim] = []
    if let change = changes.last {
      claims.append(
        claim("The last change before \(time)", change.samples[0], report.cite(change), report))
    }
    if let sample = samples.last {
      claims.append(
        claim("The last entry before \(time) that is rare", sample, report.cite(sample), report))
    }
    if claims.isEmpty {
      claims = [
        .init(
          "Nothing but the usual: in the \(TimeText.length(Self.reach)) before \(time) no change was "
            + "found, and no message that is rare.")
      ]
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.change, title: "Changes", ChangesAnswer.rows(changes, &report))
    report.addLines(Array(samples))
    report.file.focus.instant = onset
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
