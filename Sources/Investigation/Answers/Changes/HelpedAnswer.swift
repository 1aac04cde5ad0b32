import Diagnosis
import Evidence
import Timeline

/// Whether something that was done ended the trouble: "did the restart of sso help?".
struct HelpedAnswer: ActAnswer {
  /// The services whose change is asked about; empty where any is.
  private let services: [String]

  /// Nil where no change is asked about, or nothing is known that it could have ended.
  init?(_ question: Question, _ file: Case) {
    guard file.diagnosis?.onset != nil else { return nil }
    let words = Stem.words(question.beginning)
    let isAsked =
      TrendWords.isYesNo(words) && !words.contains("what")
      && words.contains { ["help", "helped", "helps"].contains($0) }
    guard isAsked, words.contains(where: { Anchors.isChange($0) || Self.scaling.contains($0) })
    else { return nil }
    services = question.inherited.contains(.subject) ? [] : question.scope.services
  }

  private static let scaling: Set = ["scaling", "scale", "scaled", "raising", "resize", "resizing"]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let starts = try await Starts(question, desk, &report)
    let isOfTime = question.scope.window != nil && !question.inherited.contains(.window)
    let changes = try await ChangesTool.call(.init(services: services), desk).filter { change in
      // What is named by its time is meant, whatever it was.
      if isOfTime, let time = change.period?.lowerBound, let window = question.scope.window {
        return window.widened(by: Self.slack).contains(time)
      }
      return change.kind == "restart" || change.kind == "release"
    }
    let onset = diagnosis.onset ?? .earliest
    // What was done after it began; what was done before is no remedy.
    let done = (starts.all.map(\.sample) + changes.flatMap(\.samples)).filter { sample in
      let isOf = services.isEmpty || services.contains(sample.service)
      return isOf && sample.time.map { $0.instant > onset } ?? false
    }.sorted(by: Sample.isEarlier)
    let felt = IncidentSpell.all(diagnosis).compactMap(\.period).reduce(nil as TimeWindow?) {
      $0?.union($1) ?? $1
    }
    guard let first = done.first, let time = first.time?.instant,
      let last = felt?.upperBound
    else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    let number = report.cite(first)
    let act =
      "\(MarkdownText.name(first.service)) at \(report.times.full(time)): "
      + "\(report.quote(number)) [\(number)]"
    let isOver = last <= time.advanced(by: Self.slack)
    let text =
      isOver
      ? "Yes: it has not been felt since \(act); the last time was at \(report.times.full(last))."
      : "No: it went on for \(TimeText.length(last.distance(from: time))) after \(act)."
    var claims = [Report.Claim(text, exhibits: [number])]
    if !isOver, let end = IncidentEnd(of: diagnosis), let act = try await end.acts(desk).first,
      act.samples.first?.reference != first.reference
    {
      let other = report.cite(act)
      let time = act.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
      claims.append(
        .init(
          "Next to its end is what was done to \(MarkdownText.name(act.service))\(time): "
            + "\(act.told(report, other)) [\(other)].", exhibits: [other]))
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.file.focus.instant = time
  }

  /// How long after what was done it may still be felt, in milliseconds: a minute.
  private static let slack: Int64 = 60_000
}
