import Evidence
import Timeline

extension NumberAnswer {
  /// No field of that name: the entries that match best, which say the number themselves.
  func nearest(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if question.words.isEmpty, question.scope.terms.isEmpty, question.exhibits.isEmpty,
      let field = question.form.field
    {
      report.admitsLittle()
      // Nothing but a quantity is asked for, and no entry has it: other numbers would answer nothing.
      let known = desk.catalog.fields.keys.sorted().filter { DurationFields.isOne($0) }
      let others =
        known.isEmpty
        ? "" : " Fields that tell durations: \(Counting.list(known.map(MarkdownText.code)))."
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "No entry\(Subject.label(question.scope, saysLevel: true)) has a field for "
              + "\(MarkdownText.code(MarkdownText.oneLine(field))).\(others)")
        ])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    if let setting = Setting.of(question, desk) {
      setting.write(into: &report)
      return
    }
    report.admitsLittle()
    var subject = try await Subject.of(question, desk, &report)
    if subject.total == 0 || subject.isNearest, question.isOfPlainWords,
      let meant = try await Subject.meant(question, desk, &report)
    {
      subject = meant
    }
    if subject.total == 0 { subject.scope.terms = [] }
    let list = try await SearchTool.call(
      .init(scope: subject.scope, order: .earliest, limit: SearchTool.most), desk)
    let numbered = list.samples.filter { $0.message.contains(where: \.isNumber) }
    let words = Self.asked(question)
    let isSaid = list.samples.prefix(Self.usual).contains { sample in
      let said = Set(Stem.words(sample.message))
      return words.contains(where: said.contains)
    }
    if numbered.isEmpty || !isSaid && question.inherited.contains(.subject),
      let told = Self.told(words, desk)
    {
      let number = report.cite(told)
      let time = told.time.map { " at \(report.times.full($0.instant))" } ?? ""
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "\(MarkdownText.name(told.service)) says it\(time): "
              + "\(report.quote(number, around: words)) [\(number)].",
            exhibits: [number])
        ])
      report.addEvidence()
      return
    }
    // Those with other numbers than the one before tell of the course; a few are enough.
    let shown = spread(numbered.isEmpty ? list.samples : numbered, Self.usual * 2)
    guard let first = shown.first, let last = shown.last else {
      report.add(
        .answer, layout: .sentences, [.init("No entry with a number was found\(subject.label).")])
      return
    }
    let number = report.cite(first, count: 1)
    var text = "By \(Counting.of(list.total, subject.scope.noun))\(subject.label), the first says "
    text += "\(report.quote(number, around: question.words)) [\(number)]"
    var numbers = [number]
    if last != first {
      let end = report.cite(last)
      text += ", the last \(report.quote(end, around: question.words)) [\(end)]"
      numbers.append(end)
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: numbers)])
    report.add(.counts, title: "Other messages", try await subject.rivalRows(desk, &report))
    report.addLines(shown)
    report.file.focus.scope = subject.scope
  }

  /// The words of a question that may stand in an entry: "by how much was it wrong?" → wrong.
  private static func asked(_ question: Question) -> [String] {
    Stem.words(question.beginning).filter {
      !["how", "much", "many", "by", "was", "is", "it", "that", "this", "the", "what", "of"]
        .contains($0) && !QuestionWords.stop.contains($0)
    }
  }

  /// An entry of another message that has a question's words, and a number behind one of them.
  private static func told(_ words: [String], _ desk: Desk) -> Sample? {
    guard !words.isEmpty else { return nil }
    return desk.relevance.matches(words, limit: 8).lazy.flatMap(\.observation.samples)
      .first { sample in
        let parts = Stem.words(sample.message)
        return words.contains { word in
          parts.firstIndex(of: word).map { place in
            parts[(place + 1)...].prefix(4).contains { $0.contains(where: \.isNumber) }
          } ?? false
        }
      }
  }

  /// At most so many of some samples, evenly spread, the first and the last among them.
  private func spread(_ samples: [Sample], _ most: Int) -> [Sample] {
    guard samples.count > most, most > 1 else { return samples }
    return (0..<most).map { samples[$0 * (samples.count - 1) / (most - 1)] }
  }
}
