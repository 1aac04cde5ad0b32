import Diagnosis
import Evidence
import Timeline

/// Which recorded change a question means: the one that the case is about, the commit that brought it,
/// what undid it, or the one that the question's own words tell of.
struct ChangeChoice {
  let records: [ChangeRecord]
  let words: [String]
  let diagnosis: Diagnosis
  let file: Case
  let desk: Desk

  /// The change that was spoken of last, else the one that is tied to the cause, else the nearest before.
  var anchor: ChangeRecord? {
    let spoken = file.focus.exhibits + file.exhibits.map(\.number).reversed()
    let tied = [diagnosis.tiedChange].compactMap { $0 }.compactMap(diagnosis.finding)
    let near = diagnosis.changes.compactMap(diagnosis.finding)
    let inFocus = file.focus.exhibits.lazy.compactMap(record(ofExhibit:)).first
    if words.contains(where: Self.flags.contains) {
      let order =
        [inFocus].compactMap { $0 } + (tied + near).compactMap(record(of:))
        + spoken.compactMap(record(ofExhibit:))
      if let flag = order.first(where: \.isOfFlag) { return flag }
    }
    return inFocus ?? tied.lazy.compactMap(record(of:)).first
      ?? spoken.lazy.compactMap(record(ofExhibit:)).first
      ?? near.lazy.compactMap(record(of:)).first
  }

  private static let flags: Set<String> = ["flag", "flags", "feature", "toggle", "switch"]

  private func record(of finding: Finding) -> ChangeRecord? {
    records.first {
      $0.sample.reference == finding.samples.first?.reference
        && $0.finding.service == finding.service
    }
  }

  private func record(ofExhibit number: Int) -> ChangeRecord? {
    guard let exhibit = file.exhibits.first(where: { $0.number == number }) else { return nil }
    return records.first {
      $0.sample.reference == exhibit.sample.reference && $0.sample.message == exhibit.sample.message
    }
  }

  /// The commit that is meant: that of the change itself, else the one whose words have most in common
  /// with the change and the cause.
  var commit: ChangeRecord? {
    let anchor = anchor
    if let anchor, anchor.commit != nil { return anchor }
    let onset = diagnosis.onset ?? .latest
    let commits = records.filter { record in
      record.commit != nil && (record.time.map { $0 <= onset } ?? true)
    }
    let cause = Subject.incidentFinding(diagnosis)
    let applied = diagnosis.findings.filter { finding in
      guard finding.role == .change, finding.kind == "resource-change",
        let time = finding.period?.lowerBound
      else { return false }
      return onset.distance(from: time).magnitude <= UInt64(Self.soon)
    }
    let texts =
      [anchor?.text, cause?.detail, cause?.samples.first?.text].compactMap { $0 }
      + applied.map(\.detail)
    let asked = Set(
      texts.flatMap(Stem.words).filter { $0.count > 1 && !$0.contains(where: \.isNumber) }.map(
        Stem.of))
    return best(commits, sharing: asked)
  }

  /// How near an applied change has to be to the onset, in milliseconds: ten minutes.
  private static let soon: Int64 = 10 * 60_000

  /// The change whose words share most with some stems, rare ones counting more; of equals the last.
  private func best(_ some: [ChangeRecord], sharing asked: Set<String>) -> ChangeRecord? {
    let stems = some.map { Set(Stem.words($0.finding.detail).map(Stem.of)) }
    var counts: [String: Int] = [:]
    for own in stems {
      for stem in own where asked.contains(stem) { counts[stem, default: 0] += 1 }
    }
    var found: (record: ChangeRecord, score: Double)?
    for (record, own) in zip(some, stems) {
      let score = own.intersection(asked).subtracting(Self.common).map {
        1 / Double(counts[$0] ?? 1)
      }.reduce(0, +)
      if score > 0, score >= found?.score ?? 0 { found = (record, score) }
    }
    return found?.record ?? (some.count == 1 ? some[0] : nil)
  }

  private static let common: Set<String> = Set(
    [
      "the", "for", "of", "to", "in", "is", "when", "and", "on", "not", "per", "with", "from",
      "complete",
    ]
    .map(Stem.of))

  /// Whether words ask for what takes a change back.
  static func undoes(_ words: [String]) -> Bool {
    let known = Set(words)
    if !known.isDisjoint(with: ["reverted", "revert", "undone", "undid", "restored", "rollback"]) {
      return true
    }
    if known.contains("back") {
      return !known.isDisjoint(with: [
        "rolled", "roll", "put", "set", "taken", "took", "changed", "turned",
      ])
    }
    return known.contains("again")
      && !known.isDisjoint(with: [
        "opened", "closed", "switched", "turned", "enabled", "disabled", "allowed", "removed",
      ])
  }

  /// The last change of the same thing after the one that the case is about; nil where none is.
  var undoing: ChangeRecord? {
    guard let anchor = causing else { return ofCause(where: Self.tellsOfUndoing) }
    let later = records.filter { $0.isOfSame(as: anchor) && anchor.isBefore($0) }
    let asked = words.flatMap { Self.returning[$0] ?? [] }
    if let worded = later.first(where: { record in asked.contains(where: record.text.contains) }) {
      return worded
    }
    let undone = later.first { record in
      record.previous != nil && record.previous == anchor.version
        || record.version != nil && record.version == anchor.previous
        || Self.tellsOfUndoing(record)
    }
    return undone ?? later.last ?? ofCause(where: Self.tellsOfUndoing)
  }

