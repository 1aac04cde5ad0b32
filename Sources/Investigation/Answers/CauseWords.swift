import Diagnosis
import Evidence
import Timeline

/// Words a diagnosis: the sentences and rows of a report on a cause.
struct CauseWords {
  let diagnosis: Diagnosis
  let symptom: Symptom
  let catalog: Catalog

  /// One to three sentences: the cause, its service, its onset, its way to the symptom; or why no
  /// cause can be named, with the best evidence all the same.
  func answer(_ report: inout ReportBuilder) -> [Report.Claim] {
    if let window = symptom.window, let whole = catalog.window, !window.overlaps(whole) {
      return [WindowWords.claim(window, whole, report.times)] + best(&report)
    }
    switch diagnosis.decision {
    case .cause:
      guard let first = diagnosis.hypotheses.first, let finding = finding(first.finding) else {
        return nothing(&report)
      }
      var claims = [cause(finding, &report)]
      if let reached = reached(first, &report) { claims.append(reached) }
      if let change = changeSentence(first, &report) { claims.append(change) }
      return claims
    case .notProven: return notProven(&report)
    case .tooLittle(let reason):
      return [.init("Not proven: the logs do not say why. \(sentence(reason))")] + best(&report)
    case .nothingWrong: return nothing(&report)
    case .couldNotRead(let reason):
      return [.init("This cannot be told: \(sentence(reason))")]
    }
  }

  /// The cause in a sentence: who, what, since when, and the words that say so.
  func cause(_ finding: Finding, _ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(finding)
    let name = MarkdownText.name(finding.service)
    let verb = finding.kind.flatMap { FaultKind.named($0)?.verb } ?? "failed"
    var text = "\(name) \(verb)"
    if finding.isFailingAllAlong {
      text += " since before the evidence begins"
      if let period = finding.period {
        text +=
          ", \(Counting.times(finding.count)) from \(report.times.full(period.lowerBound))"
          + " to \(report.times.short(period.upperBound))"
      } else {
        text += ", \(Counting.times(finding.count))"
      }
    } else if let period = finding.period {
      text +=
        finding.count > 1 && period.length > 0
        ? " from \(report.times.full(period.lowerBound)) on"
        : " at \(report.times.full(period.lowerBound))"
    }
    let (quotes, numbers) = quotes(finding, number, &report)
    return .init("\(text): \(quotes).", exhibits: numbers)
  }

  /// What an entry says first and, where that stands in a further line, why.
  func quotes(
    _ finding: Finding, _ number: Int, _ report: inout ReportBuilder
  ) -> (text: String, exhibits: [Int]) {
    guard let sample = finding.samples.first, let exhibit = report.exhibit(number) else {
      return (MarkdownText.code(Quote.cut(Quote.clean(finding.detail), to: 160)), [number])
    }
    let words = finding.detail.isEmpty ? [] : [Quote.clean(finding.detail)]
    if exhibit.reference != sample.reference {
      let head = report.cite(sample, count: finding.count, period: finding.period)
      return (
        "\(report.quote(head)) [\(head)], with \(report.quote(number, around: words)) [\(number)]",
        [head, number]
      )
    }
    return ("\(report.quote(number, around: words)) [\(number)]", [number])
  }

  private func reached(_ hypothesis: Hypothesis, _ report: inout ReportBuilder) -> Report.Claim? {
    guard hypothesis.path.count > 1, let last = hypothesis.path.last else { return nil }
    let between = hypothesis.path.dropFirst().dropLast()
    let way =
      between.isEmpty ? "" : " through \(Counting.list(between.map(MarkdownText.name)))"
    let felt = hypothesis.pathFindings.compactMap(finding).last { $0.service == last }
    guard let felt else {
      return .init("It reached \(MarkdownText.name(last))\(way).")
    }
    let number = report.cite(felt)
    let time = felt.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
    return .init(
      "It reached \(MarkdownText.name(last))\(way)\(time): \(report.quote(number)).",
      exhibits: [number], findings: [])
  }

  private func changeSentence(
    _ hypothesis: Hypothesis, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    guard let change = relevantChange(hypothesis) else { return nil }
    let number = report.cite(change)
    let time = change.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
    return .init(
      "A change of \(MarkdownText.name(change.service)) came before it\(time): "
        + "\(report.quote(number)).", exhibits: [number])
  }

  /// The change before the onset in the service of a hypothesis.
  func relevantChange(_ hypothesis: Hypothesis) -> Finding? {
    diagnosis.changes.compactMap(finding).first { $0.service == hypothesis.service }
  }

  private func notProven(_ report: inout ReportBuilder) -> [Report.Claim] {
    let asked =
      symptom.services.isEmpty
      ? "" : " of \(Counting.list(symptom.services.map(MarkdownText.name)))"
    return [.init("Not proven: no entry says what caused the trouble\(asked).")] + best(&report)
  }

  /// The best evidence there is, where it proves nothing.
  private func best(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard
      let first = diagnosis.hypotheses.first.flatMap({ finding($0.finding) })
        ?? diagnosis.findings.max(by: { $0.strength < $1.strength })
    else { return [] }
    let number = report.cite(first)
    let time = first.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    let count = first.count > 1 ? ", \(Counting.times(first.count))" : ""
    let (quotes, numbers) = quotes(first, number, &report)
    return [
      .init(
        "What stands out most is in \(MarkdownText.name(first.service))\(time)\(count): \(quotes).",
        exhibits: numbers)
    ]
  }

  private func nothing(_ report: inout ReportBuilder) -> [Report.Claim] {
    let about =
      symptom.services.isEmpty
      ? "" : " of \(Counting.list(symptom.services.map(MarkdownText.name)))"
    var text = "Nothing is wrong in what was read: no sign of a failure\(about) in "
    text += Counting.of(catalog.entries, "entry")
    if let window = symptom.window ?? catalog.window { text += ", \(report.times.range(window))" }
    return [.init(text + ".")] + best(&report)
  }

