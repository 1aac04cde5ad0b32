import Evidence

/// The stated values that answer a question best.
struct StatedChoice {
  /// A line and the values of it that are asked for.
  struct Found: Hashable {
    var file: String
    var line: StatedLine
    var pairs: [StatedLine.Pair]
    /// How much of the question stands in it.
    var score: Double
  }

  /// Those that answer equally well, in the order of files and lines; never empty.
  let found: [Found]

  /// A file whose values are known.
  struct File {
    var path: String
    var lines: [StatedLine]
  }

  /// Nil where no line names what is asked for.
  ///
  /// `own` are the words of what the conversation is about: of equals those that tell of it count.
  init?(_ question: FactQuestion, in files: [File], own: Set<String>) {
    let nouns = question.nouns.map { noun in
      (noun: noun, labels: Set(StatedTerms.labels(of: noun.word)), stem: Stem.of(noun.word))
    }
    var best: [Found] = []
    var most = 0.0
    for file in files {
      let path = Set(Stem.words(file.path).map(Stem.of))
      for line in file.lines {
        var pairs: [StatedLine.Pair] = []
        var left = nouns
        var score = 0.0
        for pair in line.pairs where question.shape?.fits(pair.value) ?? true {
          let label = Set(Self.stems(pair.label))
          let named = nouns.filter { !$0.labels.isDisjoint(with: label) }
          guard named.contains(where: { !$0.noun.isGeneral || question.shape == .number }) else { continue }
          pairs.append(pair)
          for noun in named {
            guard let place = left.firstIndex(where: { $0.noun == noun.noun }) else { continue }
            left.remove(at: place)
            score += label.contains(noun.stem) ? 2 : 1.6
          }
          // A label that says little else is the name of the value.
          score += 0.4 / Double(max(label.count, 1))
        }
        guard !pairs.isEmpty else { continue }
        let values = Set(line.pairs.flatMap { Self.stems($0.value) })
        let owner = Set(Self.stems(line.owner))
        let setting = Set(Self.stems(line.setting))
        for (noun, labels, stem) in left {
          if owner.contains(stem) || values.contains(stem) {
            score += 1.2
          } else if setting.contains(stem) || path.contains(stem) {
            score += 1
          } else if !labels.isDisjoint(with: setting) || !labels.isDisjoint(with: owner) {
            score += 0.8
          } else if noun.isGeneral {
            score += 0.1
          } else {
            score = 0
            break
          }
        }
        guard score > 0 else { continue }
        if !own.isDisjoint(with: values.union(owner)) {
          score += 0.5
        } else if !own.isDisjoint(with: setting.union(path)) {
          score += 0.3
        }
        guard score > most - 0.01 else { continue }
        if score > most + 0.01 { best = [] }
        most = max(most, score)
        best.append(Found(file: file.path, line: line, pairs: pairs, score: score))
      }
    }
    guard !best.isEmpty else { return nil }
    found = best
  }

  private static func stems(_ text: String) -> [String] {
    Stem.words(String(text.prefix(longest))).map(Stem.of)
  }

  private static let longest = 300
}
