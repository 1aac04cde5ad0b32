import Diagnosis
import Evidence
import Timeline

/// Words a diagnosis: the sentences and rows of a report on a cause.
struct CauseWords {
  let diagnosis: Diagnosis
  let symptom: Symptom
  let catalog: Catalog
  /// Whether sources did not give what would have to be seen before all is called well.
  var isPartial = false

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
      // The change stands beside the cause: it is what can be undone.
      if let change = changeSentence(first, &report) { claims.append(change) }
      if let worse = followed(finding, &report) { claims.append(worse) }
      if let beside = beside(first, finding, &report) { claims.append(beside) }
      if let reached = reached(first, &report) { claims.append(reached) }
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
    if finding.signal == .cluster { return shown(finding, &report) }
    let name = MarkdownText.name(finding.service)
    if finding.isTold {
      let number = report.cite(finding)
      let time = finding.period.map { report.times.full($0.lowerBound) }
      // A step of a metric has its moment; what requests show is a clause or two, which the time leads.
      guard finding.signal == .traces else {
        let moment = time.map { finding.isStep ? " at \($0)" : ", from \($0) on" } ?? ""
        return .init("\(name): \(finding.words)\(moment) [\(number)].", exhibits: [number])
      }
      let since = time.map { ", from \($0) on" } ?? ""
      return .init("\(name)\(since): \(finding.words) [\(number)].", exhibits: [number])
    }
    let verb = finding.kind.flatMap { FaultKind.named($0)?.verb } ?? "failed"
    var text = "\(name)\(finding.machine) \(verb)"
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
    if finding.isToldByClients { text += ", as \(MarkdownText.name(finding.writer)) says" }
    let (quotes, numbers) = quotes(finding, &report)
    return .init("\(text): \(quotes).", exhibits: numbers)
  }

  /// What an entry says first and, where that stands in a further line, why.
  func quotes(
    _ finding: Finding, _ report: inout ReportBuilder
  ) -> (text: String, exhibits: [Int]) {
    let words = finding.detail.isEmpty ? [] : [Quote.clean(finding.detail)]
    guard let sample = finding.samples.first,
      let line = report.line(of: sample, telling: finding.detail),
      line.reference != sample.reference
    else {
      let number = report.cite(finding)
      let quote = report.quote(number, around: words)
      // A field beside the message may say why.
      let beside = finding.samples.first.flatMap { Quote.beside($0, telling: finding.detail) }
      guard let beside, report.exhibit(number)?.quote.contains(beside) == false else {
        let message = report.exhibit(number)?.sample.message ?? ""
        return ("\(quote)\(ending(message, beyond: quote)) [\(number)]", [number])
      }
      return ("\(quote), with \(MarkdownText.code(beside)) [\(number)]", [number])
    }
    let head = report.cite(
      sample, count: finding.count, period: finding.period, values: finding.values)
    let number = report.cite(finding)
    let told = report.quote(number, around: words)
    return (
      "\(report.quote(head)) [\(head)], with \(told)\(ending(line.text, beyond: told)) [\(number)]",
      [head, number]
    )
  }

  /// The end of a long message whose quote was cut before it: what a chain of reasons ends in says why.
  ///
  ///     `Error syncing pod: failed to create the sandbox: plugin failed`, which ends `no more IPs`
  private func ending(_ text: String, beyond quote: String) -> String {
    guard let last = Quote.lastLink(of: Quote.clean(text)), !quote.contains(last) else { return "" }
    return ", which ends \(MarkdownText.code(last))"
  }

  /// What came of a cause that a single warning tells of: the state of the same service that lasted.
  private func followed(_ cause: Finding, _ report: inout ReportBuilder) -> Report.Claim? {
    guard cause.count == 1, (cause.samples.first?.level ?? .fatal) <= .warning else { return nil }
    let later = diagnosis.hypotheses.dropFirst().compactMap { finding($0.finding) }.first {
      $0.service == cause.service && $0.role == .state && $0.kind != cause.kind && $0.count > 1
        && cause.startsBefore($0)
    }
    guard let later else { return nil }
    let number = report.cite(later)
    let time = later.period.map { " from \(report.times.short($0.lowerBound)) on" } ?? ""
    return .init(
      "After it, \(Counting.times(later.count))\(time): \(report.quote(number)).",
      exhibits: [number])
  }

  /// What else of the same service changed with a cause that metrics tell, and the limit that a service
  /// reached which its clients tell of.
  private func beside(
    _ hypothesis: Hypothesis, _ cause: Finding, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    let known = cause.isToldByClients ? full() : hypothesis.supporting.compactMap(finding)
    // Two exporters may tell of the same.
    var told: Set<String> = [cause.words]
    let others = known.filter {
      $0.isTold && $0.service == cause.service && told.insert($0.words).inserted
    }.prefix(2)
    guard cause.isTold || cause.isToldByClients, !others.isEmpty else { return nil }
    let numbers = others.map { report.cite($0) }
    let words = zip(others, numbers).map { "\($0.words) [\($1)]" }
    return .init("With it, \(Counting.list(Array(words))).", exhibits: numbers)
  }

  /// Metrics that came to stand at their limits.
  private func full() -> [Finding] {
    diagnosis.findings.filter { finding in
      finding.signal == .metrics
        && ["pool-exhausted", "saturation", "used-up"].contains(finding.kind ?? "")
    }
  }

  private func reached(_ hypothesis: Hypothesis, _ report: inout ReportBuilder) -> Report.Claim? {
    guard hypothesis.path.count > 1, let last = hypothesis.path.last else { return nil }
    let between = hypothesis.path.dropFirst().dropLast()
    let way =
      between.isEmpty ? "" : " through \(Counting.list(between.map(MarkdownText.name)))"
    let felt = hypothesis.pathFindings.compactMap(finding).last { $0.service == last }
    guard let felt else { return nil }
    let number = report.cite(felt)
    let time = felt.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
    return .init(
      "It reached \(MarkdownText.name(last))\(way)\(time) [\(number)].", exhibits: [number])
  }

  /// The answer as it is told to others: the change before the cause stands beside it, tied to it or
  /// not, for whoever reads it may know more.
  func told(_ report: inout ReportBuilder) -> [Report.Claim] {
    var claims = answer(&report)
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      relevantChange(first) == nil, let change = firstChange()
    else { return claims }
    claims.insert(claim(of: change, isTied: false, &report), at: min(1, claims.count))
    return claims
  }

  private func notProven(_ report: inout ReportBuilder) -> [Report.Claim] {
    let asked =
      symptom.services.isEmpty
      ? "" : " of \(Counting.list(symptom.services.map(MarkdownText.name)))"
    let witness = diagnosis.signals?.isEmpty ?? true ? "no entry" : "nothing that was read"
    return [.init("Not proven: \(witness) says what caused the trouble\(asked).")] + best(&report)
      + changeOfBest(&report)
  }

  /// The best evidence there is, where it proves nothing.
  private func best(_ report: inout ReportBuilder) -> [Report.Claim] {
    if diagnosis.decision == .nothingWrong, let more = traffic(&report) { return [more] }
    let known = diagnosis.hypotheses.compactMap { finding($0.finding) }
    // What is asked about comes first, where it says anything.
    let own = known.first {
      symptom.services.contains($0.service) && $0.strength >= RankingModel.leastFailure
    }
    guard
      let first = own ?? known.first
        ?? diagnosis.findings.filter({ $0.role != .change && $0.role != .recovery })
        .max(by: { $0.strength < $1.strength })
    else { return [] }
    let time = first.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    let count = first.count > 1 ? ", \(Counting.times(first.count))" : ""
    if first.signal == .cluster {
      let told = shown(first, &report)
      return [.init("What stands out most: \(told.text)", exhibits: told.exhibits)]
    }
    if first.isTold {
      let number = report.cite(first)
      return [
        .init(
          "What stands out most is in \(MarkdownText.name(first.service))\(time): "
            + "\(first.words) [\(number)].", exhibits: [number])
      ]
    }
    let (quotes, numbers) = quotes(first, &report)
    return [
      .init(
        "What stands out most is in \(MarkdownText.name(first.service))\(time)\(count): \(quotes).",
        exhibits: numbers)
    ]
  }

  /// How traffic changed where nothing is wrong: then that is what there is to tell; nil where it did not.
  private func traffic(_ report: inout ReportBuilder) -> Report.Claim? {
    let shifts = diagnosis.findings.filter { finding in
      finding.kind == "traffic-shift" && finding.signal == .metrics
        && (symptom.window.map { finding.period?.overlaps($0) ?? false } ?? true)
    }
    let own = shifts.filter { symptom.services.contains($0.service) }
    guard let most = (own.isEmpty ? shifts : own).max(by: { $0.strength < $1.strength }) else {
      return nil
    }
    let number = report.cite(most)
    let time = most.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    let others = Set(shifts.map(\.service)).subtracting([most.service]).sorted()
    let rest =
      others.isEmpty ? "" : "; that of \(Counting.list(others.map(MarkdownText.name))) changed too"
    return .init(
      "What changed is the traffic of \(MarkdownText.name(most.service))\(time): \(most.words) "
        + "[\(number)]\(rest).", exhibits: [number])
  }

  private func nothing(_ report: inout ReportBuilder) -> [Report.Claim] {
    let about =
      symptom.services.isEmpty
      ? "" : " of \(Counting.list(symptom.services.map(MarkdownText.name)))"
    var text = isPartial ? "Nothing stands out in the part" : "Nothing is wrong in what"
    text += isPartial ? " that was read" : " was read"
    text += ": no sign of a failure\(about) in "
    let signals = diagnosis.signals ?? []
    var kinds =
      catalog.entries > 0 || signals.isEmpty ? [Counting.of(catalog.entries, "entry")] : []
    kinds += signals.map(\.noun)
    text += Counting.list(kinds)
    if let window = symptom.window ?? catalog.window { text += ", \(report.times.range(window))" }
    return [.init(text + ".")] + best(&report)
  }

  /// How sure it is, and why.
  func confidence() -> [Report.Claim] {
    guard case .cause(let confidence) = diagnosis.decision, let first = diagnosis.hypotheses.first
    else { return [] }
    let level = confidence.rawValue.prefix(1).uppercased() + confidence.rawValue.dropFirst()
    var claims = [Report.Claim("\(level): \(sentence(first.reason, capital: false))")]
    if let kinds = signalSentence() { claims.append(kinds) }
    if !first.contradicting.isEmpty {
      claims.append(
        .init("\(Counting.of(first.contradicting.count, "finding")) speak against it."))
    }
    return claims
  }

  /// Which kind of evidence carried the decision, and which there was none of; nil for logs alone.
  private func signalSentence() -> Report.Claim? {
    guard let signals = diagnosis.signals, !signals.isEmpty,
      let cause = diagnosis.leading
    else { return nil }
    let carried = cause.signal?.noun ?? "logs"
    var missing = catalog.entries == 0 ? ["logs"] : []
    missing += [Finding.Signal.metrics, .traces].filter { !signals.contains($0) }.map(\.noun)
    let rest = missing.isEmpty ? "" : "; there were no \(Counting.list(missing, "or"))"
    return .init("This rests on \(carried)\(rest).")
  }

  /// The finding of an index; nil where there is none.
  func finding(_ index: Int) -> Finding? { diagnosis.finding(index) }

  /// A text as a sentence: with a full stop, and a capital where one is wanted.
  func sentence(_ text: String, capital: Bool = true) -> String {
    let text = MarkdownText.sentence(text)
    guard let first = text.first else { return "" }
    let begun = capital ? first.uppercased() + text.dropFirst() : text
    return begun.hasSuffix(".") ? begun : begun + "."
  }
}
