import Timeline

/// Makes out a question against the evidence and what the turn before left behind.
struct QuestionParser {
  let catalog: EvidenceCatalog
  let incidentTime: Instant?
  let memory: InvestigationMemory?

  /// Terms that lines are searched for; each costs a look at every line.
  private static let mostTerms = 16

  /// Makes out a question; its intent is nil where it could not be made out.
  func parse(_ text: String) -> Question {
    var question = Question(text: text)
    let words = QuestionWords(text)
    var free = words.words
    if let reference, let (scope, used) = timeParser(free, reference).parse() {
      question.time = scope
      blank(&free, used)
    }
    question.namesUnreadTime =
      question.time == nil && free.contains(where: TimeWords.telling.contains)
    question.isCut = words.isCut
    question.limit = takeLimit(&free)
    question.oldestFirst = words.contains("first") && question.limit != nil
    takeServices(&free, &question)
    question.terms = Array((words.quoted + takeHosts(&free)).prefix(Self.mostTerms))
    question.minimumLevel = LevelWords.level(in: free)
    question.intent = intent(of: words, question)
    if question.intent == .explain { question.explain = explanation(words, question) }
    takeNames(free, &question)
    inherit(&question, words)
    return question
  }

  private var reference: TimeReference? {
    let span = catalog.span ?? incidentTime.map { $0...$0 }
    guard let span else { return nil }
    return TimeReference(now: incidentTime ?? span.upperBound, span: span)
  }

  private func timeParser(_ words: [String], _ reference: TimeReference) -> TimeParser {
    TimeParser(words: words, reference: reference)
  }

  private func blank(_ words: inout [String], _ range: Range<Int>) {
    for index in range { words[index] = "" }
  }

  /// Reads "last 5", "first ten" and "5 errors".
  private func takeLimit(_ words: inout [String]) -> Int? {
    for index in words.indices {
      guard let number = TimeWords.number(words[index]), (1...1000).contains(number) else {
        continue
      }
      let before = index > 0 ? words[index - 1] : ""
      let after = index + 1 < words.count ? words[index + 1] : ""
      let counts = ["last", "first", "latest", "newest", "oldest", "top", "recent"]
      if counts.contains(before)
        || Int(words[index]) != nil && (LevelWords.level(in: [after]) != nil || after == "lines")
      {
        words[index] = ""
        return Int(number)
      }
    }
    return nil
  }

  private func takeServices(_ words: inout [String], _ question: inout Question) {
    let pieces = ServiceNames.pieces(of: words)
    var seen: Set<String> = []
    var index = 0
    while index < words.count {
      if !words[index].isEmpty,
        let (services, length) = catalog.names.match(words, pieces, at: index)
      {
        question.services += services.filter { seen.insert($0).inserted }
        blank(&words, index..<index + length)
        index += length
      } else {
        index += 1
      }
    }
  }

  /// Takes addresses and host names, which lines have to contain.
  private func takeHosts(_ words: inout [String]) -> [String] {
    var hosts: [String] = []
    for index in words.indices {
      let parts = words[index].split(separator: ".", omittingEmptySubsequences: false)
      let isAddress = parts.count == 4 && parts.allSatisfy { Int($0.prefix(3)) != nil }
      let isHost = parts.count > 2 && parts.allSatisfy { !$0.isEmpty }
      guard isAddress || isHost else { continue }
      hosts.append(words[index])
      words[index] = ""
    }
    return hosts
  }

  private func intent(of words: QuestionWords, _ question: Question) -> Intent? {
    if memory != nil, evidenceNumber(words) != nil { return .explain }
    guard let intent = IntentTable.intent(of: words) else { return nil }
    switch intent {
    case .explain where memory == nil:
      // With no report before, "explain the outage" asks for a cause.
      return words.contains("explain") ? .cause : .explain
    case .find:
      let wantsLines =
        question.limit != nil || !question.terms.isEmpty || words.contains("lines")
        || words.contains("logs") || question.minimumLevel == nil
      return wantsLines ? .find : .summarise
    default:
      return intent
    }
  }

  private func explanation(_ words: QuestionWords, _ question: Question) -> Question.Explanation {
    if let number = evidenceNumber(words) { return .evidence(number) }
    for word in ["sure", "confident", "certain", "reliable", "confidence"]
    where words.contains(word) {
      return .confidence
    }
    if let service = question.services.first { return .suspect(service) }
    return .reasoning
  }

  /// Reads "evidence 2", "citation 2" and "[2]".
  private func evidenceNumber(_ words: QuestionWords) -> Int? {
    for (index, word) in words.words.enumerated() {
      let before = index > 0 ? words.words[index - 1] : ""
      let isNumbered = ["evidence", "citation", "item", "number", "#"].contains(before)
      let text = word.hasPrefix("#") ? String(word.dropFirst()) : word
      if isNumbered || word.hasPrefix("#"), let number = Int(text) { return number }
    }
    guard let open = question(words) else { return nil }
    return open
  }

  /// Reads a number that stood alone in brackets, such as "what is [2]".
  private func question(_ words: QuestionWords) -> Int? {
    words.words.count <= 4 && (words.contains("what is") || words.contains("show"))
      ? words.words.last.flatMap { Int($0) } : nil
  }

  /// Sorts the words that are left into names the evidence lacks and words of its messages.
  private func takeNames(_ words: [String], _ question: inout Question) {
    let kinds: Set<String> = ["service", "svc", "server", "database", "pod", "container", "host"]
    for (index, word) in words.enumerated() {
      guard isName(word) else { continue }
      let after = index + 1 < words.count ? words[index + 1] : ""
      if kinds.contains(after) {
        question.unknownNames.append(word)
      } else if catalog.mentions(word) {
        question.topics.append(word)
      } else if word.contains("-") || isSubject(words, index) {
        question.unknownNames.append(word)
      }
    }
    if question.intent == .find || question.intent == .summarise {
      question.terms += question.topics.prefix(max(0, Self.mostTerms - question.terms.count))
    }
  }

  private func isName(_ word: String) -> Bool {
    word.count > 1 && !FillerWords.all.contains(word) && !word.contains("'")
      && word.contains(where: \.isLetter) && TimeWords.months[word] == nil
      && TimeWords.weekdays[word] == nil && IntentTable.allWords.contains(word) == false
      && word.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  }

  /// Returns whether a word stands where the thing asked about stands.
  private func isSubject(_ words: [String], _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, ["the", "our", "my", "that", "a"].contains(words[before]) { before -= 1 }
    guard before >= 0 else { return false }
    return [
      "is", "are", "did", "does", "was", "were", "with", "in", "of", "by", "and", "about", "do",
    ].contains(words[before])
  }
}

extension IntentTable {
  /// Every word that occurs in a phrase.
  static let allWords: Set<String> = Set(
    phrases.flatMap(\.phrases).flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "^" }) }
      .map(String.init))
}
