extension ReportWriter {
  /// Answers a question about the report before, out of what it left behind.
  mutating func explanation(_ memory: InvestigationMemory) {
    switch question.explain ?? .reasoning {
    case .evidence(let number): evidence(number, memory)
    case .confidence: draft.add("Answer", [confidence(memory)])
    case .suspect(let service): suspect(service, memory)
    case .reasoning: reasoning(memory)
    }
  }

  private mutating func evidence(_ number: Int, _ memory: InvestigationMemory) {
    let lines = cited([number], memory)
    let items = memory.evidence.count == 1 ? "1 item" : "\(memory.evidence.count) items"
    draft.add(
      "Answer",
      lines.isEmpty ? ["The report before has no evidence \(number); it has \(items)."] : lines)
  }

  private func confidence(_ memory: InvestigationMemory) -> String {
    guard let known = memory.confidence else {
      return "The report before sought no cause, so there is no confidence to tell."
    }
    return "\(known.level.rawValue.capitalizedFirst): \(known.reason)."
  }

  private mutating func suspect(_ service: String, _ memory: InvestigationMemory) {
    let name = MarkdownText.name(service)
    guard let place = memory.suspects.firstIndex(where: { $0.service == service }) else {
      let reason = "nothing in its lines stood out in the time asked about"
      draft.add("Answer", ["\(name) was no suspect: \(reason)."])
      return
    }
    let found = memory.suspects[place]
    let verb =
      found.isCause ? "is the suspected cause" : "came \(place + 1) of \(memory.suspects.count)"
    draft.add("Answer", ["\(name) \(verb): \(found.reason)\(marks(found))."])
    if place > 0, let first = memory.suspects.first {
      draft.add(
        "First suspect", ["\(MarkdownText.name(first.service)): \(first.reason)\(marks(first))."])
    }
    let numbers = Set(found.evidence + (memory.suspects.first?.evidence ?? [])).sorted()
    draft.add("Evidence of the report before", cited(numbers, memory))
  }

  private mutating func reasoning(_ memory: InvestigationMemory) {
    draft.add("Answer", [memory.answer ?? "There is no report before that could be explained."])
    draft.add(
      "Suspects",
      memory.suspects.enumerated().map { place, suspect in
        "\(place + 1). \(MarkdownText.name(suspect.service)) — \(suspect.reason)\(marks(suspect))"
      })
    draft.add("Evidence of the report before", memory.evidence.map { $0.markdown(times) })
  }

  private func cited(_ numbers: [Int], _ memory: InvestigationMemory) -> [String] {
    numbers.compactMap { number in memory.evidence.first { $0.number == number } }
      .map { $0.markdown(times) }
  }

  private func marks(_ suspect: InvestigationMemory.Suspicion) -> String {
    suspect.evidence.isEmpty ? "" : " " + suspect.evidence.map { "[\($0)]" }.joined()
  }
}
