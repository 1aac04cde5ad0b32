/// Ranks the acts that a sentence may ask for: "since when?" → `state.since`, then `inventory.timeRange`.
package struct ActReader: Sendable {
  let model: ActModel

  package init(model: ActModel = .trained) {
    self.model = model
  }

  /// The buckets of a text as a question to some evidence: what the trainer learns from.
  package static func buckets(
    of text: String, reader: QuestionReader, vocabulary: Set<String>
  ) -> [Int] {
    buckets(of: QuestionDraft(text, reader: reader).sentence, vocabulary: vocabulary)
  }

  /// The words of a text, as the reader parts them.
  package static func words(of text: String) -> [String] {
    Tokenizer.sentence(text).tokens.map(\.text)
  }

  static func buckets(of sentence: Sentence, vocabulary: Set<String>) -> [Int] {
    let isQuestion = sentence.tokens.last?.mark == "?"
    return ActFeatures.buckets(
      of: ActFeatures.words(of: sentence, vocabulary: vocabulary), isQuestion: isQuestion)
  }

  /// The labels that a text may ask for by their score, best first; ties in the order of the labels.
  package func ranking(of text: String, reader: QuestionReader) -> [(
    label: ActModel.Label, score: Int
  )] {
    ranking(of: QuestionDraft(text, reader: reader).sentence)
  }

  func ranking(of sentence: Sentence) -> [(label: ActModel.Label, score: Int)] {
    let scores = model.scores(
      of: Self.buckets(of: sentence, vocabulary: model.vocabulary))
    let ranked = zip(model.labels, scores).enumerated().sorted {
      $0.element.1 == $1.element.1 ? $0.offset < $1.offset : $0.element.1 > $1.element.1
    }
    return QuestionOpenings.allowed(
      sentence, ranked.map { ($0.element.0, $0.element.1) },
      vocabulary: model.vocabulary)
  }
}
