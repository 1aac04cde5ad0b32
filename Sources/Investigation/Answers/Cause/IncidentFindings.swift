import Diagnosis
import Evidence

/// The findings that an incident is made of.
enum IncidentFindings {
  /// The cause, what it did on its way, and the symptom, each once; else the strongest.
  static func of(_ diagnosis: Diagnosis) -> [Finding] {
    let first = diagnosis.hypotheses.first
    let indexes =
      [first?.finding].compactMap { $0 } + (first?.pathFindings ?? [])
      + [diagnosis.symptom].compactMap { $0 } + (first?.supporting ?? [])
    let known = each(indexes.compactMap(diagnosis.finding))
    if !known.isEmpty { return known }
    return each(
      diagnosis.findings.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) })
  }

  private static func each(_ findings: [Finding]) -> [Finding] {
    var seen: Set<String> = []
    return findings.filter { finding in
      finding.role != .change && finding.role != .recovery
        && seen.insert(finding.service + " " + (finding.template ?? finding.detail)).inserted
    }
  }

  /// The entries of a finding.
  static func scope(of finding: Finding) -> Scope {
    var scope = Scope()
    scope.services = [finding.writer]
    let sample = finding.samples[0]
    let further = sample.further.map(\.text).joined(separator: "\n")
    scope.terms = Subject.terms(
      ofTemplate: finding.template ?? sample.message, as: sample.text + "\n" + further)
    return scope
  }
}
