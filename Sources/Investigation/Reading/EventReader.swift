import Evidence
import Timeline

/// Reads a time that only the evidence knows: "in the 5 minutes before the first 502", "since the last
/// error of payment".
///
/// The event is taken out of the sentence: its status, level and service are not what is asked about.
struct EventReader {
  let names: NameIndex

  /// Claims the words of the event; nil where a sentence names none.
  func event(in sentence: inout Sentence) -> Question.Event? {
    for index in sentence.tokens.indices {
      guard let relation = Self.relations[sentence.word(index)],
        sentence.tokens[index].role == nil,
        let (event, range) = event(relation, sentence, at: index)
      else { continue }
      sentence.claim(range, as: .time)
      return event
    }
    return nil
  }

  private static let relations: [String: Question.Event.Relation] = [
    "before": .before, "until": .before, "till": .before, "after": .after, "since": .after,
    "following": .after, "around": .around,
  ]

  private func event(
    _ relation: Question.Event.Relation, _ sentence: Sentence, at index: Int
  ) -> (Question.Event, Range<Int>)? {
    var start = index + 1
    while ["the", "very"].contains(sentence.word(start)), start < index + 3 { start += 1 }
    let isLast = ["last", "latest", "final"].contains(sentence.word(start))
    guard isLast || ["first", "earliest"].contains(sentence.word(start)) else { return nil }
    var end = start + 1
    while end < start + Self.longest, let token = sentence.tokens[safe: end],
      !Self.ends.contains(token.text)
    {
      end += 1
      if token.mark != nil { break }
    }
    guard end > start + 1 else { return nil }
    var phrase = Sentence(tokens: Array(sentence.tokens[(start + 1)..<end]))
    var reader = ScopeReader(names: names)
    reader.read(&phrase)
    var scope = reader.scope
    scope.services = reader.services
    // "before the first error" is the beginning of the trouble, which has a name already.
    guard
      !scope.terms.isEmpty || !scope.statuses.isEmpty || !scope.fields.isEmpty
        || scope.minimumLevel != nil && !scope.services.isEmpty,
      phrase.tokens.allSatisfy({ $0.role != nil || QuestionWords.all.contains($0.text) })
    else { return nil }
    var first = index
    var length: Int64?
    for back in (1...5).reversed() where length == nil {
      if let (found, next) = TimeWords.length(in: sentence, at: index - back), next == index {
        (length, first) = (found, index - back)
      }
    }
    if length == nil, let unit = TimeWords.units[sentence.word(index - 1)],
      ["the", "a", "one"].contains(sentence.word(index - 2))
    {
      (length, first) = (unit, index - 2)
    }
    if ["the", "in", "for", "during"].contains(sentence.word(first - 1)) { first -= 1 }
    if ["in", "for", "during"].contains(sentence.word(first - 1)) { first -= 1 }
    return (
      .init(scope: scope, isLast: isLast, relation: relation, length: length), max(0, first)..<end
    )
  }

  /// Words of an event: "error of the payment api".
  private static let longest = 6
  private static let ends = QuestionWords.words(
    "and then or was is did were do does happened came how what which")
}
