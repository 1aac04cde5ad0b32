import Diagnosis
import Evidence
import Timeline

/// Judges: why not that one, how sure, could it be, what speaks against it.
///
/// Reads the hypotheses of the case's diagnosis; nothing is weighed by other rules than before.
struct JudgeAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let whole = CaseJudgement(question: question, diagnosis: diagnosis, desk: desk)
    let named = try await NamedChange(question, diagnosis, desk)
    if let judged = named?.claim(diagnosis, outside: whole.outside, &report) {
      let rest = Self.allAlong(diagnosis, &report) ?? Self.standing(diagnosis, &report)
      report.add(.answer, layout: .sentences, [judged, rest])
    } else {
      try await judge(question, whole, diagnosis, desk, into: &report)
    }
    report.add(.youSaid, CaseDiagnosis.statements(report.file))
    report.addEvidence()
  }

  /// Whether a change that is told is asked to be the cause: "document was deployed this morning, was it that?".
  static func asksWhetherThat(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    return words.indices.contains { place in
      asking.contains { words[place...].starts(with: $0) && place > 0 }
    }
  }

  private static let asking = [
    ["was", "it", "that"], ["is", "it", "that"], ["was", "that", "it"], ["is", "that", "it"],
    ["could", "it", "be", "that"], ["could", "that", "be", "it"], ["can", "it", "be", "that"],
    ["was", "that", "the", "reason"], ["was", "that", "the", "cause"],
    ["is", "that", "the", "reason"], ["is", "that", "the", "cause"], ["is", "that", "why"],
  ]

  private func judge(
    _ question: Question, _ whole: CaseJudgement, _ diagnosis: Diagnosis, _ desk: Desk,
    into report: inout ReportBuilder
  ) async throws {
    switch question.aspect {
    case _ where whole.asksForChange && whole.change(into: &report): break
    case .alternatives: whole.alternatives(into: &report)
    case .howSure, .really, .against: whole.certainty(into: &report)
    default:
      let kinds = Self.kinds(question)
      if !question.scope.services.isEmpty {
        try await service(question, diagnosis, desk, into: &report)
      } else if !kinds.isEmpty {
        try await kind(question, kinds, diagnosis, desk, into: &report)
      } else {
        try await words(question, diagnosis, desk, into: &report)
      }
    }
  }

  /// The fault kinds that a question asks for by their words.
  static func kinds(_ question: Question) -> [FaultKind] {
    let asked = question.words + question.scope.terms.flatMap(\.alternatives)
    let stems = Set(asked.flatMap(Stem.words).map(Stem.of))
    let text = " " + Stem.words(question.beginning).joined(separator: " ") + " "
    let shares = FaultKind.all.map { kind in
      Set(
        kind.words.filter { word in
          word.contains(" ") ? text.contains(" \(word) ") : stems.contains(Stem.of(word))
        }.map(Stem.of)
      ).count
    }
    // "killed for memory" asks for what has both words, not for all that is killed.
    let most = shares.max() ?? 0
    return most > 0 ? zip(FaultKind.all, shares).filter { $1 == most }.map(\.0) : []
  }

  /// That what stands out was there before any change; nil where it began at some time.
  private static func allAlong(
    _ diagnosis: Diagnosis, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    guard let finding = diagnosis.leading, finding.isFailingAllAlong else { return nil }
    let number = report.cite(finding)
    return .init(
      "Nothing began to fail with it: what stands out, \(finding.told(report, number)) of "
        + "\(MarkdownText.name(finding.service)), was there before [\(number)].", exhibits: [number]
    )
  }

  /// The sentence that names what the case holds for the cause.
  static func standing(_ diagnosis: Diagnosis, _ report: inout ReportBuilder) -> Report.Claim {
    let words = CauseWords(
      diagnosis: diagnosis, symptom: report.file.symptom ?? Symptom(), catalog: Catalog())
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      diagnosis.findings.indices.contains(first.finding)
    else {
      guard let finding = Subject.incidentFinding(diagnosis) else {
        return .init("No cause is known: nothing in what was read tells of a failure.")
      }
      let number = report.cite(finding)
      return .init(
        "No cause is proven; what stands out most is \(finding.told(report, number)) of "
          + "\(MarkdownText.name(finding.service)) [\(number)].", exhibits: [number])
    }
    return words.cause(diagnosis.findings[first.finding], &report)
  }

  /// The cause that the evidence names without what the user ruled out; nil where that changes nothing.
  private static func ruledOut(_ file: Case, _ desk: Desk, but asked: String) -> Finding? {
    guard var symptom = file.symptom,
      !symptom.excludedServices.isEmpty || !symptom.excludedKinds.isEmpty
    else { return nil }
    symptom.excludedServices = []
    symptom.excludedKinds = []
    let diagnosis = desk.diagnosis(of: symptom)
    guard let first = diagnosis.hypotheses.first, first.service != asked,
      diagnosis.findings.indices.contains(first.finding)
    else { return nil }
    return diagnosis.findings[first.finding]
  }

  /// "Why not X?", "could it be X?" of a service.
  private func service(
    _ question: Question, _ diagnosis: Diagnosis, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let asked = question.scope.services[0]
    let name = MarkdownText.name(asked)
    let first = diagnosis.hypotheses.first
    let own = diagnosis.findings.filter { $0.service == asked && $0.role != .change }
    var claims: [Report.Claim] = []
    if let first, first.service == asked, case .cause(let confidence) = diagnosis.decision {
      claims.append(.init("Yes: \(name) is the cause, with \(confidence.rawValue) confidence."))
    } else if let rival = diagnosis.hypotheses.first(where: { $0.service == asked }) {
      let reason = MarkdownText.sentence(rival.reason)
      claims.append(.init("Not \(name): \(reason.hasSuffix(".") ? reason : reason + ".")"))
    } else if let first, first.path.contains(asked) {
      let before = first.path.first ?? first.service
      claims.append(
        .init(
          "Not \(name): its failures are a symptom, caused by those of \(MarkdownText.name(before)), on which it depends."
        ))
    } else if own.isEmpty {
      let scope = question.scope.withoutTerms
      let errors = desk.catalog.services.first { $0.name == asked }?.errors ?? 0
      let entries = try await Subject.count(scope, desk)
      let looked =
        entries == 0
        ? ""
        : ", with \(errors == 0 ? "no error" : Counting.of(errors, "error")) in its "
          + Counting.of(entries, "entry")
      claims.append(.init("Not \(name): nothing points there\(looked)."))
    } else {
      claims.append(.init("Not \(name): its trouble does not explain the symptom."))
    }
    if let finding = own.first {
      let number = report.cite(finding)
      let time = finding.period.map { " from \(report.times.full($0.lowerBound))" } ?? ""
      claims.append(
        .init(
          finding.isTold
            ? "What it shows itself: \(finding.words)\(time) [\(number)]."
            : "What it logs itself: \(report.quote(number)), \(Counting.times(finding.count))\(time) [\(number)].",
          exhibits: [number]))
    }
    if let ruledOut = Self.ruledOut(report.file, desk, but: asked) {
      let number = report.cite(ruledOut)
      claims.append(
        .init(
          "You ruled it out, but the evidence points to \(MarkdownText.name(ruledOut.service)): \(report.quote(number)) [\(number)].",
          exhibits: [number]))
    }
    if let change = diagnosis.findings.first(where: {
      $0.service == asked && $0.role == .change && $0.signal != .metrics
    }) {
      let number = report.cite(change)
      claims.append(
        .init(
          "Its change is a coincidence as far as the evidence tells: \(change.told(report, number)) [\(number)].",
          exhibits: [number]))
    }
    claims.append(Self.standing(diagnosis, &report))
    report.add(.answer, layout: .sentences, claims)
  }

  /// "Could it be the network?", "are we out of disk space?": of a kind of fault.
  private func kind(
    _ question: Question, _ kinds: [FaultKind], _ diagnosis: Diagnosis, _ desk: Desk,
    into report: inout ReportBuilder
  ) async throws {
    let ids = Set(kinds.map(\.id))
    let found = diagnosis.findings.filter { $0.kind.map(ids.contains) ?? false }
    let first = diagnosis.hypotheses.first.map(\.finding)
    // "network" is of several kinds: then it is called as it was asked.
    let asked = (question.words + question.scope.terms.flatMap(\.alternatives)).first
    let name =
      kinds.count == 1 ? kinds[0].name : asked.map { MarkdownText.code(Quote.clean($0)) } ?? "that"
    var claims: [Report.Claim] = []
    let isCause =
      first.map {
        diagnosis.findings.indices.contains($0)
          && diagnosis.findings[$0].kind.map(ids.contains) ?? false
      }
      ?? false
    if let best = found.max(by: { $0.strength < $1.strength }), tells(best, kinds, question) {
      let number = report.cite(best)
      let time = best.period.map { " from \(report.times.full($0.lowerBound))" } ?? ""
      let text =
        best.isTold
        ? "\(MarkdownText.name(best.service))\(time): \(best.words) [\(number)]."
        : "\(MarkdownText.name(best.service)), \(Counting.times(best.count))\(time): \(report.quote(number)) [\(number)]."
      if isCause {
        claims.append(.init("Yes: \(text)", exhibits: [number]))
      } else {
        claims.append(
          .init(
            "Rather not: there are signs of \(name), but they do not explain it. \(text)",
            exhibits: [number]))
      }
    } else {
      report.admitsLittle()
      claims.append(
        .init("No: nothing in \(Counting.of(desk.catalog.entries, "entry")) tells of \(name)."))
    }
    // What has the words without being that kind of fault is shown, so that one can judge oneself.
    if found.isEmpty, let near = desk.relevance.matches(question.words, limit: 1).first,
      near.score >= 1
    {
      let number = report.cite(near.observation.samples[0], count: near.observation.count)
      claims.append(
        .init("Nearest by its words is \(report.quote(number)) [\(number)].", exhibits: [number]))
    }
    if !isCause {
      claims += MeasuredResource.claims(question, desk, &report)
      claims.append(Self.standing(diagnosis, &report))
    }
    report.add(.answer, layout: .sentences, claims)
  }

  /// Whether a finding of some kind says what is asked for.
  ///
  /// Of what ended without a word nobody can say that it was killed for its memory. A metric is of its
  /// kind by what it measures, whatever the words: requests that rose are traffic.
  private func tells(_ finding: Finding, _ kinds: [FaultKind], _ question: Question) -> Bool {
    guard finding.signal != .metrics else { return true }
    let asked = Set(
      (question.words + question.scope.terms.flatMap(\.alternatives)).flatMap(Stem.words).map(
        Stem.of))
    let text = (finding.template ?? "") + " " + finding.detail + " " + finding.samples[0].text
    let phrases = kinds.first { $0.id == finding.kind }?.phrases ?? []
    return WhichAnswer.shared(text, asked) > 0 || !phrases.isEmpty && asked.count < 2
  }

  /// Of something that is neither a service nor a known kind of fault.
  private func words(
    _ question: Question, _ diagnosis: Diagnosis, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    report.admitsLittle()
    let asked = question.words + question.scope.terms.compactMap(\.alternatives.first)
    var claims: [Report.Claim] = []
    if let near = desk.relevance.matches(asked, limit: 1).first {
      let number = report.cite(near.observation.samples[0], count: near.observation.count)
      claims.append(
        .init(
          "The logs do not say so. Nearest to \(MarkdownText.code(Quote.clean(near.words.joined(separator: " ")))) is "
            + "\(report.quote(number)) of \(MarkdownText.name(near.observation.service)), "
            + "\(Counting.times(near.observation.count)) [\(number)].", exhibits: [number]))
    } else {
      claims.append(
        .init("No: nothing in \(Counting.of(desk.catalog.entries, "entry")) tells of it."))
    }
    claims += MeasuredResource.claims(question, desk, &report)
    claims.append(Self.standing(diagnosis, &report))
    report.add(.answer, layout: .sentences, claims)
  }
}
