import Diagnosis
import Evidence
import Timeline

/// What happened just before: the changes, and the entries of all services that are rare or new.
///
/// Whoever asks "what happened right before it?" looks for what led to it, which is seldom more of the
/// same.
struct Prelude: ActAnswer {
  /// How long before counts, in milliseconds: a quarter of an hour.
  private static let reach = RankingModel.together
  /// Messages with more entries in all are no news.
  private static let mostRare = 3
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
    let rare = try await rare(begin...onset.advanced(by: -1), desk)
    let cited = Set(changes.compactMap { $0.samples.first?.reference })
    let samples = rare.filter { !cited.contains($0.reference) }.suffix(Self.most)
    var claims: [Report.Claim] = []
    let time = report.times.full(onset)
    if let last = changes.last {
      let number = report.cite(last)
      let at = last.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
      claims.append(
        .init(
          "Before \(time) \(MarkdownText.name(last.service)) was changed\(at): "
            + "\(report.quote(number)) [\(number)].", exhibits: [number]))
    }
    if let last = samples.last {
      let number = report.cite(last)
      let at = last.time.map { " at \(report.times.full($0.instant))" } ?? ""
      claims.append(
        .init(
          "The last entry before \(time) that is not of the usual run is of "
            + "\(MarkdownText.name(last.service))\(at): \(report.quote(number)) [\(number)].",
          exhibits: [number]))
    }
    if claims.isEmpty {
      claims = [
        .init(
          "Nothing but the usual: in the \(TimeText.length(Self.reach)) before \(time) no change was "
            + "found, and no message that is rare or new.")
      ]
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(
      .change, title: "Changes",
      changes.map { change in
        let number = report.cite(change)
        let at = change.period.map { report.times.short($0.lowerBound) + " " } ?? ""
        return .init(
          "\(at)\(MarkdownText.name(change.service)): \(report.quote(number))", exhibits: [number])
      })
    report.addLines(Array(samples))
    report.file.focus.instant = onset
  }

  /// The entries of a window whose messages stand only a few times in all the evidence, by time.
  private func rare(_ window: TimeWindow, _ desk: Desk) async throws -> [Sample] {
    var scope = Scope()
    let all = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    let counts = Dictionary(
      all.groups.map { ($0.key, $0.count) }, uniquingKeysWith: { max($0, $1) })
    scope.window = window
    let inside = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    return inside.groups.filter { counts[$0.key] ?? 0 <= Self.mostRare }.map(\.first)
      .sorted(by: Sample.isEarlier)
  }
}
