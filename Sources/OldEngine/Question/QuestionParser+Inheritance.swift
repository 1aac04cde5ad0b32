import Timeline

extension QuestionParser {
  /// Completes a follow-up with what the turn before was about.
  func inherit(_ question: inout Question, _ words: QuestionWords) {
    guard let memory else { return }
    let startsAfresh = isWhole(question, words)
    if question.intent == nil, isFollowUp(question, words) {
      question.intent = memory.intent
      question.inherited.append("the kind of question")
      if question.minimumLevel == nil { question.minimumLevel = memory.minimumLevel }
      if question.terms.isEmpty, question.services.isEmpty { question.terms = memory.terms }
    }
    guard question.intent != .explain else { return }
    if question.services.isEmpty, question.unknownNames.isEmpty, !memory.services.isEmpty,
      !startsAfresh
    {
      question.services = memory.services
      question.inherited.append("the service")
    }
    guard question.time == nil else { return }
    if let relative = relativeWindow(words, memory) {
      question.time = TimeScope(window: relative)
    } else if let time = memory.time, !startsAfresh || !question.services.isEmpty {
      question.time = time
      question.inherited.append("the time")
    }
  }

  /// Returns whether a question names a new subject, so that the old one does not hold for it.
  private func isWhole(_ question: Question, _ words: QuestionWords) -> Bool {
    let everything = [
      "everything", "overall", "anything", "all services", "everywhere", "anywhere",
    ]
    return everything.contains { words.contains($0) }
  }

  private func isFollowUp(_ question: Question, _ words: QuestionWords) -> Bool {
    if question.time != nil || !question.services.isEmpty || !question.unknownNames.isEmpty {
      return true
    }
    if question.minimumLevel != nil || !question.terms.isEmpty { return true }
    return relativeWords.contains { words.contains($0.phrase) }
  }

  private var relativeWords: [(phrase: String, before: Bool)] {
    [
      ("before that", true), ("before it", true), ("before then", true), ("earlier", true),
      ("before this", true), ("just before", true), ("after that", false), ("afterwards", false),
      ("after this", false), ("later", false), ("after it", false), ("after then", false),
      ("since then", false),
    ]
  }

  private func relativeWindow(
    _ words: QuestionWords, _ memory: InvestigationMemory
  ) -> TimeWindow? {
    guard let span = catalog.span,
      let relation = relativeWords.first(where: { words.contains($0.phrase) })
    else { return nil }
    if relation.before {
      guard let edge = memory.onset ?? memory.time?.window.lowerBound else { return nil }
      let end = edge.advanced(by: -1)
      return (end >= span.lowerBound ? span.lowerBound : .earliest)...end
    }
    guard let edge = memory.time?.window.upperBound ?? memory.onset else { return nil }
    return edge...(edge <= span.upperBound ? span.upperBound : .latest)
  }
}
