import Evidence

/// The names in a question: services, hosts, folders and files, loggers, fields.
extension ScopeReader {
  /// The longest name that begins at a token: a service, else a host, a place, a logger.
  mutating func name(_ sentence: inout Sentence, at index: Int) -> Int? {
    for length in stride(
      from: min(NameIndex.longestName, sentence.tokens.count - index), to: 0, by: -1)
    {
      let range = index..<index + length
      // A mark parts words: in "payment, orders" there are two names.
      guard range.dropLast().allSatisfy({ sentence.tokens[$0].mark == nil }),
        range.allSatisfy({ sentence.tokens[$0].isOpen })
      else { continue }
      let words = sentence.tokens[range].map(\.text).joined(separator: " ")
      if let next = take(words, in: &sentence, range) { return next }
    }
    return nil
  }

  mutating func take(_ words: String, in sentence: inout Sentence, _ range: Range<Int>)
    -> Int?
  {
    let isSingle = range.count == 1
    let isPlain = isSingle && QuestionWords.all.contains(words)
    // "was there a deploy?" asks for no service of that name.
    if isSingle, Self.changeWords.contains(words), !isNamedOutright(sentence, range.lowerBound) {
      return nil
    }
    var found = names.services(called: words)
    if isPlain, !isNamed(sentence, range.lowerBound) { found = [] }
    // `/search` is a path, whoever serves it.
    let isPath = isSingle && words.hasPrefix("/")
    if isPath { found = [] }
    if found.isEmpty, isSingle, !isPlain, !isPath,
      !words.contains(where: \.isNumber) || words.count > 2
    {
      found = names.services(withPart: words)
      if found.count > Self.mostByPart { found = [] }
    }
    if found.isEmpty, isSingle, !isPath, let only = names.service(ofKind: words) { found = [only] }
    if !found.isEmpty {
      let isExcluded = Exclusions.precede(range.lowerBound, in: sentence)
      if isExcluded { excludedServices += found } else { add(services: found) }
      sentence.claim(range, as: isExcluded ? .excluded : .service)
      return range.upperBound
    }
    guard !isPlain else { return nil }
    if isSingle, words.contains("_") || words.contains("."), names.field(called: words) != nil {
      sentence.claim(range, as: .field)
      return range.upperBound
    }
    let hosts = names.hosts(called: words)
    if !hosts.isEmpty, Exclusions.precede(range.lowerBound, in: sentence) {
      scope.excludedTerms.append(.init(hosts, isWholeWord: true))
      sentence.claim(range, as: .excluded)
      return range.upperBound
    }
    if !hosts.isEmpty {
      scope.hosts.append(contentsOf: hosts.filter { !scope.hosts.contains($0) })
      sentence.claim(range, as: .host)
      return range.upperBound
    }
    if let next = takePlace(words, in: &sentence, range) { return next }
    // A plain word is rather sought in the text: loggers are named with their dots, or by the noun.
    let saysLogger = ["logger", "class", "module"].contains(sentence.word(range.lowerBound - 1))
    if isSingle, words.contains(".") || saysLogger {
      let loggers = names.loggers(called: words)
      if !loggers.isEmpty {
        scope.loggers.append(contentsOf: loggers)
        sentence.claim(range, as: .logger)
        return range.upperBound
      }
    }
    return nil
  }

  /// Takes the name of a folder or a file: for those who write there and nowhere else, else for the
  /// files.
  mutating func takePlace(
    _ words: String, in sentence: inout Sentence, _ range: Range<Int>
  ) -> Int? {
    let paths = names.paths(called: words)
    // "the error of" is a level first, whatever `error.log` is called.
    guard !paths.isEmpty, LevelWords.level(words) == nil else { return nil }
    let writers = names.services(writingTo: words)
    let isExcluded = Exclusions.precede(range.lowerBound, in: sentence)
    if !writers.isEmpty {
      if isExcluded { excludedServices += writers } else { add(services: writers) }
      sentence.claim(range, as: isExcluded ? .excluded : .service)
    } else {
      guard !isExcluded else { return nil }
      scope.paths += paths.filter { !scope.paths.contains($0) }
      sentence.claim(range, as: .place)
    }
    return range.upperBound
  }

  /// Services that share a part of their names are all meant, unless they are this many.
  private static let mostByPart = 6

  /// Whether a word that also is one of plain English stands where a name would: "errors of search".
  func isNamed(_ sentence: Sentence, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = sentence.word(index - 1)
    let after = sentence.word(index + 1)
    return Self.beforeNames.contains(before) || ["service", "server", "app"].contains(after)
  }

  private static let beforeNames = QuestionWords.words(
    "no meant mean only just back of in from by for with on why did does is was and or not except to about service the what"
  )

  /// Whether a word of change stands where only a name can: "errors of deploys", "the deploy log".
  func isNamedOutright(_ sentence: Sentence, _ index: Int) -> Bool {
    let before = [sentence.word(index - 1), sentence.word(index - 2)]
    let isOf = before[0] == "of" || before[0] == "the" && before[1] == "of"
    // "because of a deploy", "the time of the deploy" tell of an event.
    let isEvent = ["because", "time", "moment", "result", "instead"].contains(
      sentence.word(before[0] == "of" ? index - 2 : index - 3))
    return isOf && !isEvent || ["service", "from"].contains(before[0])
      || ["service", "log", "logs", "server", "job", "pipeline"].contains(sentence.word(index + 1))
  }

  /// Words of change that a service or a log may be called by, too.
  static let changeWords = QuestionWords.words(
    """
    deploy deploys deployed deployment deployments release releases released rollout rollouts change changes \
    changed upgrade upgrades update updates migration migrations
    """)
}
