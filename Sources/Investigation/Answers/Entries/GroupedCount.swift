import Evidence
import Timeline

/// Counts of entries in groups and over time: "per host", "top 10 messages", "how often per minute?".
struct GroupedCount {
  /// Groups shown where the question doesn't say how many.
  static let usual = 10

  let question: Question
  let subject: Subject

  /// Writes groups, the largest first, or the smallest where the fewest are asked for.
  func write(
    _ found: Aggregation, by grouping: Aggregate.Grouping, into report: inout ReportBuilder
  ) {
    if question.form.least != nil || question.form.most != nil {
      writeSized(found, by: grouping, into: &report)
      return
    }
    if grouping != .template, [.earliest, .latest].contains(question.form.order) {
      writeEdges(found, by: grouping, into: &report)
      return
    }
    let limit = question.form.limit ?? Self.usual
    let groups = question.form.ascending ? Array(found.groups.reversed()) : found.groups
    let shown = groups.prefix(min(limit, SearchTool.most))
    guard let top = shown.first else { return }
    let noun = GroupingChoice.noun(grouping)
    let number = cite(top, grouping, &report)
    let key =
      grouping == .template ? report.quote(number) : MarkdownText.name(Quote.clean(top.key))
    var text = "\(key) has the \(question.form.ascending ? "fewest" : "most"): \(top.count) of "
    text += "\(Counting.of(found.total, subject.scope.noun))\(subject.label)"
    text +=
      "\(subject.window(report.times)), in \(Counting.of(found.groups.count, noun))."
    if found.groups.count > 1, Stem.words(question.beginning).contains("many"),
      grouping != .template
    {
      // "how many users": their number is what is asked.
      text =
        "\(Counting.of(found.groups.count, noun)), of \(Counting.of(found.total, subject.scope.noun))"
      text += "\(subject.label)\(subject.window(report.times)); \(key) has the most: \(top.count)."
    }
    if found.groups.count == 1 {
      text = "\(key): \(Counting.of(found.total, subject.scope.noun))\(subject.label)"
      text += "\(subject.window(report.times))."
    }
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.add(
      .counts, title: "By \(noun)", layout: .numbered,
      shown.map { group in
        let number = cite(group, grouping, &report)
        let key =
          grouping == .template ? report.quote(number) : MarkdownText.name(Quote.clean(group.key))
        return .init("\(key): \(group.count)", exhibits: [number])
      })
    report.addEvidence()
    report.file.focus.scope = subject.scope
    report.file.focus.position = shown.count
  }

  /// Writes the groups of some size: "how many users more than once?".
  private func writeSized(
    _ found: Aggregation, by grouping: Aggregate.Grouping, into report: inout ReportBuilder
  ) {
    let (least, most) = (question.form.least ?? 0, question.form.most ?? .max)
    let sized = found.groups.filter { $0.count >= least && $0.count <= most }
    let noun = GroupingChoice.noun(grouping)
    let size =
      least == most
      ? Counting.times(least)
      : question.form.least == nil
        ? "at most \(Counting.times(most))" : "at least \(Counting.times(least))"
    var text = "\(sized.count) of \(Counting.of(found.groups.count, noun)) \(size)"
    text += "\(subject.label)\(subject.window(report.times))"
    var numbers: [Int] = []
    if let top = sized.first {
      let number = cite(top, grouping, &report)
      numbers = [number]
      text += "; most often \(MarkdownText.name(Quote.clean(top.key))): \(top.count) [\(number)]"
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: numbers)])
    report.add(
      .counts, title: "By \(noun)", layout: .numbered,
      sized.prefix(question.form.limit ?? Self.usual).map {
        .init("\(MarkdownText.name(Quote.clean($0.key))): \($0.count)")
      })
    report.addEvidence()
    report.file.focus.scope = subject.scope
  }

  /// Writes the first or the last entry of each group, in the order of time: "the first error of each
  /// service".
  private func writeEdges(
    _ found: Aggregation, by grouping: Aggregate.Grouping, into report: inout ReportBuilder
  ) {
    let isLast = question.form.order == .latest
    let edges = found.groups.map { (key: $0.key, sample: isLast ? $0.last : $0.first) }
      .sorted { Sample.isEarlier($0.sample, $1.sample) }
    guard let lead = isLast ? edges.last : edges.first else { return }
    let number = report.cite(lead.sample)
    let time = lead.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    let noun = GroupingChoice.noun(grouping)
    var text = "The \(isLast ? "last" : "first") \(subject.scope.noun) of each of "
    text += "\(Counting.of(edges.count, noun)); the \(isLast ? "latest" : "earliest") is of "
    text += "\(MarkdownText.name(Quote.clean(lead.key)))\(time): \(report.quote(number))."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addLines(edges.prefix(SearchTool.most).map(\.sample))
    report.file.focus.scope = subject.scope
  }

  /// Writes how often in each stretch of time, and on average.
  func write(
    per width: Int64, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let found = try await SeriesTool.call(.init(scope: subject.scope, width: width), desk)
    guard let first = found.groups.first, let last = found.groups.last,
      let peak = found.groups.max(by: { $0.count < $1.count })
    else {
      report.add(.answer, layout: .sentences, [.init("None\(subject.label).")])
      return
    }
    let unit = TimeUnits.name(width)
    let length = max(
      width,
      (last.last.time?.instant ?? .earliest).distance(from: first.first.time?.instant ?? .latest))
    let rate = Double(found.total) / (Double(max(1, length)) / Double(width))
    let number = report.cite(peak.first)
    let at = peak.time.map { " at \(report.times.full($0))" } ?? ""
    var text = "\(Counting.of(found.total, subject.scope.noun))\(subject.label)"
    text +=
      "\(subject.window(report.times)): \(CountAnswer.decimal(rate)) per \(unit) on average between "
    text += "the first and the last, at most \(peak.count) in one \(unit)\(at) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.add(
      .counts, title: "Per \(unit)",
      found.groups.prefix(question.form.limit ?? 120).map { group in
        .init("\(group.time.map { report.times.short($0) } ?? group.key): \(group.count)")
      })
    report.addEvidence()
    report.file.focus.scope = subject.scope
  }

  /// Cites the first entry of a group; it stands for all of them only where they say the same.
  private func cite(
    _ group: Aggregation.Group, _ grouping: Aggregate.Grouping, _ report: inout ReportBuilder
  ) -> Int {
    guard grouping == .template else { return report.cite(group.first) }
    return report.cite(group.first, count: group.count, period: period(group.first, group.last))
  }

  private func period(_ first: Sample, _ last: Sample) -> TimeWindow? {
    guard let from = first.time?.instant, let to = last.time?.instant else { return nil }
    return from...to
  }
}
