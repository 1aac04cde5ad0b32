import Diagnosis
import Evidence
import Timeline

/// A stretch of time in which something was logged.
struct Spell: Sendable {
  var service: String
  var sample: Sample
  var telling: String?
  var count: Int
  var period: TimeWindow?
  var isOngoing: Bool?
  var isFailingAllAlong = false
  var last: Sample?

  init(_ finding: Finding, lastOf diagnosis: Diagnosis? = nil) {
    service = finding.writer
    sample = finding.samples[0]
    telling = finding.detail
    count = finding.count
    period = finding.period
    isOngoing = finding.isOngoing
    isFailingAllAlong = finding.isFailingAllAlong
    last = finding.samples.max(by: Sample.isEarlier)
    // The incident ends with its last symptom, not with the last word of its cause.
    if let end = diagnosis?.end, let begin = period?.lowerBound, end > begin {
      period = begin...max(end, period?.upperBound ?? end)
    }
  }

  private init(_ group: Aggregation.Group) {
    service = group.first.service
    sample = group.first
    count = group.count
    last = group.last
    if let from = group.first.time?.instant, let to = group.last.time?.instant {
      period = from...to
    }
  }

  /// The stretch of a subject's entries.
  static func of(_ subject: Subject, _ desk: Desk) async throws -> Spell? {
    let found = try await AggregateTool.call(Aggregate(scope: subject.scope, by: .service), desk)
    guard let first = found.groups.first else { return nil }
    var spell = Spell(first)
    for group in found.groups.dropFirst() {
      spell.count += group.count
      if Sample.isEarlier(group.first, spell.sample) { spell.sample = group.first }
      if let last = spell.last, Sample.isEarlier(last, group.last) { spell.last = group.last }
      if let from = group.first.time?.instant, let to = group.last.time?.instant {
        spell.period = spell.period.map { $0.union(from...to) } ?? from...to
      }
    }
    return spell
  }

  /// Takes in another finding of the same services.
  mutating func take(_ finding: Finding) {
    guard finding.samples.first != sample else { return }
    count += finding.count
    if let other = finding.period { period = period.map { $0.union(other) } ?? other }
    isOngoing = isOngoing == true || finding.isOngoing
    if let latest = finding.samples.max(by: Sample.isEarlier), let known = last,
      Sample.isEarlier(known, latest)
    {
      last = latest
    }
  }
}

extension Finding {
  /// Whether it began before another; what has no time by its line.
  func startsBefore(_ other: Finding) -> Bool {
    let (a, b) = (period?.lowerBound ?? .earliest, other.period?.lowerBound ?? .earliest)
    return a == b ? samples[0].reference < other.samples[0].reference : a < b
  }
}

extension Scope {
  /// The scope by services and hosts, without words.
  var withoutTerms: Scope {
    var copy = self
    copy.terms = []
    copy.minimumLevel = nil
    return copy
  }
}

/// Words a stretch of time.
struct SpellWords {
  let spell: Spell
  /// The end of the evidence; nil where nothing is to be said of it.
  let end: Instant?
  let times: TimeText

  /// When it began, in which service, and with which words.
  func begin(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(
      spell.sample, telling: spell.telling, count: spell.count, period: spell.period)
    let name = MarkdownText.name(spell.service)
    guard let period = spell.period else {
      return .init(
        "The logs carry no times; it stands first in \(name): \(report.quote(number)) [\(number)].",
        exhibits: [number])
    }
    let verb =
      spell.isFailingAllAlong
      ? "It has been so since before the evidence begins; the first entry is that of"
      : "It began at"
    return .init(
      "\(verb) \(times.full(period.lowerBound)) in \(name): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }

  /// How long it was, from its first entry to its last.
  func length(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(
      spell.sample, telling: spell.telling, count: spell.count, period: spell.period)
    let name = MarkdownText.name(spell.service)
    guard let period = spell.period else {
      return .init(
        "How long it lasted cannot be told: the logs carry no times [\(number)].",
        exhibits: [number])
    }
    let isOngoing = spell.isOngoing ?? end.map { isNear(period, $0) } ?? false
    return .init(
      "It lasted \(isOngoing || spell.isFailingAllAlong ? "at least " : "")"
        + "\(TimeText.length(period.length)) in \(name), \(times.range(period)): "
        + "\(report.quote(number)) [\(number)].", exhibits: [number])
  }

  /// Whether it goes on, and when it was seen last.
  func end(
    _ report: inout ReportBuilder, recovered: Finding?, asked: OverAsked? = nil
  ) -> Report.Claim {
    guard let period = spell.period else {
      return .init("Whether it goes on cannot be told: the logs carry no times.")
    }
    let length = TimeText.length(period.length)
    let count = Counting.times(spell.count)
    var numbers: [Int] = []
    var text: String
    let isOngoing = spell.isOngoing ?? end.map { isNear(period, $0) } ?? false
    if isOngoing, let end {
      text =
        "It was still happening when the evidence ends at \(times.full(end)): the last time was"
      text += " at \(times.full(period.upperBound)), \(length) after the first, \(count) in all"
    } else {
      text = "It is no longer happening: the last time was at \(times.full(period.upperBound)),"
      text += " \(length) after the first, \(count) in all"
      if let end { text += "; the evidence goes on until \(times.full(end)) without it" }
    }
    text = OverAsked.sentence(text, asked, isOver: !(isOngoing && end != nil))
    if let last = spell.last, spell.count > 1 {
      let number = report.cite(last)
      numbers.append(number)
      text += " [\(number)]"
    }
    text += "."
    if let recovered {
      let number = report.cite(recovered)
      numbers.append(number)
      let time = recovered.period.map { " at \(times.short($0.lowerBound))" } ?? ""
      text += " It recovered\(time): \(report.quote(number)) [\(number)]."
    }
    return .init(text, exhibits: numbers)
  }

  /// A row of a list.
  func row(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(
      spell.sample, telling: spell.telling, count: spell.count, period: spell.period)
    let time =
      spell.period.map {
        $0.length > 0
          ? "\(times.short($0.lowerBound)) to \(times.short($0.upperBound)) "
          : "\(times.short($0.lowerBound)) "
      } ?? ""
    return .init(
      "\(time)\(MarkdownText.name(spell.service)): \(report.quote(number)), \(Counting.times(spell.count))",
      exhibits: [number])
  }

  /// Whether the end of the evidence came before another time was surely due: thrice the usual gap.
  private func isNear(_ period: TimeWindow, _ end: Instant) -> Bool {
    let gap = period.length / Int64(max(1, spell.count - 1))
    return end.distance(from: period.upperBound) <= max(3 * gap, 1000)
  }
}
