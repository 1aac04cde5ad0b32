import Diagnosis
import Evidence

/// What failed, by the noun that stands before or behind a word for failing.
///
/// "how many batches failed?" are the entries that tell of a batch that failed, not those with both
/// words: `Batch processed, 0 failed` has them, too. "how many clones broke off?" are the failures of
/// `clone`, whatever words it has for them.
extension Subject {
  /// The failures that a question speaks of; nil where it speaks of none that the diagnosis found.
  static func failing(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    let words = Stem.words(question.beginning)
    guard question.act == .count, question.aspect != .share, question.aspect != .top,
      words.contains(where: FailingWords.tell), question.isOfPlainWords,
      !words.contains(where: FailingWords.isLevel)
    else { return nil }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let nouns = named(by: question, words, desk)
    if words.contains(where: because.contains),
      let told = try await incident(question, words, diagnosis, desk, &report)
    {
      return told
    }
    let failures = (IncidentFindings.of(diagnosis) + diagnosis.findings).filter { finding in
      finding.role != .change && finding.role != .recovery && finding.strength > RankingModel.hint
        && (question.scope.services.isEmpty || question.scope.services.contains(finding.service))
        && nouns.allSatisfy { tells(finding, of: $0) }
    }
    guard let first = failures.first, !nouns.isEmpty || !question.scope.services.isEmpty else {
      return try await incident(question, words, diagnosis, desk, &report)
    }
    // Of several failures that is meant which is told in most of the question's words.
    let asked = Set(words.filter { !QuestionWords.stop.contains($0) }.map(Stem.of))
    let shares = failures.map { WhichAnswer.shared(text($0), asked) }
    let most = shares.max() ?? 0
    let finding = zip(failures, shares).first { $1 == most }?.0 ?? first
    let variants = failures.filter { isVariant($0, finding) }
    var scope = Scope()
    (scope.services, scope.window) = ([finding.service], question.scope.window)
    scope.terms = terms(ofTemplate: common(variants.map(text)))
    let total = try await count(scope, desk)
    guard total > 0 else { return nil }
    let number = report.cite(finding)
    return Subject(
      scope: scope, total: total, label: Self.label(of: finding.service, like: number),
      finding: finding)
  }

  /// The failure that the conversation is about: no other is told in the words of the question, and what
  /// is told in them has not failed.
  private static func incident(
    _ question: Question, _ words: [String], _ diagnosis: Diagnosis, _ desk: Desk,
    _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard report.file.focus.act != nil, let finding = incidentFinding(diagnosis),
      words.contains(where: pointing.contains)
    else { return nil }
    return try await of(finding, window: question.scope.window, desk, &report)
  }

  /// Words that make what was said the reason: of its entries as many are meant.
  private static let because: Set = ["because", "therefore", "due"]

  /// Words that point back to what was said: "rejected for that", "failed because of it".
  private static let pointing: Set = ["that", "this", "it", "because", "so", "then", "therefore"]

  /// The entries with the words of a question that are warnings or graver, where others have the same
  /// words: of `0 failed` nothing has failed; nil where the levels do not tell them apart.
  static func failed(_ question: Question, _ desk: Desk) async throws -> Subject? {
    guard question.act == .count, question.scope.minimumLevel == nil, question.isOfPlainWords,
      !question.scope.terms.isEmpty,
      Stem.words(question.beginning).contains(where: FailingWords.tell)
    else { return nil }
    var scope = question.scope
    scope.minimumLevel = .warning
    let total = try await count(scope, desk)
    guard total > 0 else { return nil }
    return Subject(scope: scope, total: total, label: label(scope))
  }

  /// The words of a question that name what failed.
  private static func named(by question: Question, _ words: [String], _ desk: Desk) -> [String] {
    let names = Set(question.scope.services.flatMap(Stem.words).map(Stem.of))
    let plain = words.filter {
      !QuestionWords.all.contains($0) && !FailingWords.tell($0) && !names.contains(Stem.of($0))
        && $0.contains(where: \.isLetter)
    }
    return desk.relevance.known(plain)
  }

  private static func text(_ finding: Finding) -> String {
    finding.template ?? finding.samples.first?.message ?? finding.detail
  }

  private static func tells(_ finding: Finding, of word: String) -> Bool {
    let stems = Set(Stem.words(text(finding)).map(Stem.of))
    return stems.contains(Stem.of(word))
  }

  /// Whether two findings say the same of other things: words in the same places, a few apart.
  private static func isVariant(_ a: Finding, _ b: Finding) -> Bool {
    let (x, y) = (text(a).split(separator: " "), text(b).split(separator: " "))
    guard a.service == b.service, x.count == y.count else { return false }
    return zip(x, y).count { $0 != $1 } * leastAlike <= x.count
  }

  /// Of so many words one may differ.
  private static let leastAlike = 4

  /// What some texts of as many words have in common, as a template.
  private static func common(_ texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    var words = first.split(separator: " ").map(String.init)
    for text in texts.dropFirst() {
      for (index, word) in text.split(separator: " ").enumerated()
      where words.indices.contains(index) && words[index] != word {
        words[index] = "<*>"
      }
    }
    return words.joined(separator: " ")
  }
}

extension Question {
  /// Whether it names nothing by its looks: no level, status, field or quoted phrase.
  fileprivate var isOfPlainWords: Bool {
    !isOfRequests && scope.statuses.isEmpty && scope.fields.isEmpty && exhibits.isEmpty
      && form.named == nil && form.groupBy == nil && scope.hosts.isEmpty && scope.loggers.isEmpty
  }
}

/// Words for failing, in all their forms.
enum FailingWords {
  /// Whether a word says that something fails or breaks.
  static func tell(_ word: String) -> Bool { stems.contains(Stem.of(word)) }

  /// Whether a word asks for a level, or for failures of every kind.
  static func isLevel(_ word: String) -> Bool {
    ["error", "errors", "warning", "warnings", "fatal", "exception", "exceptions"].contains(word)
  }

  private static let stems = Set(
    QuestionWords.words(
      """
      fail fails failed failing failure break broke broken breaking crash crashed abort aborted die died \
      drop dropped lose lost disconnect disconnected reject rejected refuse refused deny denied \
      time-out timeout timeouts hang hung stall stalled skip skipped evict evicted kill killed
      """
    ).map(Stem.of))
}
