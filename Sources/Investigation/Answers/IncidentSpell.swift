import Diagnosis
import Evidence
import Timeline

/// The stretch of time in which an incident was felt: that of the finding most entries tell of.
enum IncidentSpell {
  /// Nil where the incident has no finding of its own.
  static func of(_ diagnosis: Diagnosis) -> Spell? {
    let own = IncidentFindings.of(diagnosis)
    let sudden = own.filter { !$0.isFailingAllAlong && !$0.isSporadic }
    guard let main = (sudden.isEmpty ? own : sudden).max(by: { $0.count < $1.count }) else {
      return nil
    }
    var spell = Spell(main)
    // The same trouble in other words: of other paths, of other numbers of digits.
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
