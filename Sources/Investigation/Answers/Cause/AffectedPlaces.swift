import Diagnosis
import Evidence

/// Says where an incident is seen: on which hosts, in the files of which nodes, pods or jobs.
///
/// Of "which hosts are affected?" the entries often name none; but they stand in `web-3/agent.log` and
/// `web-4/agent.log`, and in no other.
struct AffectedPlaces {
  let noun: String
  let subject: Subject
  /// Whether it is asked if there are others: "only web-3, or others too?".
  let asksIfOnly: Bool

  /// Findings whose entries are looked at.
  private static let most = 6
  private static let nouns: Set = [
    "host", "node", "pod", "machine", "instance", "replica", "server", "container", "shard",
    "broker",
    "member",
  ]

  /// Whether a noun names where entries are written.
  static func isPlace(_ noun: String) -> Bool {
    let stem = Stem.of(noun)
    return nouns.contains { Stem.of($0) == stem }
  }

  /// Whether files are called by a noun, so that each of them is one: `job-17.log` of "which jobs?".
  static func names(_ noun: String, _ catalog: Catalog) -> Bool {
    let stem = Stem.of(noun)
    let called = catalog.files.filter { file in
      let name = file.path.split(separator: "/").last.map(String.init) ?? ""
      let words = Stem.words(name)
      return words.first.map(Stem.of) == stem && words.contains { $0.contains(where: \.isNumber) }
    }
    return called.count > 1
  }

  /// Writes the answer; false where nothing tells of places.
  func write(_ desk: Desk, into report: inout ReportBuilder) async throws -> Bool {
    var hosts = Places()
    var files = Places()
    for scope in scopes(desk, &report) {
      let byHost = try await AggregateTool.call(Aggregate(scope: scope, by: .host), desk)
      let byPath = try await AggregateTool.call(Aggregate(scope: scope, by: .path), desk)
      // With a port it is whom they speak to.
      hosts.take(byHost.groups.filter { !$0.key.contains(":") })
      // Files of one writer tell its copies apart; those of others tell only who writes.
      let all = desk.catalog.services.first { scope.services.contains($0.name) }?.paths.count ?? 0
      if all > 1 { files.take(byPath.groups) }
    }
    let places =
      files.found.count > hosts.found.count || hosts.found.isEmpty && !files.found.isEmpty
      ? files : hosts
    let isOfFiles = places.found == files.found
    guard let first = places.found.first else { return false }
    let count = places.found.count
    let names = places.found.map { MarkdownText.code(MarkdownText.oneLine($0.key)) }
    let number = report.cite(first.first)
    let thing = isOfFiles ? "file" : Self.isPlace(noun) ? noun : "host"
    let lead = asksIfOnly ? (count == 1 ? "Yes, only one: " : "No, not only one: ") : ""
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(lead)\(Counting.of(count, thing)) \(count == 1 ? "has" : "have") entries of it: "
            + "\(Counting.list(names, most: Self.most)), as \(report.quote(number)) [\(number)].",
          exhibits: [number])
      ])
    if count > 1 {
      report.add(
        .counts, title: "By \(thing)", layout: .numbered,
        places.found.prefix(GroupedCount.usual).map { place in
          let number = report.cite(place.first)
          return .init(
            "\(MarkdownText.code(MarkdownText.oneLine(place.key))): \(place.count)",
            exhibits: [number])
        })
    }
    report.addEvidence()
    report.file.focus.scope = subject.scope
    return true
  }

  /// What the question is about, else the entries of the incident: its cause, and how it is felt.
  private func scopes(_ desk: Desk, _ report: inout ReportBuilder) -> [Scope] {
    if subject.finding == nil, !subject.isNearest, subject.total > 0, !asksIfOnly,
      subject.scope.hasSubject
    {
      return [subject.scope]
    }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    return IncidentFindings.of(diagnosis).prefix(Self.most).map { IncidentFindings.scope(of: $0) }
  }

  /// Places with their entries, those with most first.
  private struct Places {
    var found: [Place] = []

    mutating func take(_ groups: [Aggregation.Group]) {
      for group in groups {
        if let index = found.firstIndex(where: { $0.key == group.key }) {
          found[index].count += group.count
        } else {
          found.append(Place(key: group.key, count: group.count, first: group.first))
        }
      }
      found.sort { ($0.count, $1.key) > ($1.count, $0.key) }
    }
  }

  private struct Place: Equatable {
    var key: String
    var count: Int
    var first: Sample
  }
}
