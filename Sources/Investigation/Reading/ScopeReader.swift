import Evidence

/// Reads what a question is about: names, levels, status codes, conditions and quoted phrases.
///
/// `504s of "quotes db" with user=u17, except retries` gives a status range, a service, a condition
/// and an excluded term. The words that are left become terms once the act is known.
struct ScopeReader {
  let names: NameIndex
  var scope = Scope()
  /// The services in the order they were named: "payment with orders".
  var services: [String] = []
  /// Services that are named to be left out.
  var excludedServices: [String] = []
  /// Statuses that are named to be left out: "other than 200 and 304".
  var excludedStatuses: [ClosedRange<Int>] = []
  /// Whether a request, trace or session is named by its identifier.
  var hasIdentifier = false

  init(names: NameIndex) {
    self.names = names
  }

  /// Claims all that is recognised in a sentence.
  mutating func read(_ sentence: inout Sentence) {
    var index = 0
    while index < sentence.tokens.count {
      let next = step(&sentence, at: index)
      index = max(index + 1, next)
    }
  }

  private mutating func step(_ sentence: inout Sentence, at index: Int) -> Int {
    let token = sentence.tokens[index]
    guard token.role == nil else { return index + 1 }
    switch token.kind {
    case .quoted:
      take(quoted: token, isExcluded: Exclusions.precede(index, in: sentence))
      sentence.tokens[index].role = .quoted
      return index + 1
    case .condition(let condition):
      take(condition)
      sentence.tokens[index].role = .condition
      return index + 1
    case .reference, .dash: return index + 1
    case .word: break
    }
    if token.text.hasPrefix("-"), token.text.utf8.count == 2 {
      // A flag of a command: `grep -i`.
      sentence.tokens[index].role = .order
      return index + 1
    }
    if let next = spacedCondition(&sentence, at: index) { return next }
    if let (condition, next) = LimitWords.condition(sentence, at: index, names: names) {
      scope.fields.append(condition)
      sentence.claim(index..<next, as: .condition)
      return next
    }
    if let next = fieldValue(&sentence, at: index) { return next }
    if let next = name(&sentence, at: index) { return next }
    if let next = properName(&sentence, at: index) { return next }
    if let next = status(&sentence, at: index) { return next }
    if let next = level(&sentence, at: index) { return next }
    if let role = Self.shape(token.typed) {
      let term = Scope.Term([token.typed], isWholeWord: role == .identifier)
      if Exclusions.precede(index, in: sentence) {
        scope.excludedTerms.append(term)
      } else {
        scope.terms.append(term)
        hasIdentifier = hasIdentifier || role == .identifier
      }
      sentence.tokens[index].role = role
    }
    return index + 1
  }

  private mutating func take(quoted token: Token, isExcluded: Bool) {
    let term = Scope.Term([token.typed])
    if isExcluded { scope.excludedTerms.append(term) } else { scope.terms.append(term) }
  }

  /// Takes a condition; those on what every entry has go to their own part of the scope.
  mutating func take(_ condition: Scope.FieldCondition) {
    let name = condition.name.lowercased()
    let value = condition.value
    switch (name, condition.comparison) {
    case ("service", .equal), ("svc", .equal), ("app", .equal):
      let found = names.services(called: value)
      guard found.isEmpty else { return add(services: found) }
    case ("host", .equal), ("node", .equal), ("hostname", .equal), ("pod", .equal):
      let found = names.hosts(called: value)
      guard found.isEmpty else { return scope.hosts.append(contentsOf: found) }
    case ("level", .equal), ("severity", .equal):
      if let level = LevelWords.level(value.lowercased()) {
        scope.minimumLevel = level
        scope.maximumLevel = level == .error ? nil : level
        return
      }
    case ("status", let comparison), ("code", let comparison):
      if let range = StatusWords.range(value.lowercased(), comparison) {
        return scope.statuses.append(range)
      }
    default: break
    }
    let known = names.field(called: condition.name) ?? condition.name
    scope.fields.append(.init(name: known, comparison: condition.comparison, value: value))
  }

  /// `duration_ms > 2000`, `status = 503`, written with spaces.
  private mutating func spacedCondition(_ sentence: inout Sentence, at index: Int) -> Int? {
    if let next = wordedCondition(&sentence, at: index) { return next }
    guard let comparison = WordSplitter.comparison(sentence.word(index + 1)),
      sentence.tokens.indices.contains(index + 2)
    else { return nil }
    let value = sentence.tokens[index + 2].typed
    take(.init(name: sentence.tokens[index].typed, comparison: comparison, value: value))
    sentence.claim(index..<index + 3, as: .condition)
    return index + 3
  }

