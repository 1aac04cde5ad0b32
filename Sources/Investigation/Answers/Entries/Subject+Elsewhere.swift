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
      // Whose requests they are, the entries need not say: "503s at the balancer".
      bare.terms.removeAll { !$0.isValue }
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
}
