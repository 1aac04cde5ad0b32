import Diagnosis
import Evidence
import Timeline

/// The groups of a field where the entries that were found have it not: those that tell of trouble may.
///
/// "how many different guests were hit?" behind the 502s of an edge that logs no guests: the errors of
/// whoever does.
struct FieldGroups {
  let question: Question
  let field: String

  /// The entries whose groups are meant, with their number and how they are called; nil where no entry
  /// of trouble has the field, or no trouble is asked about.
  func subject(_ desk: Desk) async throws -> (Subject, Aggregation)? {
    guard desk.catalog.fields[field] != nil || asksForTrouble else { return nil }
    let isInherited = !question.inherited.isDisjoint(with: [.subject, .scope])
    var scope = Scope()
    if question.form.order == nil || !question.inherited.contains(.window) {
      // What came first of all does not lie in the window of another question.
      scope.window = question.scope.window
    }
    scope.fields = question.scope.fields
    scope.terms = question.scope.terms.filter(\.isValue)
    if !isInherited { scope.services = question.scope.services }
    for level in asksForTrouble ? [Level.error, .warning] : [nil] {
      scope.minimumLevel = level
      var found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
      guard !found.groups.isEmpty else { continue }
      // Others have errors, too, that name no such thing.
      scope.services = Set(found.groups.map(\.first.service)).sorted()
      found.total = found.groups.map(\.count).reduce(0, +)
      return (Subject(scope: scope, total: found.total, label: Subject.label(scope)), found)
    }
    return nil
  }

  /// Whether what went wrong is asked about: "hit", "failed", "lost".
  private var asksForTrouble: Bool {
    Stem.words(question.beginning).contains {
      FailingWords.tell($0) || FailingWords.isLevel($0)
        || ["hit", "affected", "impacted", "suffered"].contains($0)
    } || FailingWords.tellsOfNot(question) || question.scope.minimumLevel ?? .debug >= .warning
      || !question.scope.statuses.isEmpty
  }
}

/// The groups that have none of what is asked about: "which hosts had no errors?".
struct GroupsWithout {
  let question: Question

  func write(
    by grouping: Aggregate.Grouping, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var whole = Scope()
    (whole.services, whole.hosts, whole.window) = (
      question.scope.services, question.scope.hosts, question.scope.window
    )
    whole.fields = question.scope.fields
    var part = question.scope
    if part.minimumLevel == nil, part.statuses.isEmpty { part.minimumLevel = .error }
    part.terms.removeAll { !$0.isValue }
    let all = try await AggregateTool.call(Aggregate(scope: whole, by: grouping), desk)
    let some = try await AggregateTool.call(Aggregate(scope: part, by: grouping), desk)
    let known = Set(some.groups.map(\.key))
    let none = all.groups.filter { !known.contains($0.key) }
    let noun = GroupingChoice.noun(grouping)
    let what = "\(part.noun == "entry" ? "entries" : part.noun + "s")\(Subject.label(part))"
    let window = part.window.map { ", \(report.times.range($0))" } ?? ""
    func name(_ group: Aggregation.Group) -> String { MarkdownText.name(Quote.clean(group.key)) }
    guard let first = none.first else {
      let number = some.groups.first.map { report.cite($0.first) }
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "None: each of \(Counting.of(all.groups.count, noun)) has \(what)\(window)"
              + "\(number.map { " [\($0)]" } ?? "").", exhibits: number.map { [$0] } ?? [])
        ])
      report.add(
        .counts, title: "By \(noun)", layout: .numbered,
        some.groups.prefix(GroupedCount.usual).map { .init("\(name($0)): \($0.count)") })
      report.addEvidence()
      report.file.focus.scope = part
      return
    }
    let number = report.cite(first.first)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(none.count) of \(Counting.of(all.groups.count, noun)) \(none.count == 1 ? "has" : "have") "
            + "no \(what)\(window): \(Counting.list(none.map(name), most: GroupedCount.usual)) "
            + "[\(number)].", exhibits: [number])
      ])
    report.addEvidence()
    report.file.focus.scope = part
  }
}
