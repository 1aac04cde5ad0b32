import Evidence

/// Where else to look before the words of a question are let go.
extension Subject {
  /// Where nothing is in a scope, those to look in before words are let go: the files of the folder that
  /// is called like the service or host, what others say of the host, what has the quoted phrases alone.
  static func narrower(
    _ scope: Scope, _ question: Question, _ catalog: Catalog
  ) -> [Scope] {
    var scopes: [Scope] = []
    let names = scope.services + scope.hosts
    if names.count == 1, scope.paths.isEmpty {
      let paths = NameIndex(catalog).paths(called: names[0])
      if !paths.isEmpty {
        var folder = scope
        (folder.services, folder.hosts, folder.paths) = ([], [], paths)
        scopes.append(folder)
      }
    }
    if !scope.statuses.isEmpty, scope.statuses.allSatisfy({ $0.lowerBound == $0.upperBound }) {
      // A message may say the status that no field holds.
      var said = scope
      said.statuses = []
      said.terms.append(
        Scope.Term(scope.statuses.map { "\($0.lowerBound)" }, isWholeWord: true))
      scopes.append(said)
    }
    if !scope.statuses.isEmpty {
      // "refused with 400" needs no word that says so; and whoever was spoken of need not log it.
      var bare = scope
      bare.terms.removeAll { $0.alternatives.contains(where: FailingWords.tell) }
      scopes.append(bare)
      if question.inherited.contains(.subject) || question.inherited.contains(.scope) {
        (bare.services, bare.terms) = ([], [])
        scopes.append(bare)
      }
    }
    if !scope.hosts.isEmpty, !scope.terms.isEmpty {
      // What others write of a host names it.
      var said = scope
      said.hosts = []
      said.terms += scope.hosts.map { Scope.Term([$0], isWholeWord: true) }
      scopes.append(said)
    }
    let quoted = scope.terms.filter { term in
      term.alternatives.count == 1
        && ["\"", "'", "`", "“"].contains {
          !Array(question.beginning.utf8).ranges(of: Array(($0 + term.alternatives[0]).utf8))
            .isEmpty
        }
    }
    if !quoted.isEmpty, quoted.count < scope.terms.count {
      var phrase = scope
      phrase.terms = quoted
      scopes.append(phrase)
      if !scope.services.isEmpty {
        phrase.services = []
        scopes.append(phrase)
      }
    }
    return scopes
  }

  /// What a service says of a failing that a question tells in plain words: "how often did X fail to
  /// send its entries?" → `failed to process entries: …`; nil where no message has two of the words.
  static func told(_ question: Question, _ desk: Desk) async throws -> Subject? {
    guard question.act == .count, !question.scope.services.isEmpty, question.words.isEmpty,
      question.scope.terms.isEmpty, question.scope.statuses.isEmpty,
      question.scope.fields.isEmpty, !question.asksForLevel
    else { return nil }
    let names = Set(question.scope.services.flatMap(Stem.words))
    let words = Stem.words(question.beginning).filter {
      !QuestionWords.stop.contains($0) && !names.contains($0)
    }
    let matches = desk.relevance.matches(words, services: question.scope.services, limit: 1)
    guard let best = matches.first, best.words.count > 1,
      best.words.contains(where: { $0.hasPrefix("fail") }),
      case .entries(let template, _) = best.observation.measure
    else { return nil }
    var scope = question.scope
    (scope.minimumLevel, scope.maximumLevel) = (nil, nil)
    scope.terms = terms(ofTemplate: template, as: best.observation.samples.first?.text)
    let total = try await count(scope, desk)
    return total > 0
      ? Subject(scope: scope, total: total, label: label(scope), isNearest: true) : nil
  }
}

extension Question {
  /// Whether it names a level itself: "errors", "warnings".
  fileprivate var asksForLevel: Bool {
    Stem.words(text).contains { word in
      ["error", "errors", "warning", "warnings", "fatal", "exception", "exceptions"].contains(word)
    }
  }
}
