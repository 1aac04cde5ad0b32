import Diagnosis
import Evidence
import Timeline

/// What was changed before the trouble, as far as it may have led to it.
extension CauseWords {
  /// The sentence on the change that stands beside the cause; nil where there is none.
  func changeSentence(
    _ hypothesis: Hypothesis, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    // Where the cause is an act itself, such as a dropped index, what was done beside it led to nothing.
    let own = finding(hypothesis.finding)?.samples.first?.reference
    let isAct = diagnosis.changes.compactMap(finding).contains { change in
      change.samples.contains { $0.reference == own }
    }
    guard !isAct else { return nil }
    if let change = relevantChange(hypothesis) {
      var told = claim(of: change, &report)
      // What stands in a commit is felt when it is applied.
      if change.kind == "commit" || change.signal == .changes, let applied = applied(&report) {
        told.text += " " + applied.text
        told.exhibits += applied.exhibits
      }
      return told
    }
    if let applied = applied(&report) { return applied }
    return changeOfNobody().map { claim(of: $0, isTied: false, &report) }
  }

  /// The sentence on a change that came before; `isTied` where something links it to the cause.
  func claim(
    of change: Finding, isTied: Bool = true, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let number = report.cite(change)
    let time = change.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
    let tie = isTied ? "" : ", which no entry ties to it"
    if change.isTold {
      return .init(
        "\(MarkdownText.name(change.service)) changed before it\(time)\(tie): "
          + "\(change.words) [\(number)].", exhibits: [number])
    }
    return .init(
      "A change of \(MarkdownText.name(change.service)) came before it\(time)\(tie): "
        + "\(change.told(report, number)).", exhibits: [number])
  }

  /// The change before the onset that is tied to the cause, or is in the service of a hypothesis.
  func relevantChange(_ hypothesis: Hypothesis) -> Finding? {
    if let tied = diagnosis.tiedChange.flatMap(finding) { return tied }
    return diagnosis.changes.compactMap(finding).first {
      $0.service == hypothesis.service || $0.names.contains(hypothesis.service)
    }
  }

  /// The sentence on what was destroyed just before the onset, each by its name: what needed it fails.
  private func applied(_ report: inout ReportBuilder) -> Report.Claim? {
    guard let onset = diagnosis.onset else { return nil }
    // A point of a metric tells of the time until the next one.
    let times = diagnosis.leading?.values.times ?? []
    let step = times.count > 1 ? times[1].distance(from: times[0]) : 0
    let slack = min(max(Self.soon / 5, step), Self.soon)
    let gone = diagnosis.findings.filter { change in
      guard change.kind == "resource-change", let time = change.period?.lowerBound,
        change.detail.lowercased().contains("destruction")
      else { return false }
      return time <= onset.advanced(by: slack) && onset.distance(from: time) <= Self.soon
    }
    guard let first = gone.first, let time = first.period?.lowerBound else { return nil }
    let shown = gone.prefix(Self.mostApplied)
    let numbers = shown.map { report.cite($0) }
    let names = shown.map { MarkdownText.code(Self.resource(in: $0)) }
    let rest = gone.count - shown.count
    return .init(
      "Just before it, at \(report.times.short(time)), \(MarkdownText.name(first.service)) destroyed "
        + Counting.list(names + (rest > 0 ? ["\(rest) more"] : []))
        + " " + numbers.map { "[\($0)]" }.joined(separator: " ") + ".", exhibits: numbers)
  }

  private static let mostApplied = 3

  /// The name of a resource before what was done to it: `aws_db.main: Destruction complete after 1s`.
  private static func resource(in change: Finding) -> String {
    let text = change.samples.first?.text ?? change.detail
    guard let end = text.firstRange(of: ": Destruction") else { return change.detail }
    return String(text[..<end.lowerBound].split(separator: " ").last ?? "")
  }

  /// The last change just before the onset that was recorded of no service: of a flag, a setting, a
  /// vendor, which nothing can tie to one.
  private func changeOfNobody() -> Finding? {
    guard let onset = diagnosis.onset else { return nil }
    return diagnosis.changes.compactMap(finding).first { change in
      guard change.signal == .changes, let time = change.period?.lowerBound else { return false }
      return time.distance(from: onset).magnitude <= UInt64(Self.soon)
        && !catalog.services.contains { $0.name == change.service && $0.entries > 0 }
        && !diagnosis.findings.contains { $0.service == change.service && $0.signal != .changes }
    }
  }

  /// How soon what is switched shows, in milliseconds.
  private static let soon: Int64 = 5 * 60_000

  /// The change to look at first: that of the cause's service, else the last that was recorded before
  /// the onset; nil where there is none.
  func firstChange() -> Finding? {
    guard let first = diagnosis.hypotheses.first else { return nil }
    return relevantChange(first)
      ?? diagnosis.changes.compactMap(finding).first {
        $0.detector == RecordedChanges.name || $0.detector == VersionChanges.name
          || $0.signal == .changes
      }
  }

  /// The change before the best evidence in its service or in one that it names, which proves nothing.
  func changeOfBest(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard let first = diagnosis.leading else { return [] }
    let concerned = [first.service] + first.names
    let change =
      diagnosis.tiedChange.flatMap(finding)
      ?? diagnosis.changes.compactMap(finding).first { concerned.contains($0.service) }
    return change.map { [claim(of: $0, &report)] } ?? justBefore(first, &report).map { [$0] } ?? []
  }

  /// What was done to others right before the trouble, where nothing else is known: a coincidence, or not.
  private func justBefore(_ first: Finding, _ report: inout ReportBuilder) -> Report.Claim? {
    guard let onset = first.period?.lowerBound else { return nil }
    let near = diagnosis.changes.compactMap(finding).filter { change in
      guard let time = change.period?.lowerBound, change.signal != .metrics else { return false }
      return time <= onset && onset.distance(from: time) <= Self.rightBefore
    }.prefix(Self.mostNear)
    guard let time = near.last?.period?.lowerBound else { return nil }
    let numbers = near.map { report.cite($0) }
    let told = zip(near, numbers).map { change, number in
      "\(MarkdownText.name(change.service)): \(change.told(report, number)) [\(number)]"
    }
    let distance = TimeText.length(onset.distance(from: time))
    return .init(
      "In the \(distance) before it there was a change, which no entry ties to it: "
        + told.joined(separator: ", ") + ".", exhibits: numbers)
  }

  /// How long before it that is, in milliseconds: two minutes.
  private static let rightBefore: Int64 = 2 * 60_000
  private static let mostNear = 3

  /// The changes near the onset.
  func change(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard case .cause = diagnosis.decision else { return [] }
    let way = Set(diagnosis.hypotheses.first?.path ?? [])
    let tied = diagnosis.tiedChange.flatMap(finding)
    return diagnosis.changes.prefix(3).compactMap(finding).map { change in
      let number = report.cite(change)
      let time = change.period.map { report.times.short($0.lowerBound) + " " } ?? ""
      // Who deploys tells of the service that is deployed.
      let isTied = change == tied || ([change.service] + change.names).contains(where: way.contains)
      let tie = isTied ? "" : ", which nothing ties to the failure"
      return .init(
        "\(time)\(MarkdownText.name(change.service)): \(change.told(report, number))\(tie)",
        exhibits: [number])
    }
  }
}