  /// How sure it is, and why.
  func confidence() -> [Report.Claim] {
    guard case .cause(let confidence) = diagnosis.decision, let first = diagnosis.hypotheses.first
    else { return [] }
    let level = confidence.rawValue.prefix(1).uppercased() + confidence.rawValue.dropFirst()
    var claims = [Report.Claim("\(level): \(sentence(first.reason, capital: false))")]
    if !first.supporting.isEmpty {
      claims.append(
        .init("\(Counting.of(first.supporting.count, "further finding")) support it."))
    }
    if !first.contradicting.isEmpty {
      claims.append(
        .init("\(Counting.of(first.contradicting.count, "finding")) speak against it."))
    }
    return claims
  }

  /// The possible causes, best first, with the reason of their place.
  ///
  /// `looks` are their counts before the onset and from it on, where they were looked at again.
  func suspects(
    _ report: inout ReportBuilder, _ looks: [Int: (before: Int, after: Int)]
  ) -> [Report.Claim] {
    guard diagnosis.hypotheses.count > 1 else { return [] }
    let shown = diagnosis.hypotheses.prefix(report.work.suspects).enumerated()
    return shown.compactMap { place, hypothesis in
      guard let finding = finding(hypothesis.finding) else { return nil }
      let number = report.cite(finding)
      let kind = finding.kind.flatMap { FaultKind.named($0)?.name } ?? "errors"
      return .init(
        "\(MarkdownText.name(hypothesis.service)), \(kind): "
          + sentence(hypothesis.reason, capital: false)
          + (looks[place].map {
            " \($0.before == 0 ? "None" : "\($0.before)") before the onset, \($0.after) from it on."
          } ?? ""), exhibits: [number])
    }
  }

  /// All that the detectors found, in the order of time: at most what the tool `findings` gives.
  func all(_ report: inout ReportBuilder) -> [Report.Claim] {
    diagnosis.findings.prefix(FindingsTool.most).map { finding in
      let number = report.cite(finding)
      let time = finding.period.map { report.times.short($0.lowerBound) + " " } ?? ""
      let kind = finding.kind.flatMap { FaultKind.named($0)?.name } ?? finding.role.rawValue
      return .init(
        "\(time)\(MarkdownText.name(finding.service)), \(kind): \(report.quote(number)), "
          + Counting.times(finding.count), exhibits: [number])
    }
  }

  /// From the cause to the symptom, service by service.
  func path(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      first.path.count > 1
    else { return [] }
    return first.path.map { service in
      let own = first.pathFindings.compactMap(finding).first { $0.service == service }
      guard let own else { return .init("\(MarkdownText.name(service)): no finding of its own") }
      let number = report.cite(own)
      let time = own.period.map { " from \(report.times.short($0.lowerBound))" } ?? ""
      return .init("\(MarkdownText.name(service))\(time)", exhibits: [number])
    }
  }

  /// The changes near the onset.
  func change(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard case .cause = diagnosis.decision else { return [] }
    return diagnosis.changes.prefix(3).compactMap(finding).map { change in
      let number = report.cite(change)
      let time = change.period.map { report.times.short($0.lowerBound) + " " } ?? ""
      return .init(
        "\(time)\(MarkdownText.name(change.service)): \(report.quote(number))", exhibits: [number])
    }
  }

  /// The services with failures, those with most entries first.
  var affected: [String] { failing.map(\.service) }

  private var failing: [(service: String, findings: [Finding], count: Int)] {
    var services: [String: [Finding]] = [:]
    for finding in diagnosis.findings where finding.role == .symptom || finding.role == .state {
      services[finding.service, default: []].append(finding)
    }
    return services.map { ($0.key, $0.value, $0.value.map(\.count).reduce(0, +)) }
      .sorted { ($0.2, $1.0) > ($1.2, $0.0) }
  }

  /// Who was affected, how much and for how long.
  func impact(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard !diagnosis.hypotheses.isEmpty else { return [] }
    let rows = failing
    return rows.prefix(10).map { service, findings, count in
      let periods = findings.compactMap(\.period)
      let whole = periods.dropFirst().reduce(periods.first) { $0?.union($1) }
      let time = whole.map { " over \(TimeText.length($0.length))" } ?? ""
      let number = findings.max { $0.count < $1.count }.map { report.cite($0) }
      return .init(
        "\(MarkdownText.name(service)): \(Counting.of(count, "failing entry"))\(time)",
        exhibits: number.map { [$0] } ?? [])
    }
  }

  /// What is not the cause, with the reason.
  func ruledOut() -> [Report.Claim] {
    guard case .cause = diagnosis.decision else { return [] }
    let suspects = Set(diagnosis.hypotheses.map(\.service))
    var claims: [Report.Claim] = symptom.excludedServices.map {
      .init("\(MarkdownText.name($0)): you said that it is not the cause")
    }
    let healthy = catalog.services.filter { $0.errors == 0 && !suspects.contains($0.name) }
    if !healthy.isEmpty {
      claims.append(
        .init("\(Counting.list(healthy.map { MarkdownText.name($0.name) })): no error of their own")
      )
    }
    return claims
  }

  private func finding(_ index: Int) -> Finding? {
    diagnosis.findings.indices.contains(index) ? diagnosis.findings[index] : nil
  }

  private func sentence(_ text: String, capital: Bool = true) -> String {
    guard let first = text.first else { return "" }
    let begun = capital ? first.uppercased() + text.dropFirst() : text
    return begun.hasSuffix(".") ? begun : begun + "."
  }
}