  /// `user_id is u4711`, `where region is eu-west`, `with user_id u4711`.
  private mutating func wordedCondition(_ sentence: inout Sentence, at index: Int) -> Int? {
    let word = sentence.word(index)
    guard let field = names.field(called: word), sentence.tokens[index].mark == nil else {
      return nil
    }
    let isField =
      word.contains("_") || ["where", "with", "whose"].contains(sentence.word(index - 1))
    guard isField else { return nil }
    let says = ["is", "equals", "equal", "was"].contains(sentence.word(index + 1))
    let at = says ? index + 2 : index + 1
    guard let value = sentence.tokens[safe: at], value.kind == .quoted || value.kind == .word,
      value.kind == .quoted || value.text.contains(where: \.isNumber)
        || (says && sentence.word(index - 1) == "where")
    else { return nil }
    scope.fields.append(.init(name: field, value: value.typed))
    sentence.claim(index..<at + 1, as: .condition)
    return at + 1
  }

  mutating func add(services found: [String]) {
    for name in found where !services.contains(name) { services.append(name) }
  }

  private mutating func status(_ sentence: inout Sentence, at index: Int) -> Int? {
    let word = sentence.tokens[index].text
    let before = sentence.word(index - 1)
    let saysStatus = StatusWords.nouns.contains(before)
    let isBare = StatusWords.isBare(word)
    let after = sentence.word(index + 1)
    // A bare number is a status where nothing else claims it: "show me 504", not "last 500 lines".
    let standsAlone =
      isBare && (after.isEmpty || !StatusWords.counted.contains(after) || saysStatus)
      && (!StatusWords.counting.contains(before) || StatusWords.isUnlikelyCount(word, after))
    guard let range = StatusWords.range(word, .equal), !isBare || standsAlone || saysStatus else {
      return nil
    }
    if Exclusions.precede(index, in: sentence) {
      excludedStatuses.append(range)
    } else if !scope.statuses.contains(range) {
      scope.statuses.append(range)
    }
    sentence.tokens[index].role = .status
    return index + 1
  }

  private mutating func level(_ sentence: inout Sentence, at index: Int) -> Int? {
    let word = sentence.tokens[index].text
    guard let level = LevelWords.level(word) else { return nil }
    let after = sentence.word(index + 1)
    // "info" and "debug" are levels only beside what has one: "debug the checkout".
    if level < .warning, !LevelWords.carriers.contains(after) { return nil }
    sentence.tokens[index].role = .level
    guard !Exclusions.precede(index, in: sentence) else {
      scope.maximumLevel = Level(rawValue: level.rawValue - 1)
      return index + 1
    }
    let isOpenEnded = LevelWords.upwards(sentence, from: index + 1)
    // "fatal errors" are fatal.
    if level == .error, index > 0, sentence.tokens[index - 1].role == .level,
      scope.minimumLevel == .fatal, sentence.tokens[index - 1].mark == nil
    {
      return index + 1
    }
    // Of two levels the lower decides: "errors and warnings".
    let isSecond = scope.minimumLevel != nil
    scope.minimumLevel = min(level, scope.minimumLevel ?? level)
    if level >= .error || isOpenEnded || isSecond {
      scope.maximumLevel = nil
    } else {
      scope.maximumLevel = level
    }
    return index + 1
  }

  /// What a word is by its looks: an endpoint, an identifier; nil for a plain word.
  static func shape(_ typed: String) -> Token.Role? {
    if typed.hasPrefix("/"), typed.utf8.count > 1 { return .endpoint }
    guard typed.utf8.count >= 6, typed.contains(where: \.isNumber) else { return nil }
    guard !typed.contains(":"), typed.contains(where: \.isLetter) else { return nil }
    let isHex = typed.allSatisfy { $0.isHexDigit || $0 == "-" }
    let changes = zip(typed, typed.dropFirst()).filter { $0.isNumber != $1.isNumber }.count
    // `d12403bea5` and `req-77c5a9`, but not `node-20`, `http2` or `v2.8.0`.
    return isHex && typed.utf8.count >= 8 || changes >= 3 && !typed.contains(".")
      ? .identifier : nil
  }
}
