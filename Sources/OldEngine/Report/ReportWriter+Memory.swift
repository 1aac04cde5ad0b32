import Timeline

extension ReportWriter {
  /// What the next turn needs of this one.
  func memory(_ before: InvestigationMemory?) -> InvestigationMemory {
    var memory = before ?? InvestigationMemory()
    // The beginning is enough to tell it by; an input may have a megabyte.
    memory.question = QuestionWords.term(question.text)
    if let intent = question.intent, intent != .explain {
      memory.intent = intent
      memory.services = question.services
      memory.terms = question.terms
      memory.minimumLevel = question.minimumLevel
      memory.time = question.time
    }
    // Numbers stay those of the report before where a question about it cites nothing new.
    if !draft.citations.isEmpty { memory.evidence = draft.citations }
    return memory
  }

  /// What a verdict leaves for questions about it.
  func remember(_ verdict: Verdict, in memory: inout InvestigationMemory) {
    memory.answer = draft.answer
    memory.confidence = verdict.confidence
    memory.onset = verdict.onset
    memory.suspects = verdict.suspects.prefix(8).enumerated().map { place, suspect in
      let path = index.files[suspect.main.excerpt.file].path
      let lines = [suspect.main.excerpt.line, suspect.main.excerpt.cause?.line]
      return .init(
        service: index.services[suspect.service], score: suspect.score,
        isCause: place == 0 && verdict.isProven,
        reason: place == 0 ? reason(suspect) : lostTo(verdict.suspects[0], suspect),
        evidence: draft.citations.filter { $0.path == path && lines.contains($0.line) }
          .map(\.number))
    }
  }
}