  /// The last change of the service at fault of which something holds.
  private func ofCause(where holds: (ChangeRecord) -> Bool) -> ChangeRecord? {
    let cause = file.incident?.cause?.service
    return records.last { $0.finding.service == cause && holds($0) }
  }

  /// The version that brought the trouble: that of the service at fault, released last before it.
  var brought: ChangeRecord? {
    ofCause { $0.version != nil && isBeforeOnset($0) } ?? causing
  }

  /// The change that is tied to the cause, before what was spoken of last.
  var causing: ChangeRecord? {
    let tied = [diagnosis.tiedChange].compactMap { $0 }.compactMap(diagnosis.finding)
    let cited = file.exhibits.compactMap { record(ofExhibit: $0.number) }
    return tied.lazy.compactMap(record(of:)).first ?? cited.first { isBeforeOnset($0) } ?? anchor
  }

  private static func tellsOfUndoing(_ record: ChangeRecord) -> Bool {
    ["rollback", "rolled back", "roll back", "revert", "undo", "restore"]
      .contains(where: record.text.contains)
  }

  /// The change that somebody made who is asked for.
  var done: ChangeRecord? {
    if Self.undoes(words) { return undoing }
    let named = records.filter { $0.actor != nil }
    let asked = Set(
      words.filter {
        $0.count > 3 && !Self.pronouns.contains($0) && !QuestionWords.stop.contains($0)
      }
      .map(Stem.of))
    let verbs = Set(words.flatMap { Self.verbs[$0] ?? [] })
    let scored = named.map { record -> (record: ChangeRecord, things: Int, verb: Bool) in
      let text = record.text
      return (
        record, asked.count { $0.count > 3 && text.contains($0) },
        verbs.contains(where: text.contains)
      )
    }
    if !verbs.isEmpty, let missed = scored.last(where: { $0.verb && isMissed($0.record) }) {
      return missed.record
    }
    if words.contains(where: ["deployed", "released"].contains), let causing, causing.actor != nil {
      return causing
    }
    let known = scored.filter { $0.things > 0 && ($0.verb || verbs.isEmpty) }
    let most = known.map(\.things).max() ?? 0
    let anchor = anchor
    // "who changed the retention?" names what was changed, and not what was spoken of.
    let ofAnchor = scored.first { $0.record.sample == anchor?.sample }?.things ?? 0
    if most > ofAnchor, ofAnchor == 0 || anchor?.actor == nil,
      let best = known.last(where: { $0.things == most })
    {
      return best.record
    }
    if let anchor, anchor.actor != nil,
      verbs.isEmpty || verbs.contains(where: anchor.text.contains)
    {
      return anchor
    }
    if most > 0 {
      let best = known.filter { $0.things == most }.map(\.record)
      return best.last { isMissed($0) } ?? best.last { isBeforeOnset($0) } ?? best.last
    }
    guard !verbs.isEmpty else { return anchor }
    let likely = scored.filter(\.verb).map(\.record)
    return likely.last { isMissed($0) } ?? likely.last { isNear($0) }
  }

  private func isBeforeOnset(_ record: ChangeRecord) -> Bool {
    guard let onset = diagnosis.onset, let time = record.time else { return false }
    return time <= onset
  }

  private func isNear(_ record: ChangeRecord) -> Bool {
    diagnosis.changes.compactMap(diagnosis.finding).contains {
      $0.samples.first?.reference == record.sample.reference
    }
  }

  /// Whether something of the cluster misses what the change was of: `secrets "cart-ca" not found`.
  private func isMissed(_ record: ChangeRecord) -> Bool {
    let names = record.objects.union([record.finding.service])
    return desk.evidence.observations.contains { observation in
      guard case .state = observation.measure else { return false }
      return observation.traits.contains { trait in
        trait.value.contains("not found") && names.contains { trait.value.contains("\"\($0)\"") }
      }
    }
  }

  private static let pronouns: Set<String> = [
    "that", "this", "when", "what", "whose", "made", "changed", "change", "turned", "switched",
    "and",
    "deleted", "delete", "removed", "opened", "closed", "enabled", "disabled", "again", "back",
    "them",
    "deployed", "flag", "shipped", "released", "rolled", "worked", "then", "there", "with",
  ]
  /// How records say that something is as it was again.
  private static let returning: [String: [String]] = [
    "enabled": ["enabl", "activat"], "opened": ["authoriz", "open", "allow", "permit"],
    "allowed": ["authoriz", "allow", "permit"], "restored": ["restor", "recover"],
  ]
  /// How records say what a question's verb means.
  private static let verbs: [String: [String]] = [
    "deleted": ["delet", "remov", "destroy"], "delete": ["delet", "remov", "destroy"],
    "removed": ["delet", "remov", "destroy", "revok"], "off": ["disabl", "off", "stop", "\"after"],
    "disabled": ["disabl", "off"], "opened": ["authoriz", "open", "allow", "permit"],
    "closed": ["revok", "clos", "deny", "remov"], "revoked": ["revok"],
  ]
}
