import Diagnosis
import Evidence
import Timeline

/// What a recorded change says of itself: who made it, its commit or revision, from what to what.
struct ChangeRecord {
  let finding: Finding
  /// Its parts by the names they have there, in lower case and without `_`: `actor`, `fromversion`.
  private let parts: [(name: String, path: String, trait: Observation.Trait)]

  init(_ finding: Finding, _ traits: [Observation.Trait]) {
    self.finding = finding
    parts = traits.map { trait in
      let last = trait.name.split(separator: ".").last.map(String.init) ?? trait.name
      return (last.lowercased().filter { $0 != "_" && $0 != "-" }, trait.name.lowercased(), trait)
    }
  }

  /// All recorded changes of some evidence, in the order of time.
  static func all(_ desk: Desk) -> [ChangeRecord] {
    var traits: [Reference: [Observation.Trait]] = [:]
    for observation in desk.evidence.observations {
      guard case .change = observation.measure, let sample = observation.samples.first else {
        continue
      }
      // Records on one line are told apart by their words.
      traits[sample.reference, default: []] +=
        traits[sample.reference] == nil ? observation.traits : []
    }
    return desk.diagnosis(of: Symptom()).findings.filter { $0.role == .change }.compactMap {
      finding in
      guard let sample = finding.samples.first, let own = traits[sample.reference] else {
        return nil
      }
      return ChangeRecord(finding, own)
    }
  }

  var sample: Sample { finding.samples[0] }
  var time: Instant? { finding.period?.lowerBound }
  /// All that it says, for words to be looked up in.
  var text: String {
    ([sample.text, finding.detail, finding.service] + parts.map { $0.trait.value }).joined(
      separator: " "
    ).lowercased()
  }

  private func first(_ names: [String]) -> Observation.Trait? {
    for name in names {
      if let part = parts.first(where: { $0.name == name }) { return part.trait }
    }
    return nil
  }

  /// Who made it, as it is written there, without what stands before a name's last part.
  var actor: (name: String, sample: Sample?)? {
    if let trait = first(Self.actors) {
      let name =
        trait.value.hasPrefix("arn:")
        ? trait.value.split(separator: "/").last.map(String.init) ?? trait.value : trait.value
      return (name, trait.sample)
    }
    return Doer.name(in: sample.text).map { ($0, nil) }
  }

  private static let actors = [
    "author", "actor", "by", "username", "user", "member", "who", "changedby", "updatedby",
    "modifiedby", "deployedby", "operator", "initiator", "caller", "principalemail", "committer",
    "arn",
  ]

  /// The commit or revision that it brought, with the line that says so.
  var commit: (id: String, sample: Sample?)? {
    guard let trait = first(["commit", "sha", "gitcommit", "githash", "revision", "hash"]) else {
      return told.map { ($0, nil) }
    }
    return (trait.value, trait.sample)
  }

  /// A hash of git that its words name: `sync to b7702ee`.
  private var told: String? {
    finding.detail.split { !($0.isLetter || $0.isNumber) }.map(String.init).first { word in
      (7...40).contains(word.count) && word.allSatisfy(\.isHexDigit)
        && word.contains(where: \.isNumber)
        && word.contains(where: \.isLetter) && word == word.lowercased()
    }
  }

  /// The lines of its patch, as far as they are kept: `-redis_maxmemory: 8gb`, `+redis_maxmemory: 1gb`.
  var differences: [(text: String, sample: Sample?)] {
    parts.filter { $0.name == "diff" && !Quote.isSecret($0.trait.value, named: "") }
      .map { ($0.trait.value, $0.trait.sample) }
  }

  /// The version that it brought, and the one before it where it says so.
  var version: String? { value(Self.versions) ?? first(["to", "new", "value"]).map(\.value) }
  var previous: String? {
    value(Self.previous) ?? first(["from", "old", "was"]).map(\.value)
      ?? parts.first { $0.path.hasPrefix("before.") }?.trait.value
  }

  private func value(_ names: [String]) -> String? {
    first(names).map(\.value)
      ?? parts.first { part in
        names.first == "version" && part.name.hasSuffix("version") && !part.name.hasPrefix("prev")
          && !part.name.hasPrefix("from") && !part.name.hasPrefix("old")
      }?.trait.value
  }

  private static let versions = [
    "version", "toversion", "newversion", "appversion", "tag", "image",
  ]
  private static let previous = [
    "previous", "fromversion", "previousversion", "oldversion", "prev",
  ]

  /// What it was for, where a part of its own says so: `signed vouchers`.
  var note: String? {
    first(["note", "notes", "reason", "summary", "title", "comment", "purpose"])
      .map(\.value).flatMap { finding.detail.contains($0) ? nil : $0 }
  }

  /// The ticket that it belongs to: `CHG-4471`, `#918`.
  var ticket: String? {
    let all = parts.map { $0.trait.value } + [finding.detail]
    for text in all {
      for word in text.split(whereSeparator: { " ()[],;:".contains($0) }) {
        let halves = word.split(separator: "-")
        if halves.count == 2, halves[0].count > 1, halves[0].allSatisfy(\.isUppercase),
          halves[1].allSatisfy(\.isNumber)
        {
          return String(word)
        }
        if word.first == "#", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) {
          return String(word)
        }
      }
    }
    return nil
  }

  /// What was changed, by the names that it has there; empty where only its service is told.
  var objects: Set<String> {
    Set(
      parts.filter { part in
        Self.things.contains(part.name)
          || ["groupid", "groupname", "identifier"].contains(where: part.name.hasSuffix)
      }.map { $0.trait.value }.filter { $0.count > 2 })
  }

  private static let things: Set<String> = [
    "flag", "feature", "toggle", "name", "key", "setting", "parameter", "parametername", "record",
    "resource", "resourcename", "target", "object", "rule",
  ]

  /// Whether it is of a flag that something is switched on and off by.
  var isOfFlag: Bool {
    parts.contains { part in
      ["flag", "feature", "toggle"].contains(part.name)
        || part.name == "kind" && part.trait.value.lowercased().contains("flag")
    }
  }

  /// Whether it changes the same thing as another.
  func isOfSame(as other: ChangeRecord) -> Bool {
    let (own, its) = (objects, other.objects)
    guard own.isEmpty || its.isEmpty else { return !own.isDisjoint(with: its) }
    return finding.service == other.finding.service
  }
}
