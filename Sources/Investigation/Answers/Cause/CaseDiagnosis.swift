import Diagnosis
import Evidence
import Timeline

/// What a conversation's diagnosis is of, and how it is kept.
enum CaseDiagnosis {
  /// The symptom that a question asks for the cause of, with what the user has said so far.
  static func symptom(of question: Question, in file: Case) -> Symptom {
    var symptom = Symptom(
      services: question.scope.services + question.scope.hosts, words: question.words,
      window: question.scope.window)
    symptom.places = question.scope.hosts + question.scope.paths
    if question.words.isEmpty, question.scope.services.isEmpty, let last = file.symptom,
      question.inherited.contains(.subject) || question.inherited.contains(.act)
    {
      symptom = last
      if let window = question.scope.window { symptom.window = window }
    }
    exclude(file, from: &symptom)
    return symptom
  }

  /// Takes out what the user said it is not.
  static func exclude(_ file: Case, from symptom: inout Symptom) {
    for statement in file.statements {
      guard case .excludes(let services, let kinds) = statement.meaning else { continue }
      symptom.excludedServices += services.filter { !symptom.excludedServices.contains($0) }
      symptom.excludedKinds += kinds.filter { !symptom.excludedKinds.contains($0) }
    }
  }

  /// The diagnosis that the conversation stands on; one of everything where there is none yet.
  static func current(_ desk: Desk, _ report: inout ReportBuilder) -> Diagnosis {
    if let known = report.file.diagnosis { return known }
    var symptom = Symptom()
    exclude(report.file, from: &symptom)
    let diagnosis = desk.diagnosis(of: symptom)
    keep(diagnosis, of: symptom, in: &report.file)
    return diagnosis
  }

  /// Findings that a case keeps: the strongest; more would make every stored turn heavy.
  private static let mostFindings = 80
  /// Samples that each of them keeps.
  private static let mostSamples = 3

  /// Keeps a diagnosis, and what it says of the incident.
  static func keep(_ diagnosis: Diagnosis, of symptom: Symptom, in file: inout Case) {
    var kept = diagnosis
    if kept.findings.count > mostFindings {
      // Those that hypotheses refer to stay; indexes must go on to fit.
      let named = Set(
        kept.hypotheses.flatMap {
          [$0.finding] + $0.supporting + $0.contradicting + $0.pathFindings
        }
          + kept.changes + [kept.symptom].compactMap { $0 })
      let strongest = Set(
        kept.findings.indices.sorted {
          (kept.findings[$0].strength, $1) > (kept.findings[$1].strength, $0)
        }.prefix(mostFindings))
      kept = kept.keeping(named.union(strongest))
    }
    for index in kept.findings.indices {
      kept.findings[index].samples = Array(kept.findings[index].samples.prefix(mostSamples))
      kept.findings[index].values = Sparkline.thinned(kept.findings[index].values, to: 120)
    }
    file.diagnosis = kept
    file.symptom = symptom
    var incident = Incident()
    incident.services = symptom.services
    if let symptom = diagnosis.symptom, diagnosis.findings.indices.contains(symptom) {
      let service = diagnosis.findings[symptom].service
      if !incident.services.contains(service) { incident.services.append(service) }
    }
    incident.onset = diagnosis.onset
    incident.end = diagnosis.end
    incident.felt = IncidentSpell.end(of: diagnosis)
    if case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      diagnosis.findings.indices.contains(first.finding)
    {
      let finding = diagnosis.findings[first.finding]
      incident.cause = .init(service: first.service, kind: finding.kind, text: finding.detail)
    }
    file.incident = incident
  }

  /// What the user said, one row each.
  static func statements(_ file: Case) -> [Report.Claim] {
    file.statements.map {
      Report.Claim(
        "In message \($0.turn): \(MarkdownText.code(Quote.cut(Quote.clean($0.text), to: 200)))")
    }
  }
}

extension Diagnosis {
  /// What the first hypothesis rests on, whether it is proven or not.
  var leading: Finding? { hypotheses.first.flatMap { finding($0.finding) } }

  /// The finding of an index; nil where there is none.
  func finding(_ index: Int) -> Finding? {
    findings.indices.contains(index) ? findings[index] : nil
  }

  /// The diagnosis with some of its findings only; what names others forgets them.
  fileprivate func keeping(_ indexes: Set<Int>) -> Diagnosis {
    let order = findings.indices.filter(indexes.contains)
    let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var kept = self
    kept.findings = order.map { findings[$0] }
    kept.hypotheses = hypotheses.compactMap { hypothesis in
      guard let finding = place[hypothesis.finding] else { return nil }
      var copy = hypothesis
      copy.finding = finding
      copy.supporting = hypothesis.supporting.compactMap { place[$0] }
      copy.contradicting = hypothesis.contradicting.compactMap { place[$0] }
      copy.pathFindings = hypothesis.pathFindings.compactMap { place[$0] }
      return copy
    }
    kept.changes = changes.compactMap { place[$0] }
    kept.tiedChange = tiedChange.flatMap { place[$0] }
    kept.symptom = symptom.flatMap { place[$0] }
    return kept
  }
}
