import Diagnosis
import Evidence
import Timeline

/// Measures: percentiles, means, extremes and courses of the numbers that entries carry.
struct NumberAnswer: ActAnswer {
  /// Entries with the greatest numbers shown where the question doesn't say how many.
  static let usual = 5

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var scope = question.scope
    var field = question.form.field ?? Self.field(question, desk.catalog)
    if DurationFields.isAskedFor(question, field) {
      field = try await DurationFields.slowest(scope, desk) ?? field
    }
    let isGuessed =
      question.form.field == nil && field.map { !Self.isNamed($0, question) } ?? true
    if isGuessed, field.map({ !DurationFields.isOne($0) }) ?? true,
      case .percentile? = question.form.statistic
    {
      // A percentile of nothing that is named is that of how long things took.
      field = try await DurationFields.slowest(scope, desk) ?? field
    }
    // A field's name among the words is not a word to search for.
    if let field { scope.terms.removeAll { $0.names(field) } }
    if case .field(let group)? = question.form.groupBy, desk.catalog.fields[group] == nil {
      // "which script is slow" has no such field to group by: the entries name it themselves.
      let subject = try await Subject.of(question, desk, &report)
      try await WhichAnswer(question: question, subject: subject).write(desk, into: &report)
      return
    }
    if let field {
      var found = try await AggregateTool.call(
        Aggregate(
          scope: scope, by: question.form.groupBy, measure: .number(field: field)), desk)
      if !found.groups.contains(where: { $0.numbers != nil }),
        question.inherited.contains(.subject) || question.inherited.contains(.scope)
      {
        // Whoever was spoken of need not be the one that measures it.
        var other = scope
        (other.services, other.hosts) = ([], [])
        let anywhere = try await AggregateTool.call(
          Aggregate(
            scope: other, by: question.form.groupBy, measure: .number(field: field)), desk)
        if anywhere.groups.contains(where: { $0.numbers != nil }) {
          (scope, found) = (other, anywhere)
        }
      }
      let plain = try await Subject.absent(scope.terms.filter { !$0.isValue }, desk)
      if !found.groups.contains(where: { $0.numbers != nil }), !plain.isEmpty {
        // Words that occur nowhere say nothing of a quantity.
        scope.terms.removeAll(where: plain.contains)
        found = try await AggregateTool.call(
          Aggregate(
            scope: scope, by: question.form.groupBy, measure: .number(field: field)), desk)
        report.leaveOut(plain.compactMap(\.alternatives.first))
      }
      if found.groups.contains(where: { $0.numbers != nil }) {
        if let other = question.otherScope?.window {
          try await compare(question, scope, other, field, desk, into: &report)
          return
        }
        try await write(question, scope, field, found, desk, into: &report)
        return
      }
    }
    try await nearest(question, desk, into: &report)
  }

  /// Whether a question says all words of a field's name.
  private static func isNamed(_ field: String, _ question: Question) -> Bool {
    let words = Set(Stem.words(question.beginning).map(Stem.of))
    return Stem.words(field).map(Stem.of).allSatisfy(words.contains)
  }

  /// The field that is meant: by its name, else the duration for what is slow or long.
  private static func field(_ question: Question, _ catalog: Catalog) -> String? {
    let words = Set(
      (question.words + question.scope.terms.compactMap(\.alternatives.first)).flatMap(Stem.words)
        .map(Stem.of))
    let names = catalog.fields.keys.sorted()
    if let named = names.first(where: { name in
      let parts = Stem.words(name).map(Stem.of)
      return !parts.isEmpty && parts.allSatisfy(words.contains)
    }) {
      return named
    }
    // Any part of a name that is a word of the question and long enough to tell.
    return names.filter { name in
      Stem.words(name).map(Stem.of).contains { $0.count > 3 && words.contains($0) }
    }.max { (catalog.fields[$0] ?? 0, $1) < (catalog.fields[$1] ?? 0, $0) }
  }

  /// The numbers of two windows side by side: "p95 before and during the incident".
  private func compare(
    _ question: Question, _ scope: Scope, _ window: TimeWindow, _ field: String, _ desk: Desk,
    into report: inout ReportBuilder
  ) async throws {
    var parts: [String] = []
    var cited: [Int] = []
    for window in [scope.window, window] {
      var side = scope
      side.window = window
      let found = try await AggregateTool.call(
        Aggregate(scope: side, measure: .number(field: field)), desk)
      let when = window.map { report.times.range($0) } ?? "all times"
      guard let numbers = found.groups.compactMap(\.numbers).first else {
        parts.append("none \(when)")
        continue
      }
      let top = report.cite(numbers.top)
      cited.append(top)
      let (name, exact) = Self.statistic(question.form.statistic, numbers)
      parts.append(
        "\(Self.value(exact, numbers.unit, field)) \(when) (\(name) of "
          + "\(Counting.of(numbers.count, "entry")), greatest "
          + "\(Self.value(numbers.greatest, numbers.unit, field)) [\(top)])")
    }
    var bare = scope
    bare.window = nil
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(MarkdownText.code(MarkdownText.oneLine(field)))\(Subject.label(bare, saysLevel: true)): "
            + parts.joined(separator: ", then ") + ".", exhibits: cited)
      ])
    report.addEvidence()
    report.file.focus.scope = scope
  }

  /// The number that is asked for, with its name; the 95th percentile where none is.
  private static func statistic(
    _ asked: Form.Statistic?, _ numbers: Aggregation.Numbers
  ) -> (name: String, value: Double) {
    switch asked {
    case .percentile(50): ("median", numbers.median)
    case .percentile(90): ("p90", numbers.p90)
    case .percentile(99): ("p99", numbers.p99)
    case .mean: ("mean", numbers.mean)
    case .greatest: ("greatest", numbers.greatest)
    case .least: ("least", numbers.least)
    case .sum: ("sum", numbers.mean * Double(numbers.count))
    default: ("p95", numbers.p95)
    }
  }

  private func write(
    _ question: Question, _ scope: Scope, _ field: String, _ found: Aggregation, _ desk: Desk,
    into report: inout ReportBuilder
  ) async throws {
    let groups = found.groups.filter { $0.numbers != nil }
    guard let first = groups.first, let numbers = first.numbers else { return }
    let label =
      Subject.label(scope, saysLevel: true)
      + (scope.window.map { ", \(report.times.range($0))" } ?? "")
    let top = report.cite(numbers.top)
    let name = MarkdownText.code(MarkdownText.oneLine(field))
    func value(_ number: Double) -> String { Self.value(number, numbers.unit, field) }
    var text: String
    switch question.form.statistic {
    case .percentile(let percent):
      let exact =
        percent == 50
        ? numbers.median
        : percent == 90 ? numbers.p90 : percent == 99 ? numbers.p99 : numbers.p95
      text = "The \(percent == 50 ? "median" : "p\(percent)") of \(name)\(label) is \(value(exact))"
    case .mean?: text = "The mean of \(name)\(label) is \(value(numbers.mean))"
    case .least?: text = "The least \(name)\(label) is \(value(numbers.least))"
    case .sum?:
      text = "The sum of \(name)\(label) is \(value(numbers.mean * Double(numbers.count)))"
    default:
      let time = numbers.top.time.map { " at \(report.times.full($0.instant))" } ?? ""
      text = "The greatest \(name)\(label) is \(value(numbers.greatest))\(time) [\(top)]"
    }
    text += ", over \(Counting.of(numbers.count, "entry")): median \(value(numbers.median)), "
    text +=
      "p95 \(value(numbers.p95)), p99 \(value(numbers.p99)), greatest \(value(numbers.greatest)) [\(top)]."
    if groups.count > 1 {
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "\(name)\(label) in \(groups.count) groups; the largest is "
              + "\(MarkdownText.name(Quote.clean(first.key))): median \(value(numbers.median)), p95 "
              + "\(value(numbers.p95)), greatest \(value(numbers.greatest)) [\(top)].",
            exhibits: [top])
        ])
      report.add(
        .counts, title: "By group", layout: .numbered,
        groups.prefix(question.form.limit ?? 10).compactMap { group in
          group.numbers.map {
            .init(
              "\(MarkdownText.name(Quote.clean(group.key))): median \(value($0.median)), p95 "
                + "\(value($0.p95)), greatest \(value($0.greatest)), of \($0.count)")
          }
        })
    } else {
      if [.greatest, .least].contains(question.form.statistic), let fields = EntryFields(question) {
        let told = try await fields.text(of: numbers.top, desk)
        if !told.isEmpty { text += " It is of \(told)." }
      }
      if [.greatest, .least].contains(question.form.statistic),
        let identifier = RequestStory.identifier(in: numbers.top.text)
      {
        text += " Its identifier is \(MarkdownText.code(Quote.clean(identifier)))."
      }
      report.add(.answer, layout: .sentences, [.init(text, exhibits: [top])])
    }
    if question.form.statistic == .trend, desk.catalog.window != nil {
      try await course(scope, field, desk, into: &report)
    }
    report.addEvidence()
    report.file.focus.scope = scope
  }

  /// How a field's mean ran, in at most 24 steps.
  private func course(
    _ scope: Scope, _ field: String, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    guard let window = scope.window ?? desk.catalog.window else { return }
    let width = max(1000, window.length / 24)
    let found = try await SeriesTool.call(.init(scope: scope, field: field, width: width), desk)
    report.add(
      .counts, title: "Course",
      found.groups.compactMap { group in
        guard let numbers = group.numbers, let time = group.time else { return nil }
        return .init(
          "\(report.times.short(time)): \(Self.value(numbers.mean, numbers.unit, field)) on average, "
            + "at most \(Self.value(numbers.greatest, numbers.unit, field))")
      })
  }

  /// A number with its unit: that of the entries, else the one the field's name ends in.
  static func value(_ number: Double, _ unit: String, _ field: String) -> String {
    // Of shares and seconds the third digit counts.
    let isSmall = abs(number) < 1 && number != 0
    let text = isSmall ? MetricText.number(number) : CountAnswer.decimal(number)
    if !unit.isEmpty { return "\(text) \(unit)" }
    let units = ["ms", "us", "ns", "s", "seconds", "bytes", "kb", "mb", "percent"]
    let ending = Stem.words(field).last ?? ""
    return units.contains(ending) ? "\(text) \(ending)" : text
  }
}

extension Scope.Term {
  /// Whether it is the name of a field, or a part of it.
  fileprivate func names(_ field: String) -> Bool {
    let parts = Set(Stem.words(field).map(Stem.of))
    return alternatives.contains { Stem.words($0).map(Stem.of).allSatisfy(parts.contains) }
  }
}
