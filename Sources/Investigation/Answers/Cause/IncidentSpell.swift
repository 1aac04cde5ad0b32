import Diagnosis
import Evidence
import Timeline

/// The stretches of time in which an incident was felt.
enum IncidentSpell {
  /// That which was felt last of those that came more than once, then the others.
  static func all(_ diagnosis: Diagnosis) -> [Spell] {
    let own = IncidentFindings.of(diagnosis)
    let sudden = own.filter { !$0.isFailingAllAlong && !$0.isSporadic }
    let begun = sudden.filter { isOfIncident($0, diagnosis) }
    // What began with the incident is it, not what failed before.
    let chosen = [begun, sudden, own].first { !$0.isEmpty } ?? []
    let many = chosen.filter { $0.count > 1 }
    return (many.isEmpty ? chosen : many).map { spell(of: $0, diagnosis) }.sorted { a, b in
      let (x, y) = (a.period?.upperBound ?? .earliest, b.period?.upperBound ?? .earliest)
      return x == y ? (a.count, b.service) > (b.count, a.service) : x > y
    }
  }

  private static func isOfIncident(_ finding: Finding, _ diagnosis: Diagnosis) -> Bool {
    guard let onset = diagnosis.onset, let start = finding.period?.lowerBound else { return true }
    return start >= onset.advanced(by: -RankingModel.together)
  }

  /// When an incident was felt for the last time; nil while that goes on.
  static func end(of diagnosis: Diagnosis) -> Instant? {
    guard let end = diagnosis.end else { return nil }
    guard let felt = all(diagnosis).first, let last = felt.period?.upperBound, last > end else {
      return end
    }
    return felt.isOngoing == true ? nil : last
  }

  /// A finding with the same trouble in other words: of other paths, of other numbers of digits.
  private static func spell(of main: Finding, _ diagnosis: Diagnosis) -> Spell {
    var spell = Spell(main)
    for finding in diagnosis.findings
    where finding.service == main.service && finding.kind == main.kind && main.kind != nil
      && finding.role == main.role && finding != main && !finding.isFailingAllAlong
    {
      guard let a = finding.period, let b = main.period,
        a.lowerBound <= b.upperBound.advanced(by: near), b.lowerBound <= a.upperBound
      else { continue }
      spell.take(finding)
    }
    return spell
  }

  /// How soon after the last entry another counts as the same spell: a minute, in which what waits
  /// for a time-out still fails.
  private static let near: Int64 = 60_000
}
