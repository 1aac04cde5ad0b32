import Evidence

/// The stated values that answer a question best.
struct StatedChoice {
  /// A line and the values of it that are asked for.
  struct Found: Hashable {
    var source: String
    var path: String
    var line: StatedLine
    var pairs: [StatedLine.Pair]
    /// How much of the question stands in it.
    var score: Double
    /// Whether a label has a word of the question as it is.
    var isExact: Bool
  }

  /// Those that answer equally well, in the order of files and lines; never empty.
  let found: [Found]

  /// A noun of the question with the labels and stems that it may be found by.
  private struct Term: Hashable {
    var noun: FactQuestion.Noun
    var labels: Set<String>
    var stem: String

    /// Whether it names a service.
    var isSubject: Bool

    init(_ noun: FactQuestion.Noun, isSubject: Bool) {
      self.noun = noun
      self.isSubject = isSubject
      labels = StatedTerms.labels(of: noun.word)
      stem = Stem.of(noun.word)
    }

    /// Whether it stands among some stems, whole or as their beginning: argo of argocd.
    func stands(in stems: Set<String>) -> Bool {
      stems.contains(stem) || stem.count > 3 && stems.contains { $0.hasPrefix(stem) }
    }
  }

  /// Nil where no line names what is asked for.
  ///
  /// `own` are the words of what the conversation is about: of equals those that tell of it count. `services` are
  /// those of names: what is said of whom is no label.
  init?(
    _ question: FactQuestion, in texts: [StatedText], own: Set<String>, services: Set<String> = []
  ) {
    let terms = question.nouns.map { Term($0, isSubject: services.contains($0.word)) }
    var best: [Found] = []
    var most = 0.0
    for text in texts {
      let path = Set(Stem.words(text.path).map(Stem.of))
      for line in text.lines {
        guard var one = Self.score(line, of: question, terms, path) else { continue }
        let nearness = Self.nearness(line, path, own)
        guard nearness > 0 || !question.isOfSpoken else { continue }
        one.score += nearness
        guard one.score > most - 0.01 else { continue }
        if one.score > most + 0.01 { best = [] }
        most = max(most, one.score)
        best.append(
          Found(
            source: text.source, path: text.path, line: line, pairs: one.pairs, score: one.score,
            isExact: one.isExact))
      }
    }
    guard !best.isEmpty else { return nil }
    found = Self.latest(best)
  }

  /// The values of a line that are asked for, and how much of the question it has; nil where it lacks any.
  private static func score(
    _ line: StatedLine, of question: FactQuestion, _ terms: [Term], _ path: Set<String>
  ) -> (pairs: [StatedLine.Pair], score: Double, isExact: Bool)? {
    let places = question.identifiers.map { identifier in
      let isInside =
        line.pairs.contains { $0.value == identifier || holds($0.value, identifier) }
        || holds(line.owner, identifier) || holds(line.part, identifier)
      return isInside ? 2.0 : holds(line.setting, identifier) ? 1 : 0
    }
    let isNamed = question.isOfEach ? places.contains { $0 > 0 } : !places.contains(0)
    guard places.isEmpty || isNamed else { return nil }
    var pairs: [StatedLine.Pair] = []
    var left = terms
    var score = question.isOfEach ? places.max() ?? 0 : places.reduce(0, +)
    var isExact = false
    for pair in line.pairs where question.shape?.fits(pair.value) ?? true {
      var label = Set(labelStems(pair.label))
      // `454 MiB/512 MiB` is what is used of what may be.
      if isShare(pair.value) { label.formUnion(shareStems) }
      guard !StatedTerms.passedOver.contains(pair.label.lowercased()) else { continue }
      let hits = terms.filter { !$0.isSubject && !$0.labels.isDisjoint(with: label) }
      // What only says what kind of thing is meant names nothing, unless its value looks as asked.
      guard
        hits.contains(where: {
          !$0.noun.isGeneral || question.shape != nil && $0.labels.count > 1
        })
      else { continue }
      pairs.append(pair)
      for term in hits {
        let isOwn = label.contains(term.stem)
        // A value that looks as asked, or stands in the row that is named, is what another name means.
        isExact =
          isExact || !question.identifiers.isEmpty
          || !term.noun.isGeneral
            && (isOwn || [.time, .revision, .version].contains(question.shape))
        guard let place = left.firstIndex(of: term) else { continue }
        left.remove(at: place)
        score += isOwn ? 2 : 1.6
      }
      // Of times the one with its date tells most.
      if question.shape == .time, pair.value.count(where: { $0 == ":" }) > 1 { score += 0.3 }
      // A label that says little else is the name of the value; one for people says it best.
      score += label.contains(human) ? 0.4 : 0.4 / Double(max(label.count, 1))
    }
    let labels = Set(line.pairs.flatMap { labelStems($0.label) })
    if pairs.isEmpty, line.isRow, let shape = question.shape {
      // Of a row that is told by what it holds, the column that looks like what is asked for.
      let isTold =
        !question.identifiers.isEmpty
        || terms.contains { !$0.noun.isGeneral && $0.stands(in: Set(stems(line.owner))) }
      guard isTold, [.time, .name, .version, .duration].contains(shape) else { return nil }
      pairs = line.pairs.filter { pair in
        shape.fits(pair.value) && pair.value != line.owner
          && (shape != .name || !StatedTerms.doers.isDisjoint(with: stems(pair.label)))
      }
      guard !pairs.isEmpty else { return nil }
      score += 1
    }
    guard !pairs.isEmpty else { return nil }
    let values = Set(line.pairs.flatMap { stems($0.value) })
    let owner = Set(stems(line.owner) + stems(line.part))
    let setting = Set(stems(line.setting))
    for term in left {
      if term.noun.isGeneral {
        score += term.stands(in: owner.union(values).union(setting).union(labels)) ? 0.3 : 0.1
      } else if term.stands(in: owner) || term.stands(in: values) {
        score += 1.2
      } else if term.stands(in: setting) || term.stands(in: path) || term.stands(in: labels) {
        score += 1
      } else if !term.labels.isDisjoint(with: setting) || !term.labels.isDisjoint(with: owner)
        || !term.labels.isDisjoint(with: labels)
      {
        score += 0.8
      } else if term.labels.contains(revision),
        pairs.contains(where: { FactQuestion.Shape.revision.fits($0.value) })
      {
        score += 0.8
      } else if term.noun.isAlternative {
        score += 0.1
      } else {
        return nil
      }
    }
    return (pairs, score, isExact)
  }

