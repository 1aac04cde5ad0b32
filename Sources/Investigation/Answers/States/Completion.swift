import Evidence
import Timeline

/// The entry that says that something was done: "when was it done?", "when was the export complete?".
enum Completion {
  /// The last entry of what is asked about, or of what was spoken of, that says so; nil where a question
  /// asks for no such end, or none does.
  static func sample(_ question: Question, _ desk: Desk, _ file: Case) -> Sample? {
    let words = Stem.words(question.beginning)
    guard words.contains("when"), words.contains(where: asked.contains) else { return nil }
    let services =
      question.scope.services.isEmpty
      ? [file.incident?.cause?.service].compactMap { $0 } : question.scope.services
    let found = desk.evidence.observations.flatMap { observation -> [Sample] in
      guard case .entries(_, let level) = observation.measure, (level ?? .info) < .warning,
        services.isEmpty || services.contains(observation.service)
      else { return [] }
      return observation.samples.filter { sample in
        !Set(Stem.words(sample.message)).isDisjoint(with: told)
      }
    }
    let topics = Set(
      words.filter { !QuestionWords.stop.contains($0) && !asked.contains($0) }.map(Stem.of))
    func shared(_ sample: Sample) -> Int {
      Set(Stem.words(sample.message).map(Stem.of)).intersection(topics).count
    }
    let most = found.map(shared).max() ?? 0
    return found.filter { shared($0) == most }.max(by: Sample.isEarlier)
  }

  private static let asked: Set = ["done", "finished", "complete", "completed", "ready", "through"]
  private static let told: Set = ["done", "finished", "complete", "completed"]
}
