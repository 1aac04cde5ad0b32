import Diagnosis
import Evidence
import Timeline

/// Says which: what the entries themselves name where no field does.
///
/// "which servers are down?" → the servers in the lines that tell of servers and of down. Where the
/// entries that the question is about name none, those beside them may: a failed write names no file,
/// the line before it does.
struct WhichAnswer {
  /// Values that the first sentence lists.
  private static let most = 5
  /// Entries shown where the question doesn't say how many.
  private static let usual = 20
  /// Lines looked at on each side of an entry that names nothing.
  private static let nearby = 6

  let question: Question
  let subject: Subject

  /// A value with the entries that name it.
  private struct Value {
    var text: String
    var samples: [Sample]
  }

  func write(_ desk: Desk, into report: inout ReportBuilder) async throws {
    let samples = try await candidates(desk, &report)
    if let noun {
      let finder = NamedValues(noun: noun)
      for tier in samples {
        let values = Self.values(of: finder, in: tier)
        guard !values.isEmpty else { continue }
        write(values, noun, into: &report)
        return
      }
      if let first = samples.joined().first,
        let near = try await nearby(first, finder, desk)
      {
        let number = report.cite(first)
        report.add(
          .answer, layout: .sentences,
          [
            .init(
              "\(MarkdownText.code(near.value)), by line \(MarkdownText.code(near.place)) beside "
                + "\(report.quote(number)) [\(number)].", exhibits: [number])
          ])
        report.addEvidence()
        report.file.focus.scope = subject.scope
        return
      }
    }
    show(samples.flatMap { $0 }, into: &report)
  }

  /// What the question asks the names of.
  private var noun: String? {
    if let named = question.form.named { return named }
    if case .field(let name)? = question.form.groupBy { return name }
    return question.words.first
  }

  /// The entries that may name it, the likeliest first: those with the question's words, those it is
  /// about, those of the incident.
  private func candidates(_ desk: Desk, _ report: inout ReportBuilder) async throws -> [[Sample]] {
    var tiers: [[Sample]] = []
    let words = Stem.words(question.text).filter { !QuestionWords.stop.contains($0) }
    let matches = desk.relevance.matches(words, services: question.scope.services, limit: 3)
    // The best has most of the words; what has fewer of them says something else.
    for match in matches where match.words.count == matches[0].words.count {
      tiers.append(try await entries(of: match.observation, desk))
    }
    if subject.total > 0, subject.finding != nil || question.scope.hasSubject {
      let list = try await SearchTool.call(
        .init(scope: subject.scope, order: .earliest, limit: SearchTool.most), desk)
      // What was cited comes first, with the line that tells.
      tiers.insert(list.samples, at: matches.first.map { $0.words.count > 1 } == true ? 1 : 0)
    }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let strongest = diagnosis.findings.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    let incident = strongest.prefix(4).filter { $0.role != .change }.flatMap(\.samples)
    if !incident.isEmpty { tiers.append(incident) }
    return tiers
  }

  /// The entries of an observation.
  private func entries(of observation: Observation, _ desk: Desk) async throws -> [Sample] {
    guard case .entries(let template, _) = observation.measure else { return observation.samples }
    var scope = Scope()
    scope.services = [observation.service]
    scope.terms = Subject.terms(ofTemplate: template)
    scope.window = question.scope.window
    return try await SearchTool.call(
      .init(scope: scope, order: .earliest, limit: SearchTool.most), desk
    ).samples
  }

  private static func values(of finder: NamedValues, in samples: [Sample]) -> [Value] {
    var values: [Value] = []
    for sample in samples {
      let text = ([sample.message] + sample.further.map(\.text)).joined(separator: "\n")
      for found in finder.values(in: Quote.clean(text)) {
        if let index = values.firstIndex(where: { $0.text == found }) {
          values[index].samples.append(sample)
        } else {
          values.append(Value(text: found, samples: [sample]))
        }
      }
    }
    return values
  }

  /// What the line nearest to an entry names, those before it first.
  private func nearby(
    _ sample: Sample, _ finder: NamedValues, _ desk: Desk
  ) async throws -> (value: String, place: String)? {
    guard case .line(let path, let number) = sample.reference.locator else { return nil }
    let opened = try await OpenTool.call(
      .init(reference: sample.reference, before: Self.nearby, after: Self.nearby), desk)
    let lines = (opened.lines ?? []).sorted { a, b in
      let (x, y) = (abs(a.number - number), abs(b.number - number))
      return x == y ? a.number < b.number : x < y
    }
    for line in lines {
      guard let value = finder.values(in: Quote.clean(line.text)).first else { continue }
      return (value, MarkdownText.oneLine("\(path):\(line.number)"))
    }
    return nil
  }

  private func write(_ values: [Value], _ noun: String, into report: inout ReportBuilder) {
    let limit = question.form.limit ?? Self.usual
    let names = values.map { MarkdownText.code($0.text) }
    let entries = Set(values.flatMap(\.samples).map(\.reference)).count
    let number = report.cite(values[0].samples[0], telling: values[0].text)
    var text =
      "\(Counting.list(names, most: Self.most)), named by \(Counting.of(entries, "entry")) of "
    text += "\(MarkdownText.name(values[0].samples[0].service)): "
    text += "\(report.quote(number, around: [values[0].text])) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    if values.count > 1 {
      report.add(
        .counts, title: "By \(noun)", layout: .numbered,
        values.prefix(limit).map { value in
          let number = report.cite(value.samples[0], telling: value.text)
          return .init(
            "\(MarkdownText.code(value.text)): \(value.samples.count)", exhibits: [number])
        })
    }
    report.addEvidence()
    report.file.focus.scope = subject.scope
  }

  /// No name was found: the entries are shown that tell of it best, each different one once.
  private func show(_ samples: [Sample], into report: inout ReportBuilder) {
    var seen: Set<String> = []
    let different = samples.filter { seen.insert($0.message).inserted }
    guard let first = different.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("The logs do not say which\(subject.label): no entry tells of it.")])
      return
    }
    let number = report.cite(first)
    let asksNumber = Stem.words(question.text).contains("many")
    let lead =
      asksNumber
      ? "The logs do not tell how many\(noun.map { " \(MarkdownText.oneLine($0))s" } ?? "")"
        + ", but \(Counting.of(subject.total, subject.scope.noun))\(subject.label)"
      : "The logs do not say which"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(lead); the entries that tell of it begin with "
            + "\(report.quote(number, around: question.words)) [\(number)].", exhibits: [number])
      ])
    report.addLines(Array(different.prefix(question.form.limit ?? Self.usual)))
    report.file.focus.scope = subject.scope
  }
}
