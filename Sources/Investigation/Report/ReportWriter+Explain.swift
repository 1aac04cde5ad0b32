extension ReportWriter {
  /// Answers a question about the report before, out of what it left behind.
  mutating func explanation(_ memory: InvestigationMemory) {
    let suspects = memory.suspects
    func cited(_ numbers: [Int]) -> [String] {
      numbers.compactMap { number in memory.evidence.first { $0.number == number } }.map { draft.line($0) }
    }
    switch question.explain ?? .reasoning {
    case .evidence(let number):
      let lines = cited([number])
      draft.add("Answer", lines.isEmpty ? ["The report before has no evidence \(number); it has \(memory.evidence.count) items."] : lines)
    case .confidence:
      let text = memory.confidence.map { "\($0.level.rawValue.capitalizedFirst): \($0.reason)." }
      draft.add("Answer", [text ?? "The report before named no cause, so there is no confidence to tell."])
    case .suspect(let service):
      let name = MarkdownText.name(service)
      guard let found = suspects.first(where: { $0.service == service }) else {
        draft.add("Answer", ["\(name) was no suspect: nothing in its lines stood out in the time asked about."])
        return
      }
      let verb = found.isCause ? "is the suspected cause" : "was ranked below the first suspect"
      draft.add("Answer", ["\(name) \(verb): \(found.reason) \(found.evidence.map { "[\($0)]" }.joined())."])
      draft.add("Evidence of the report before", cited(found.evidence))
    case .reasoning:
      draft.add("Answer", [memory.answer ?? "There is no report before that could be explained."])
      draft.add("Suspects", suspects.enumerated().map { "\($0 + 1). \(MarkdownText.name($1.service)) — \($1.reason) \($1.evidence.map { "[\($0)]" }.joined())" })
      draft.add("Evidence of the report before", memory.evidence.map { draft.line($0) })
    }
  }

  /// What a verdict leaves for questions about it.
  func remember(_ verdict: Verdict, in memory: inout InvestigationMemory, answer: String) {
    memory.answer = answer
    memory.confidence = verdict.confidence
    memory.onset = verdict.suspects.first?.onset
    memory.suspects = verdict.suspects.prefix(8).enumerated().map { place, suspect in
      let isCause = place == 0 && verdict.isProven
      let first = verdict.suspects[0]
      let reason = place == 0 ? self.reason(suspect) : lostTo(first, suspect)
      let path = index.files[suspect.main.excerpt.file].path
      let numbers = draft.citations.filter {
        $0.path == path && ($0.line == suspect.main.excerpt.line || $0.line == suspect.main.excerpt.cause?.line)
      }.map(\.number)
      return .init(service: index.services[suspect.service], score: suspect.score, isCause: isCause, reason: reason, evidence: numbers)
    }
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
