import Diagnosis
import Evidence

/// What of a question is let go where nothing has all of it, so that what it names is found at all.
///
/// "how many errors of ticket T-48773": no line has the word "ticket", but some have the number. Of
/// values that occur nowhere there are none, and that is the answer.
extension Subject {
  /// The entries with the values that a question names, without the words around them; nil where it
  /// names none, or where none of them occurs.
  static func byValues(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    var scope = question.scope
    guard scope.terms.contains(where: \.isValue) || scope.fields.contains(where: \.isText) else {
      return nil
    }
    let plain = scope.terms.filter { !$0.isValue }
    scope.terms.removeAll { !$0.isValue }
    if plain.contains(where: \.tellsOfFailing), scope.minimumLevel == nil {
      // What failed is told in many words; what they have in common is their level.
      scope.minimumLevel = .warning
    }
    if let found = try await some(scope, without: plain, desk, &report) { return found }
    // The value may stand under another name, or under none.
    let texts = scope.fields.filter(\.isText)
    guard !texts.isEmpty else { return nil }
    scope.fields.removeAll(where: \.isText)
    scope.terms += texts.map { Scope.Term([$0.value], isWholeWord: true) }
    if let found = try await some(scope, without: plain, desk, &report) { return found }
    // The service was that of another question.
    guard question.inherited.contains(.subject) else { return nil }
    (scope.services, scope.hosts) = ([], [])
    return try await some(scope, without: plain, desk, &report)
  }

  /// Whether nothing in a scope is the answer: at other times there is some, or whoever is asked about
  /// tells statuses, and none is such a one.
  static func isExactlyNone(_ question: Question, _ desk: Desk) async throws -> Bool {
    var scope = question.scope
    if scope.window != nil {
      scope.window = nil
      if try await count(scope, desk) > 0 { return true }
    }
    guard !scope.statuses.isEmpty, scope.terms.isEmpty, question.inherited.isEmpty else {
      return false
    }
    scope.statuses = [100...599]
    return try await count(scope, desk) > 0
  }

  /// A scope without the words that occur nowhere at all, where others are left.
  static func withoutUnknown(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard question.scope.terms.count > 1 else { return nil }
    var scope = question.scope
    let unknown = try await absent(scope.terms.filter { !$0.isValue }, desk)
    guard !unknown.isEmpty, unknown.count < scope.terms.count else { return nil }
    scope.terms.removeAll(where: unknown.contains)
    // "failed" alone is too little to tell what is meant.
    guard !scope.terms.allSatisfy(\.tellsOfFailing) else { return nil }
    return try await some(scope, without: unknown, desk, &report)
  }

  /// The incident's entries, where a question speaks of "it" in words that occur nowhere: "how often did
  /// the worker stumble over it?"; nil for all others.
  static func spokenOf(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    let terms = question.scope.terms
    guard !terms.isEmpty, terms.count <= mostLookedFor, !terms.contains(where: \.isValue),
      question.scope.fields.isEmpty, question.scope.statuses.isEmpty,
      Stem.words(question.beginning).contains("it"),
      let finding = incidentFinding(CaseDiagnosis.current(desk, &report)),
      question.scope.services.isEmpty || question.scope.services.contains(finding.service),
      try await absent(terms, desk).count == terms.count
    else { return nil }
    report.leaveOut(terms.compactMap(\.alternatives.first))
    return try await of(finding, window: question.scope.window, desk, &report)
  }

  /// The terms that occur nowhere at all, of the first few: each takes a look at all lines, unless none
  /// of them occurs, which one look tells.
  static func absent(_ terms: [Scope.Term], _ desk: Desk) async throws -> [Scope.Term] {
    let tried = terms.prefix(mostLookedFor)
    let alternatives = Dictionary(grouping: tried, by: \.isWholeWord).sorted { !$0.key && $1.key }
    var absent: [Scope.Term] = []
    for (isWholeWord, terms) in alternatives {
      var any = Scope()
      any.terms = [Scope.Term(terms.flatMap(\.alternatives), isWholeWord: isWholeWord)]
      guard try await count(any, desk) > 0 else {
        absent += terms
        continue
      }
      for term in terms where terms.count > 1 {
        var alone = Scope()
        alone.terms = [term]
        if try await count(alone, desk) == 0 { absent.append(term) }
      }
    }
    return absent
  }

  /// Words that are looked for one by one.
  private static let mostLookedFor = 4

  private static func some(
    _ scope: Scope, without words: [Scope.Term], _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard scope.hasSubject else { return nil }
    let total = try await count(scope, desk)
    guard total > 0 else { return nil }
    let dropped = words.filter { !$0.tellsOfFailing }.compactMap(\.alternatives.first)
    report.leaveOut(dropped)
    return Subject(scope: scope, total: total, label: label(scope), dropped: dropped)
  }
}

extension Scope.Term {
  /// Whether it is a word for failing, which a level can stand for.
  fileprivate var tellsOfFailing: Bool { alternatives.first.map(FailingWords.tell) ?? false }
}

extension Scope.FieldCondition {
  /// Whether it compares a text, which may stand elsewhere, too.
  fileprivate var isText: Bool {
    comparison == .equal && (value.contains { !$0.isNumber } || value.count > 3)
  }
}