  /// Whether a value is an amount of another: `454 MiB/512 MiB`, `431.2MiB / 15.62GiB`.
  private static func isShare(_ value: String) -> Bool {
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { StatedAmount(String($0.trimming(\.isWhitespace))) != nil }
  }

  private static let shareStems = Set(["limit", "used"].map(Stem.of))
  private static let human = Stem.of("human")
  private static let revision = Stem.of("revision")

  /// How near a line is to what the conversation is about.
  private static func nearness(
    _ line: StatedLine, _ path: Set<String>, _ own: Set<String>
  ) -> Double {
    guard !own.isEmpty else { return 0 }
    let values = Set(line.pairs.flatMap { stems($0.value) } + stems(line.owner))
    let shared = own.count(where: values.contains)
    if shared > 0 { return min(0.4 + 0.1 * Double(shared), 0.9) }
    return own.isDisjoint(with: path.union(stems(line.setting))) ? 0 : 0.3
  }

  /// Of tables of the same columns that a command printed several times the last.
  private static func latest(_ found: [Found]) -> [Found] {
    func key(_ one: Found) -> String? {
      guard case .row = one.line.form, !one.line.command.isEmpty else { return nil }
      return ([one.path, one.line.command, one.line.part] + one.line.pairs.map(\.label)).joined(
        separator: "\n")
    }
    var last: [String: StatedLine.Form] = [:]
    for one in found { if let key = key(one) { last[key] = one.line.form } }
    return found.filter { one in key(one).map { last[$0] == one.line.form } ?? true }
  }

  /// Whether a text has an identifier as a word of its own.
  private static func holds(_ text: String, _ identifier: String) -> Bool {
    guard text.count >= identifier.count, let found = text.firstRange(of: identifier) else {
      return false
    }
    func isPart(_ letter: Character?) -> Bool {
      letter.map { $0.isLetter || $0.isNumber || $0 == "/" } ?? false
    }
    let before = found.lowerBound == text.startIndex ? nil : text[..<found.lowerBound].last
    let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
    return !isPart(before) && !isPart(after)
  }

  /// The stems of a label; some settings write two words as one: `maxmemory`.
  static func labelStems(_ label: String) -> [String] {
    stems(label).flatMap { stem -> [String] in
      guard let prefix = ["max", "min"].first(where: stem.hasPrefix), stem.count > prefix.count + 2
      else { return [stem] }
      return [stem, prefix, Stem.of(String(stem.dropFirst(prefix.count)))]
    }
  }

  static func stems(_ text: String) -> [String] {
    Stem.words(String(text.prefix(longest))).map(Stem.of)
  }

  private static let longest = 300
}
