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

  let question: Question
  let subject: Subject

  /// A value with the entries that name it.
  private struct Value {
    var text: String
    var samples: [Sample]
    /// How many of the question's words stand around it.
    var score: Int
  }

  func write(_ desk: Desk, into report: inout ReportBuilder) async throws {
    if let noun, try await writePlaces(noun, desk, into: &report) { return }
    if let noun, try await writeOfThose(noun, desk, into: &report) { return }
    let samples = try await candidates(desk, &report)
    if let noun {
      let finder = NamedValues(noun: noun)
      let all = values(of: finder, in: samples)
      let values = Self.best(all)
      let score = values.first?.score ?? 0
      if let near = try await beside(samples, finder, desk),
        values.isEmpty || near.score > score && near.score >= Self.telling
      {
        write(near, into: &report)
        return
      }
      if !values.isEmpty {
        write(values, others: all.filter { $0.score < score }, noun, into: &report)
        try await addBeside(desk, into: &report)
        return
      }
    }
    show(samples.flatMap { $0 }, into: &report)
    try await addBeside(desk, into: &report)
  }

  /// What the blanks of the message that is meant hold, and the messages that may be meant as well.
  private func addBeside(_ desk: Desk, into report: inout ReportBuilder) async throws {
    let meant =
      subject.message == nil && question.isOfPlainWords
      ? try await Subject.meant(question, desk, &report) : subject
    guard let meant, let message = meant.message else { return }
    let values = try await BlankValues.of(message, desk)
    let names = Set(noun.map { Stem.words($0).map(Stem.of) } ?? [])
    report.add(.counts, title: "Values", values.rows(naming: names, &report))
    report.add(.counts, title: "Other messages", try await meant.rivalRows(desk, &report))
  }

  /// Answers "which jobs were those?" by the entries that were spoken of, or the lines beside them.
  private func writeOfThose(
    _ noun: String, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    guard !question.inherited.isDisjoint(with: [.scope, .subject]), subject.total > 0,
      asked.isEmpty, !Self.pointing.isDisjoint(with: Stem.words(question.beginning))
    else { return false }
    let finder = NamedValues(noun: noun)
    let list = try await desk.evidence.samples(
      subject.scope, order: .earliest, limit: Self.mostEntries)
    let values = values(of: finder, in: [list.samples])
    if !values.isEmpty {
      write(values, others: [], noun, into: &report)
      return true
    }
    guard let near = try await beside([list.samples], finder, desk), !near.found.isEmpty else {
      return false
    }
    write(near, into: &report)
    return true
  }

  /// Answers with hosts or files, where the noun names such.
  private func writePlaces(
    _ noun: String, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    let isOnly = question.form.asksIfOnly == true
    let isPlace = AffectedPlaces.isPlace(noun)
    let isKept = AffectedPlaces.names(noun, desk.catalog)
    let isHit =
      question.form.groupBy == .host
      || Stem.words(question.beginning).contains { Self.hit.contains(Stem.of($0)) }
    // "which hosts could not be reached" are those that entries speak of.
    let isOfAll = isPlace && question.form.named == nil && asked.isEmpty && isHit
    guard isOfAll || isOnly && isPlace || isKept && desk.catalog.fields[noun] == nil else {
      return false
    }
    return try await AffectedPlaces(noun: noun, subject: subject, asksIfOnly: isOnly)
      .write(desk, into: &report)
  }

  /// What the question asks the names of.
  var noun: String? {
    if asksForUnresolved { return "domain" }
    if let named = question.form.named { return named }
    if case .field(let name)? = question.form.groupBy { return name }
    if question.form.groupBy == .host {
      let words = Stem.words(question.beginning)
      return words.first(where: AffectedPlaces.isPlace) ?? "host"
    }
    return question.words.first
  }

  /// "which hosts could not be resolved?": names, not those who asked for them.
  private var asksForUnresolved: Bool {
    let words = Stem.words(question.beginning)
    return words.contains {
      ["hosts", "host", "names", "hostnames", "domains", "servers"].contains($0)
    }
      && words.contains { ["resolved", "resolve", "resolving", "resolvable"].contains($0) }
  }

  private static let pointing: Set = ["those", "these", "they", "them", "that", "it"]

  /// What the question says beside the noun, by stems.
  var asked: Set<String> {
    let own = Set(noun.map { Stem.words($0).map(Stem.of) } ?? [])
    let words = Stem.words(question.beginning).filter { !QuestionWords.stop.contains($0) }
    return Set(words.map(Stem.of)).subtracting(own).subtracting(Self.hit)
  }

  /// Words that say of the noun only that it is part of the incident.
  private static let hit = Set(
    [
      "hit", "affected", "impacted", "different", "failed", "fail", "problem", "trouble", "issue",
      "broken", "involved", "error",
    ].map(Stem.of))

  /// Messages and findings whose entries are looked at.
  static let matching = 5
  /// What the entries name, by how many of the question's words stand in the same line and entry;
  /// where none does, those of the first tier that names any.
  private func values(of finder: NamedValues, in tiers: [[Sample]]) -> [Value] {
    let asked = asked
    var values: [Value] = []
    var places: [String: Int] = [:]
    var seen: Set<Reference> = []
    var hasScored = false
    for tier in tiers {
      if !values.isEmpty, !hasScored, asked.isEmpty { break }
      let isFirst = values.isEmpty
      for sample in tier where seen.insert(sample.reference).inserted {
        var lines = [sample.message] + sample.further.map(\.text)
        if lines.allSatisfy({ finder.values(in: Quote.clean($0)).isEmpty }) {
          // A field beside the message may name it.
          lines.append(sample.text)
        }
        let whole = Self.shared(lines.joined(separator: " ") + " " + sample.service, asked)
        for line in lines {
          let found = finder.values(in: Quote.clean(line))
          guard !found.isEmpty else { continue }
          let score = 2 * Self.shared(line, asked) + whole
          // What shares no word counts only where nothing before it named any.
          guard score > 0 || isFirst else { continue }
          hasScored = hasScored || score > 0
          for text in found {
            guard let index = places[text] else {
              places[text] = values.count
              values.append(Value(text: text, samples: [sample], score: score))
              continue
            }
            if values[index].samples.last?.reference != sample.reference {
              values[index].samples.append(sample)
            }
            values[index].score = max(values[index].score, score)
          }
        }
      }
    }
    return values
  }

  /// How many of some stems stand in a text.
  static func shared(_ text: String, _ asked: Set<String>) -> Int {
    guard !asked.isEmpty else { return 0 }
    let stems = Set(Stem.words(text).map(Stem.of))
    return asked.filter { word in Stem.related(word).contains(where: stems.contains) }.count
  }

  /// Those around which most of the question's words stand; the most frequent first, or the earliest.
  private func ordered(_ values: [Value]) -> [Value] {
    if question.form.order == .earliest {
      return values.sorted { Sample.isEarlier($0.samples[0], $1.samples[0]) }
    }
    return values.enumerated().sorted {
      ($0.element.samples.count, $1.offset) > ($1.element.samples.count, $0.offset)
    }.map(\.element)
  }

  private static func best(_ values: [Value]) -> [Value] {
    let most = values.map(\.score).max() ?? 0
    return values.filter { $0.score == most }
  }

  private func write(
    _ found: [Value], others: [Value], _ noun: String, into report: inout ReportBuilder
  ) {
    let values = ordered(found)
    let limit = question.form.limit ?? Self.usual
    let names = values.map { MarkdownText.code($0.text) }
    let entries = Set(values.flatMap(\.samples).map(\.reference)).count
    let number = report.cite(values[0].samples[0], telling: values[0].text)
    let asksNumber = Stem.words(question.beginning).contains("many")
    var lead = asksNumber ? "\(values.count) by what the entries say: " : ""
    if question.form.asksIfOnly == true {
      lead = values.count == 1 ? "Yes, only one: " : "No, \(values.count): "
    }
    var text =
      "\(lead)\(Counting.list(names, most: Self.most)), named by \(Counting.of(entries, "entry")) of "
    text += "\(MarkdownText.name(values[0].samples[0].service)): "
    text += "\(report.quote(number, around: [values[0].text])) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    let rest = ordered(others)
    if !rest.isEmpty, !asksNumber, question.form.asksIfOnly != true {
      let names = rest.prefix(Self.most).map { MarkdownText.code($0.text) }
      claims.append(
        .init("Entries with fewer of these words name \(Counting.list(Array(names))), too."))
    }
    report.add(.answer, layout: .sentences, claims)
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

  /// Those with most of some words, the earliest first.
  private static func earliest(_ samples: [Sample], _ words: Set<String>) -> [Sample] {
    let shares = samples.map { shared($0.message, words) }
    let most = shares.max() ?? 0
    return zip(samples, shares).filter { $1 == most }.map(\.0).sorted(by: Sample.isEarlier)
  }

  /// No name was found: the entries are shown that tell of it best, each different one once.
  private func show(_ samples: [Sample], into report: inout ReportBuilder) {
    report.admitsLittle()
    var seen: Set<String> = []
    let words = Set(
      Stem.words(question.beginning).filter { !QuestionWords.stop.contains($0) }.map(Stem.of))
    var different = samples.filter { seen.insert($0.message).inserted }
    if question.form.order == .earliest { different = Self.earliest(different, words) }
    guard let first = different.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("The logs do not say which\(subject.label): no entry tells of it.")])
      return
    }
    let number = report.cite(first)
    let asksNumber = Stem.words(question.beginning).contains("many")
    let lead =
      asksNumber
      ? "The logs do not tell how many\(noun.map { " \(MarkdownText.oneLine($0.hasSuffix("s") ? $0 : $0 + "s"))" } ?? "")"
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
