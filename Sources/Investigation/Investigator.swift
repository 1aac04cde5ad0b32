import Diagnosis
package import Evidence
import Redaction
import Synchronization
import Timeline

/// The engine: turns an inquiry into an answer that cites its evidence.
///
/// Deterministic: the same inquiry on the same evidence gives the same answer, to the byte.
///
///     question → Question (what is wanted, about what, when, how)
///              → tools (search, aggregate, diagnose …) on one snapshot of the evidence
///              → claims that cite exhibits of the case → Markdown and the API's report
package final class Investigator: InvestigationEngine {
  private let opener: any EvidenceOpener

  package init(opener: any EvidenceOpener) {
    self.opener = opener
  }

  /// Investigates, telling each step before it begins.
  ///
  /// - Throws: ``InvestigationError`` where nothing at all was named or could be read;
  ///   `CancellationError`.
  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    var (file, note) = CaseFile.read(inquiry.memory)
    let turn = inquiry.turn ?? file.turns.count + 1
    let known = file.exhibits.last?.number ?? 0
    let pasted = opener.pasted(in: inquiry.question, name: "message \(turn)")
    if pasted != nil { file.keep(PastedText(name: "message \(turn)", text: inquiry.question)) }
    let text = pasted.map { $0.rest.isBlank ? "what is wrong here?" : $0.rest } ?? inquiry.question

    let scale = ProgressScale(progress)
    let depth = DepthChoice(inquiry.depth)
    let desk = try await desk(inquiry, file, depth, scale)
    try Task.checkCancellation()
    scale.tell("making out the question", done: 7)
    var question = question(text, inquiry, &file, desk)
    let parts = pasted == nil ? parts(of: text, question, inquiry, &file, desk) : [text]
    if parts.count > 1 { question = self.question(parts[0], inquiry, &file, desk) }
    var builder = try await report(on: &question, inquiry, file, depth, desk, scale)
    say(question, pasted, note, depth, desk, into: &builder)
    for part in parts.dropFirst() where !builder.report.answers(part) {
      builder.file.follow(question, builder.report)
      question = self.question(part, inquiry, &builder.file, desk)
      question.continues = true
      var next = try await report(on: &question, inquiry, builder.file, depth, desk, scale)
      say(question, nil, nil, depth, desk, into: &next)
      builder.append(next)
    }
    scale.tell("writing the report", done: 9)
    SourceRemarks(inquiry.remarks).say(in: &builder)
    builder.file.follow(question, builder.report)
    try await keepContext(
      of: &builder.file, after: known, builder.report, builder.work, desk)
    let (kept, report) = (builder.file, builder.report)
    async let memory = CaseFile.data(kept)
    let document = ReportDocument(report, kept, after: known).data
    return Answer(markdown: report.markdown, memory: await memory, report: document)
  }

  /// The questions that a message asks; itself alone where one of them is no question that can be
  /// answered by itself, or asks for the cause, whose report is long.
  private func parts(
    of text: String, _ whole: Question, _ inquiry: Inquiry, _ file: inout Case, _ desk: Desk
  ) -> [String] {
    let parts = QuestionParts(text).parts
    guard parts.count > 1, whole.act != .cause else { return [text] }
    for part in parts {
      let question = question(part, inquiry, &file, desk)
      if question.isNotUnderstood || [.cause, .statement].contains(question.act) { return [text] }
    }
    return parts
  }

  /// Answers one question of a message.
  private func report(
    on question: inout Question, _ inquiry: Inquiry, _ file: Case, _ depth: DepthChoice,
    _ desk: Desk, _ scale: ProgressScale
  ) async throws -> ReportBuilder {
    try await place(&question, file, desk)
    question.unknownWords = try await unknown(question, desk)
    scale.tell("looking for \(question.act.effort)", done: 8)
    var builder = ReportBuilder(
      file: file, times: times(question, desk), work: depth.work(for: question, desk.catalog),
      origins: inquiry.origins)
    if let nothing = NothingFetchedAnswer(inquiry, desk) {
      try await nothing.write(question, desk, into: &builder)
    } else {
      try await ActAnswers.write(question, desk, into: &builder)
    }
    return builder
  }

  /// Lets go of the indexes that are kept for follow-ups; the next question reads its files again.
  package func dropIndexes() async {
    await opener.dropIndexes()
  }

  /// Makes out a question; one about an incident that nobody has sought yet needs it found first.
  private func question(
    _ text: String, _ inquiry: Inquiry, _ file: inout Case, _ desk: Desk
  ) -> Question {
    func reader() -> QuestionReader {
      QuestionReader(
        catalog: desk.catalog, case: file, incidentTime: inquiry.incidentTime, kinds: FaultKind.all)
    }
    func read(_ reader: QuestionReader) -> Question {
      var question = reader.read(text)
      if let window = inquiry.window, question.scope.window != nil, question.otherScope == nil,
        !question.inherited.contains(.window)
      {
        question.scope.window = window
      }
      return question
    }
    let first = reader()
    let question = read(first)
    guard first.lacksIncident(for: text) else { return question }
    var symptom = Symptom(services: question.scope.services)
    CaseDiagnosis.exclude(file, from: &symptom)
    CaseDiagnosis.keep(desk.diagnosis(of: symptom), of: symptom, in: &file)
    return read(reader())
  }

  /// Gives a question what only the evidence knows: the window that hangs on an entry, "before the
  /// first 502", the value that the last entry has, "at that kiosk".
  private func place(_ question: inout Question, _ file: Case, _ desk: Desk) async throws {
    if let field = question.sameField, let fields = EntryFields([field]) {
      for number in file.focus.exhibits.prefix(3) {
        guard let exhibit = file.exhibits.first(where: { $0.number == number }),
          let value = try await fields.value(of: field, in: exhibit.sample, desk)
        else { continue }
        question.scope.fields.append(.init(name: field, value: value))
        break
      }
    }
    guard let event = question.event else { return }
    let found = try await SearchTool.call(
      .init(scope: event.scope, order: event.isLast ? .latest : .earliest, limit: 1), desk)
    guard let instant = found.samples.first?.time?.instant else { return }
    question.scope.window = event.window(at: instant)
    question.inherited.remove(.window)
    if question.instant == nil, event.relation == .around { question.instant = instant }
  }

  /// The words that occur nowhere, values included, which the words of messages leave out.
  ///
  /// That takes a look at all lines; where there are very many and nothing is searched for anyway,
  /// nothing is said of such words.
  private func unknown(_ question: Question, _ desk: Desk) async throws -> [String] {
    guard !question.isNotUnderstood, !question.unknownWords.isEmpty else {
      return question.unknownWords
    }
    guard [.lines, .count].contains(question.act) || desk.catalog.entries <= Self.fewEntries else {
      return []
    }
    let absent = try await Subject.absent(question.unknownWords.map { Scope.Term([$0]) }, desk)
      .flatMap(\.alternatives)
    // What no log has, an object of a cluster or a metric may be called.
    return absent.filter { word in
      !desk.evidence.observations.contains { observation in
        if case .entries = observation.measure { return false }
        return observation.service.holds(word)
          || observation.samples.holds(word)
      }
    }
  }

  /// Entries that are looked through in a second or two.
  private static let fewEntries = 3_000_000

  private func desk(
    _ inquiry: Inquiry, _ file: Case, _ depth: DepthChoice, _ scale: ProgressScale
  ) async throws -> Desk {
    var sources: [any EvidenceSource] = file.pasted.compactMap {
      opener.pasted(in: $0.text, name: $0.name)?.source
    }
    guard !inquiry.evidence.isEmpty || !sources.isEmpty || inquiry.saysWhatIsMissing else {
      throw InvestigationError.noEvidence
    }
    scale.tell("looking for logs", done: 0)
    let half = inquiry.baseline.isEmpty ? 7 : 4
    // Both are read at once; the one that is waited for tells how far it is.
    let isLast = Atomic(false)
    let rest = scale.part(half..<7)
    async let quiet: (any EvidenceSource)? =
      inquiry.baseline.isEmpty
      ? nil
      : opener.open(inquiry.baseline, limit: depth.limit) { step, done, total in
        guard isLast.load(ordering: .relaxed) else { return }
        rest(InvestigationProgress(step: step, done: done, total: total))
      }
    if !inquiry.evidence.isEmpty {
      let part = scale.part(0..<half)
      let files = try await opener.open(inquiry.evidence, limit: depth.limit) { step, done, total in
        part(InvestigationProgress(step: step, done: done, total: total))
      }
      // What was read and holds nothing can be reported on.
      guard
        !files.catalog.files.isEmpty || files.catalog.unread.contains(where: \.isEmpty)
          || !sources.isEmpty
      else {
        throw InvestigationError.nothingReadable(
          files.catalog.unread.map { "\($0.path): \($0.reason)" })
      }
      sources.insert(files, at: 0)
    }
    if inquiry.saysWhatIsMissing { sources.append(UnseenEvidence(inquiry.unseen)) }
    let evidence = sources.count == 1 ? sources[0] : CombinedEvidence(sources)
    isLast.store(true, ordering: .relaxed)
    return Desk(
      evidence: evidence, baseline: try await quiet, isPartial: !inquiry.remarks.isEmpty)
  }

  /// The zone that times are printed in: the evidence's own, or the one asked for.
  private func times(_ question: Question, _ desk: Desk) -> TimeText {
    question.form.zone.map { desk.times.shifted(to: $0) } ?? desk.times
  }

  /// Says below the answer how it was read, what was taken, and what is unknown.
  private func say(
    _ question: Question, _ pasted: PastedEvidence?, _ note: String?, _ depth: DepthChoice,
    _ desk: Desk, into builder: inout ReportBuilder
  ) {
    builder.say(reading: question.reading.map(Quote.clean))
    if let pasted {
      let name = pasted.source.catalog.files.first?.path ?? "the message"
      builder.addToAnswer(
        "Took \(Counting.of(pasted.lines, "pasted line")) as \(MarkdownText.code(name)).")
    }
    if let window = question.scope.window, let whole = desk.catalog.window,
      !window.overlaps(whole), !builder.report.markdown.contains("holds no data")
    {
      builder.addToAnswer(WindowWords.claim(window, whole, builder.times).text)
    }
    // Where the subject is that of the conversation, odd words are ways of speaking, no names.
    let names = !question.inherited.contains(.subject) || [.lines, .count].contains(question.act)
    let unknown = question.unknownWords.filter(\.hasLetter).filter {
      [.lines, .count].contains(question.act)
        || !PlainWords.all.contains($0) && !TrendWords.contains($0)
    }
    if !unknown.isEmpty, question.act != .statement, names, !builder.isReadByName {
      let words = unknown.prefix(5).map { MarkdownText.code(Quote.clean($0)) }
      builder.addToAnswer("Nothing here is called \(Counting.list(words)).")
    }
    let left = builder.leftOut.filter { !unknown.contains($0) }
    if !left.isEmpty {
      let words = left.prefix(5).map { MarkdownText.code(Quote.clean($0)) }
      builder.addToAnswer("Left out, for nothing has it as well: \(Counting.list(words)).")
    }
    if let note { builder.addToAnswer(note) }
    builder.add(.notSeen, title: "Mode", depth.claims(question, desk.catalog))
  }

  /// Keeps the lines around what was cited first in this turn, so that it can be opened for ever.
  private func keepContext(
    of file: inout Case, after known: Int, _ report: Report, _ work: Work, _ desk: Desk
  ) async throws {
    let fresh = report.exhibits.filter { $0 > known }.prefix(work.contexts)
    for number in fresh {
      guard let index = file.exhibits.firstIndex(where: { $0.number == number }) else { continue }
      let opened = try await OpenTool.call(
        .init(reference: file.exhibits[index].reference, before: 3, after: 3), desk)
      file.exhibits[index].context = (opened.lines ?? []).map {
        ContextLine(number: $0.number, text: Quote.cut(Quote.clean($0.text), to: 500))
      }
    }
  }
}

extension Act {
  /// What is being looked for, as progress tells it.
  fileprivate var effort: String {
    switch self {
    case .cause: "the cause"
    case .lines: "the entries"
    case .count, .number: "the numbers"
    case .changes: "changes"
    default: "an answer"
    }
  }
}

extension String {
  /// Whether it can be a name: "95%" is none.
  fileprivate var hasLetter: Bool { contains(where: \.isLetter) }

  /// Whether it holds nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
