package import Timeline

/// The pure part of an investigation: from what was read to the report.
package struct Reasoning {
  let index: LogIndex
  let question: Question
  let detections: Detections

  init(index: LogIndex, question: Question, detections: Detections) {
    self.index = index
    self.question = question
    self.detections = detections
  }

  /// Reasons on an index alone, as a test does.
  package init(
    index: LogIndex, question: String, incidentTime: Instant? = nil,
    memory: InvestigationMemory? = nil, baseline: LogIndex? = nil
  ) {
    self.index = index
    self.question = QuestionParser(
      catalog: EvidenceCatalog(index), incidentTime: incidentTime, memory: memory
    ).parse(question)
    detections = AnomalyDetector(index: index, baseline: baseline).detect()
  }

  /// The search that the question needs; nil where the index alone answers it.
  package var search: LogSearch? {
    guard question.intent == .find, question.unknownNames.isEmpty, !isWithoutData else {
      return nil
    }
    return LogSearch(
      services: Set(question.services), window: question.time?.window,
      minimumLevel: question.minimumLevel, terms: question.terms, limit: question.limit ?? 20,
      newestFirst: !question.oldestFirst)
  }

  /// Words the report.
  package func report(memory: InvestigationMemory?, found: LogSearchResult? = nil) -> Report {
    var writer = ReportWriter(index: index, question: question, detections: detections)
    guard !index.series.isEmpty else {
      writer.noData(question.time?.window)
      return finish(writer, memory, abstained: question.intent == .cause)
    }
    guard let intent = question.intent else {
      writer.unanswered("This question could not be made out.")
      return finish(writer, memory)
    }
    if isWithoutData {
      writer.noData(question.time?.window)
      return finish(writer, memory, abstained: intent == .cause)
    }
    if !question.unknownNames.isEmpty, question.services.isEmpty {
      writer.unknownName()
      return finish(writer, memory, abstained: intent == .cause)
    }
    switch intent {
    case .find:
      writer.lines(found ?? LogSearchResult(entries: [], total: 0))
    case .summarise:
      writer.summary()
    case .explain:
      writer.explanation(memory ?? InvestigationMemory())
    case .cause, .changes, .timeline, .impact:
      return causeReport(writer, memory)
    case .measure, .compare:
      writer.unanswered("\(intent.words.capitalizedFirst) is not answered yet.")
    }
    return finish(writer, memory)
  }

  /// Whether the time asked about holds no data, nor does what is looked at around a moment.
  ///
  /// What is asked about the report before, and what is not answered yet, goes by no time.
  private var isWithoutData: Bool {
    guard let time = question.time, let intent = question.intent,
      ![.explain, .measure, .compare].contains(intent)
    else { return false }
    let lead = time.moment == nil || question.intent == .find ? 0 : Ranker.lead
    return !index.holdsData(in: time.window.widened(by: lead))
  }

  private func causeReport(_ start: ReportWriter, _ memory: InvestigationMemory?) -> Report {
    var writer = start
    var asked = question
    // Changes are asked for in a time in which the trouble itself need not show.
    if question.intent == .changes { asked.time = memory?.time }
    let verdict = Ranker(index: index, detections: detections, question: asked).rank()
    switch question.intent {
    case .changes: writer.part(writer.changes(verdict), of: verdict)
    case .timeline: writer.part(writer.timeline(verdict), of: verdict)
    case .impact: writer.part(writer.impact(verdict), of: verdict)
    default: writer.cause(verdict)
    }
    var report = finish(writer, memory, abstained: !verdict.isProven)
    report.suspects = verdict.suspects.map { index.services[$0.service] }
    writer.remember(verdict, in: &report.memory)
    return report
  }

  private func finish(
    _ finished: ReportWriter, _ memory: InvestigationMemory?, abstained: Bool = false
  ) -> Report {
    var writer = finished
    writer.sayReading()
    return Report(
      markdown: writer.draft.markdown(), suspects: [], abstained: abstained,
      memory: writer.memory(memory))
  }
}
