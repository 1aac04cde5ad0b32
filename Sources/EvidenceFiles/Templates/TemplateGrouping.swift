/// Groups all shapes of the evidence into templates.
///
/// The tree's groups are split again where a word takes but few values: `started` and `stopped` are
/// two messages, where a hundred names of users are one (compare IPLoM, Makanju et al., KDD 2009).
struct TemplateGrouping {
  typealias Word = TemplateTree.Word

  /// A word with so many values, or fewer, tells messages apart.
  private static let mostValues = 3

  private let shapes: [[Word]]
  /// As bytes: comparing texts of many accents takes quadratic time.
  private var texts: [[UInt8]]

  /// The texts of the templates, sorted, and for each shape the index of its template.
  static func group(_ shapes: [[UInt8]]) -> (texts: [String], templateOf: [Int]) {
    var grouping = TemplateGrouping(shapes)
    // The order of the shapes must not tell in which order the files were read.
    let order = shapes.indices.sorted { shapes[$0].lexicographicallyPrecedes(shapes[$1]) }
    var tree = TemplateTree()
    for index in order { tree.insert(grouping.shapes[index], number: index) }
    for group in tree.groups { grouping.split(group, depth: 0) }
    let sorted = Set(grouping.texts).sorted { $0.lexicographicallyPrecedes($1) }
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    return (
      sorted.map { String(decoding: $0, as: UTF8.self) }, grouping.texts.map { places[$0] ?? 0 }
    )
  }

  private init(_ shapes: [[UInt8]]) {
    self.shapes = shapes.map { $0.split(separator: 0x20, omittingEmptySubsequences: false) }
    texts = [[UInt8]](repeating: [], count: shapes.count)
  }

  private mutating func split(_ members: [Int], depth: Int) {
    guard members.count > 1, depth < 64, let column = tellingColumn(members) else {
      let text = Self.text(members.map { shapes[$0] })
      for member in members { texts[member] = text }
      return
    }
    var parts: [Word: [Int]] = [:]
    for member in members { parts[shapes[member][column], default: []].append(member) }
    for part in parts.values { split(part, depth: depth + 1) }
  }

  /// The word with the fewest values among those that tell messages apart.
  private func tellingColumn(_ members: [Int]) -> Int? {
    var best: Int?
    var fewest = Self.mostValues + 1
    for column in shapes[members[0]].indices {
      var values: Set<Word> = []
      for member in members {
        values.insert(shapes[member][column])
        if values.count >= fewest { break }
      }
      guard values.count > 1, values.count < fewest,
        !members.contains(where: { shapes[$0][column].contains(ShapeScanner.hole) }),
        !values.allSatisfy({ Units.isUnit(Array($0)) })
      else { continue }
      best = column
      fewest = values.count
    }
    return best
  }

  /// The words on which some shapes agree, with `<*>` for all else.
  private static func text(_ members: [[Word]]) -> [UInt8] {
    guard let first = members.first else { return [] }
    var bytes: [UInt8] = []
    for (index, word) in first.enumerated() {
      if index > 0 { bytes.append(0x20) }
      let agree = members.allSatisfy { $0[index] == word }
      for byte in agree ? word : [ShapeScanner.hole] {
        if byte == ShapeScanner.hole { bytes += Array("<*>".utf8) } else { bytes.append(byte) }
      }
    }
    return bytes
  }
}

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
