import Diagnosis
import Evidence

extension WhichAnswer {
  /// The entries that may name it, the likeliest first: those with the question's words, those it is
  /// about, those of the incident.
  func candidates(_ desk: Desk, _ report: inout ReportBuilder) async throws -> [[Sample]] {
    var tiers: [[Sample]] = []
    let diagnosis = CaseDiagnosis.current(desk, &report)
    if let message = subject.message, subject.finding != nil {
      // All forms of the message that is meant.
      tiers.append(
        try await desk.evidence.samples(message.scope, order: .earliest, limit: Self.mostEntries)
          .samples)
    }
    if asked.isEmpty, let noun, !question.scope.hasSubject || !question.inherited.isEmpty {
      // "which indexes have the problem?" are those that its failures name.
      tiers.append(try await failures(of: noun, diagnosis, desk))
    }
    let words =
      Stem.words(question.beginning).filter { !QuestionWords.stop.contains($0) }
      + NamedValues.tellers(noun ?? "")
    let matches = desk.relevance.matches(
      words, services: question.scope.services, limit: Self.matching)
    // The best has most of the words; what has fewer of them says something else.
    for match in matches where match.words.count == matches[0].words.count {
      tiers.append(try await entries(of: match.observation, desk))
    }
    if subject.isNearest {
      // Whoever was spoken of need not be the one that tells: all messages as near as the nearest.
      let near = desk.relevance.matches(
        question.words, services: subject.scope.services, limit: Self.matching)
      for match in near where match.words.count == near[0].words.count {
        tiers.append(try await entries(of: match.observation, desk))
      }
    }
    if subject.total > 0, subject.finding != nil || question.scope.hasSubject {
      let list = try await desk.evidence.samples(
        subject.scope, order: .earliest, limit: Self.mostEntries)
      // What was cited comes first, with the line that tells.
      tiers.insert(list.samples, at: matches.first.map { $0.words.count > 1 } == true ? 1 : 0)
    }
    let strongest = diagnosis.findings.filter { $0.role == .state || $0.role == .symptom }
      .sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    for finding in IncidentFindings.of(diagnosis).prefix(Self.matching)
      + strongest.prefix(Self.matching)
    {
      var scope = IncidentFindings.scope(of: finding)
      scope.window = question.scope.window
      tiers.append(
        try await desk.evidence.samples(scope, order: .earliest, limit: Self.mostEntries).samples)
    }
    return tiers.filter { !$0.isEmpty }
  }

  /// The entries of all failures of the incident that speak of a noun.
  private func failures(
    of noun: String, _ diagnosis: Diagnosis, _ desk: Desk
  ) async throws -> [Sample] {
    let stems = Set(Stem.words(noun).map(Stem.of))
    var samples: [Sample] = []
    for finding in IncidentFindings.of(diagnosis) + diagnosis.findings.prefix(Self.matching)
    where finding.role != .change && finding.role != .recovery {
      let text = finding.template ?? finding.detail
      guard !stems.isDisjoint(with: Stem.words(text).map(Stem.of)) else { continue }
      var scope = IncidentFindings.scope(of: finding)
      scope.window = question.scope.window
      samples += try await desk.evidence.samples(
        scope, order: .earliest, limit: Self.mostEntries
      ).samples
    }
    return samples
  }

  /// Entries of each that are looked at: more values than these nobody reads.
  static let mostEntries = 5000

  /// The entries of an observation.
  private func entries(of observation: Observation, _ desk: Desk) async throws -> [Sample] {
    guard case .entries(let template, _) = observation.measure else {
      return Array(observation.samples)
    }
    var scope = Scope()
    scope.services = [observation.service]
    scope.terms = Subject.terms(ofTemplate: template, as: observation.samples.first?.text)
    scope.window = question.scope.window
    return try await desk.evidence.samples(scope, order: .earliest, limit: Self.mostEntries).samples
  }
}
