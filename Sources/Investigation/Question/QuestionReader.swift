package import Diagnosis
package import Evidence
package import Timeline

/// Makes out a question: pure, of any text, never refused.
///
/// `show me the erors of tarif` → act `lines`, scope "level error and above, service tariff", with
/// both corrections noted. Takes time linear in the length of the text.
package struct QuestionReader: Sendable {
  let catalog: Catalog
  let context: Case
  let incidentTime: Instant?
  let kinds: [FaultKind]

  /// - Parameters:
  ///   - catalog: What the evidence holds: the names and words a question can mean.
  ///   - case: Where the conversation stands.
  ///   - incidentTime: When the incident happened, where the reporter said so.
  ///   - kinds: The fault kinds that a question can name: "it isn't the disk".
  package init(
    catalog: Catalog, case context: Case = Case(), incidentTime: Instant? = nil,
    kinds: [FaultKind] = []
  ) {
    self.catalog = catalog
    self.context = context
    self.incidentTime = incidentTime
    self.kinds = kinds
  }

  /// Reads a question.
  package func read(_ text: String) -> Question {
    var sentence = Tokenizer.sentence(text)
    var scopes = ScopeReader(names: NameIndex(catalog))
    scopes.read(&sentence)
    var question = Question(text: text, act: .cause)
    question.scope = scopes.scope
    question.scope.services = scopes.services
    question.words = sentence.tokens.filter { $0.isOpen && !QuestionWords.all.contains($0.text) }
      .map(\.text)
    let asks = Set(sentence.tokens.map(\.text))
    if !asks.isDisjoint(with: ["show", "list", "grep", "find", "tail", "last"]) {
      question.act = .lines
    } else if sentence.contains("how many") || sentence.contains("how often") {
      question.act = .count
    }
    if question.act == .lines || question.act == .count {
      question.scope.terms += question.words.map { Scope.Term(WordForms.alternatives($0)) }
    }
    return question
  }
}
