import Evidence

/// Calls that failed, named by what they are for, not by a message: "how many logins failed?".
extension Subject {
  /// The requests of a path that a question names in plain words, which failed by their statuses; nil
  /// where a message tells of the failure, or no log of requests has such a path.
  ///
  ///     how many logins failed?   → POST /login with status 500 to 599
  static func failedCalls(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard question.isOfPlainWords, QuestionWeights.speaksOfFailing(question),
      desk.catalog.statesStatuses
    else { return nil }
    let named = QuestionWeights(question, report.file).named.sorted().filter {
      !FailingWords.tell($0) && !FailingWords.isLevel($0) && $0.utf8.count >= Self.shortestPath
    }
    guard let word = named.first, Set(named.map(Stem.of)).count == 1 else { return nil }
    let path = "/" + (word.hasSuffix("s") ? String(word.dropLast()) : word)
    // A message that tells of it in words is meant, not the requests behind it.
    if let said = MeantMessages.of(question, desk, &report)?.candidates.first, said.named > 0,
      said.observation.tellsOfFailure, !said.observation.samples[0].text.lowercased().contains(path)
    {
      return nil
    }
    var scope = Scope()
    (scope.terms, scope.window) = ([Scope.Term([path])], question.scope.window)
    if !question.inherited.contains(.subject) { scope.services = question.scope.services }
    scope.statuses = [200...399]
    guard try await count(scope, desk) > 0 else { return nil }
    // What is refused has failed too, where nothing broke.
    for statuses in [[500...599], [400...403, 405...499]] {
      scope.statuses = statuses
      guard let front = try await front(scope, desk) else { continue }
      if scope.services.isEmpty { scope.services = [front] }
      let total = try await count(scope, desk)
      if total > 0 { return Subject(scope: scope, total: total, label: label(scope)) }
    }
    return nil
  }

  /// Characters of a word that names a path: shorter ones stand in many.
  private static let shortestPath = 4
}
