import Diagnosis
import Evidence
import Timeline

/// What an exhibit stands for, where a question is about it: "how often did [1] happen?".
extension Subject {
  /// The entries that an exhibit stands for: those of its finding, else those of its message.
  static func of(
    _ exhibit: Exhibit, _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject {
    let window = question.scope.window
    let finding = report.file.diagnosis?.findings.first { finding in
      finding.samples.contains { $0.reference == exhibit.sample.reference }
    }
    let hosts = question.inherited.contains(.subject) ? [] : question.scope.hosts
    if let finding, !hosts.isEmpty {
      // "has web-2 the same?": those of its entries that are of another machine.
      var scope = IncidentFindings.scope(of: finding)
      (scope.hosts, scope.window) = (hosts, window)
      return Subject(
        scope: scope, total: try await count(scope, desk),
        label: label(of: finding.service, like: exhibit.number)
          + " on \(Counting.list(hosts.map(MarkdownText.name)))")
    }
    if let finding { return try await of(finding, window: window, desk, &report) }
    var scope = Scope()
    scope.services = [exhibit.sample.service]
    scope.window = window
    let words = Stem.words(exhibit.quote).filter { $0.allSatisfy(\.isLetter) }
    let match = desk.relevance.matches(words, services: scope.services, limit: 1).first
    if case .entries(let template, _)? = match?.observation.measure {
      scope.terms = terms(ofTemplate: template, as: match?.observation.samples.first?.text)
    }
    return Subject(
      scope: scope, total: try await count(scope, desk),
      label: label(of: exhibit.sample.service, like: exhibit.number))
  }
}
