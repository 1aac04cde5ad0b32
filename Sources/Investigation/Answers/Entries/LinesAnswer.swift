import Diagnosis
import Evidence
import Timeline

/// Shows entries: what was searched for, from one end, or what stands around something.
struct LinesAnswer: ActAnswer {
  /// Entries shown where the question doesn't say how many: a screenful.
  private static let usual = 20
  /// Lines shown on each side of a line.
  private static let around = 7

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if question.aspect == .around {
      try await writeAround(question, desk, into: &report)
      return
    }
    let subject = try await Subject.of(question, desk, &report)
    let limit = min(SearchTool.most, question.form.limit ?? Self.usual)
    let order = question.form.order ?? .latest
    var list = try await SearchTool.call(
      .init(scope: subject.scope, order: order, limit: limit), desk)
    if question.form.continues, let position = report.file.focus.position {
      let more = try await SearchTool.call(
        .init(scope: subject.scope, order: order, limit: position + limit), desk)
      list.samples =
        order == .latest
        ? Array(more.samples.prefix(max(0, more.samples.count - position)))
        : Array(more.samples.dropFirst(position))
    }
    guard !list.samples.isEmpty else {
      try await nothing(question, subject, desk, into: &report)
      return
    }
    // A status is logged by each service that a request passes: whose they are tells how many.
    let parts =
      subject.scope.statuses.isEmpty
      ? ""
      : CountAnswer.parts(
        try await AggregateTool.call(.init(scope: subject.scope, by: .service), desk))
    write(question, subject, list, order, parts, desk, into: &report)
  }

  private func write(
    _ question: Question, _ subject: Subject, _ list: SampleList, _ order: SampleOrder,
    _ parts: String, _ desk: Desk, into report: inout ReportBuilder
  ) {
    let isCut = list.total > list.samples.count
    // What is cut shows its newest entry first, so that [1] is the one most asked for.
    let shown = isCut && order == .latest ? list.samples.reversed() : list.samples
    let numbers = shown.map { report.cite($0) }
    let words = question.scope.terms.flatMap(\.alternatives)
    var text = answer(subject, list, parts, question, report.times)
    if let first = numbers.first, let sample = shown.first {
      let which =
        numbers.count == 1 ? "It is" : isCut && order == .latest ? "The newest is" : "The first is"
      let time = sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
      text += " \(which) of \(MarkdownText.name(sample.service))\(time): "
      text += "\(report.quote(first, around: words)) [\(first)]."
    }
    var claims = [Report.Claim(text, exhibits: numbers.prefix(1).map { $0 })]
    if isCut { claims += RareEntries.claims(question, desk, &report) }
    report.add(.answer, layout: .sentences, claims)
    report.addLines(shown)
    report.add(.notSeen, NotSeen.files(desk.catalog, lost: list.unread))
    report.file.focus.scope = subject.scope
    report.file.focus.position =
      (question.form.continues ? report.file.focus.position ?? 0 : 0)
      + list.samples.count
    report.file.focus.instant = shown.first?.time?.instant
  }

  /// Says how many there are, of what and when, and how many of them are shown.
  private func answer(
    _ subject: Subject, _ list: SampleList, _ parts: String, _ question: Question,
    _ times: TimeText
  ) -> String {
    var text = ""
    if subject.isNearest {
      text = "Nothing has all of these words. The nearest: "
    }
    text += "\(Counting.of(list.total, subject.scope.noun))\(subject.label)\(parts)"
    if let window = subject.scope.window { text += ", \(times.range(window))" }
    if list.total > list.samples.count {
      let end = question.form.order == .earliest ? "first" : "newest"
      text += "; the \(end) \(list.samples.count) are below"
    }
    return text + "."
  }

  /// Says that nothing was found, with what comes nearest.
  private func nothing(
    _ question: Question, _ subject: Subject, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    // What was cited and is no entry, such as a span or a metric, is its own line.
    if let exhibit = question.exhibits.first.flatMap(report.exhibit), question.exhibits.count == 1 {
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "It is this one of \(MarkdownText.name(exhibit.sample.service)): "
              + "\(report.quote(exhibit.number)) [\(exhibit.number)].", exhibits: [exhibit.number])
        ])
      report.addEvidence()
      return
    }
    report.admitsLittle()
    var text = "No \(subject.scope.noun == "entry" ? "entries" : subject.scope.noun + "s")"
    text += subject.label
    if let window = subject.scope.window { text += ", \(report.times.range(window))" }
    text += "."
    var claims = [Report.Claim(text)]
    if let window = subject.scope.window, let whole = desk.catalog.window {
      claims.append(WindowWords.claim(window, whole, report.times))
      var scope = subject.scope
      scope.window = nil
      let total = try await Subject.count(scope, desk)
      if total > 0 { claims.append(.init("In all the evidence there are \(total).")) }
    } else if desk.catalog.levels.isEmpty, subject.scope.minimumLevel != nil {
      // Logs that state no levels: what tells of failures stands in.
      let findings = desk.diagnosis(of: Symptom()).findings.filter {
        $0.role != .change && $0.role != .recovery
      }
      if !findings.isEmpty {
        report.add(
          .answer, layout: .sentences,
          [
            .init(
              "The logs state no levels; \(Counting.of(findings.map(\.count).reduce(0, +), "entry")) tell of failures."
            )
          ])
        report.addLines(findings.prefix(Self.usual).flatMap { $0.samples.prefix(4) })
        return
      }
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.notSeen, NotSeen.claims(desk))
    report.file.focus.scope = subject.scope
  }

  /// Shows the lines around an exhibit, the onset or an instant.
  private func writeAround(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let named = question.exhibits.first.flatMap(report.exhibit)
    var centre = named
    if centre == nil, question.instant == nil {
      centre =
        report.file.focus.exhibits.first.flatMap(report.exhibit)
        ?? Subject.incidentFinding(CaseDiagnosis.current(desk, &report)).flatMap {
          report.exhibit(report.cite($0))
        }
    }
    if let centre {
      let lines = min(question.form.limit ?? Self.around, SearchTool.most)
      let context = try await OpenTool.call(
        .init(
          reference: centre.reference, before: lines, after: lines, quote: centre.quote), desk)
      let time = centre.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
      let changed =
        context.lines == nil ? " The file has changed since; these lines were kept." : ""
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "Around [\(centre.number)] of \(MarkdownText.name(centre.sample.service))\(time): "
              + "\(report.quote(centre.number)).\(changed)", exhibits: [centre.number])
        ])
      let path = centre.reference.path
      report.add(
        .text, title: "Lines",
        (context.lines ?? centre.kept).map { line in
          .init(
            "\(MarkdownText.code("\(path):\(line.number)")) "
              + MarkdownText.code(Quote.cut(Quote.clean(line.text), to: Quote.longest)))
        })
      report.addEvidence()
      report.file.focus.instant = centre.sample.time?.instant
      // "and before that?" goes on with what stands there, whatever had been searched for.
      var scope = Scope()
      scope.services = [centre.sample.service]
      report.file.focus.scope = scope
      return
    }
    let instant = question.instant ?? report.file.incident?.onset ?? desk.catalog.window?.lowerBound
    var scope = question.scope
    scope.window = nil
    let list = try await SearchTool.call(
      .init(
        scope: scope, order: .around(instant ?? .earliest),
        limit: question.form.limit ?? Self.usual), desk)
    let time = instant.map { report.times.full($0) } ?? "the beginning"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "The \(Counting.of(list.samples.count, "entry")) nearest to \(time)\(Subject.label(scope))."
        )
      ])
    report.addLines(list.samples)
    report.file.focus.instant = instant
  }
}

extension Reference {
  /// The path of the file it stands in; the source's name for what is no file.
  var path: String {
    switch locator {
    case .line(let path, _), .record(let path, _): path
    case .point, .span: source
    }
  }
}

extension Exhibit {
  /// The lines that were kept of it: its surroundings, else itself.
  fileprivate var kept: [ContextLine] {
    guard context.isEmpty, case .line(_, let number) = reference.locator else { return context }
    return [ContextLine(number: number, text: quote)]
  }
}
