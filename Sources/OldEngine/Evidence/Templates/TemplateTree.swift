/// Groups shapes that are alike, without regard to their order.
///
/// After Drain (He et al., "Drain: An online log parsing approach with fixed depth tree", ICWS
/// 2017): shapes of as many words, and the same first word, share a leaf; there the most similar
/// group takes the shape, if enough of its constant words agree.
struct TemplateTree {
  /// The share of a shape's constant words that must agree.
  private static let similarity = 0.7
  /// Groups of a leaf that a shape is compared with.
  private static let mostCompared = 400

  typealias Word = ArraySlice<UInt8>

  private var leaves: [Leaf: [Int]] = [:]
  /// The words of each group as far as its shapes agree; nil where they do not.
  private var common: [[Word?]] = []
  /// The shapes of each group.
  private(set) var groups: [[Int]] = []

  private struct Leaf: Hashable {
    var words: Int
    var first: Word
  }

  /// Takes in a shape, known by its number.
  mutating func insert(_ words: [Word], number: Int) {
    let first = words.first ?? []
    let leaf = Leaf(
      words: words.count, first: first.contains(ShapeScanner.hole) ? [ShapeScanner.hole] : first)
    var best: Int?
    var bestScore = -1.0
    for group in leaves[leaf, default: []].prefix(Self.mostCompared) {
      let score = Self.similarity(common[group], words)
      if score > bestScore {
        best = group
        bestScore = score
      }
    }
    if let best, bestScore >= Self.similarity {
      for index in words.indices where common[best][index] != words[index] {
        common[best][index] = nil
      }
      groups[best].append(number)
    } else {
      common.append(words)
      groups.append([number])
      leaves[leaf, default: []].append(groups.count - 1)
    }
  }

  private static func similarity(_ common: [Word?], _ words: [Word]) -> Double {
    var same = 0
    var constant = 0
    for (index, word) in words.enumerated() where !word.contains(ShapeScanner.hole) {
      constant += 1
      if common[index] == word { same += 1 }
    }
    return constant == 0 ? 0 : Double(same) / Double(constant)
  }
}
