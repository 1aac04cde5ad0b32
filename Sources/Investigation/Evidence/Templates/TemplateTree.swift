/// Groups shapes into templates.
///
/// After Drain (He et al., "Drain: An online log parsing approach with fixed depth tree", ICWS
/// 2017): shapes of as many words, and the same first word, share a leaf; there the most similar
/// template takes the shape, if enough words agree, and words that differ become holes.
struct TemplateTree {
  /// The share of words that must agree.
  static let similarity = 0.5

  private var leaves: [Leaf: [Int]] = [:]
  /// The words of each template; nil is a hole.
  private(set) var templates: [[[UInt8]?]] = []

  private struct Leaf: Hashable {
    var words: Int
    var first: [UInt8]
  }

  /// Takes a shape in; returns the number of its template.
  mutating func insert(_ shape: [UInt8]) -> Int {
    let words = shape.split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
    let first = words.first ?? []
    let leaf = Leaf(
      words: words.count, first: first.contains(ShapeScanner.hole) ? [ShapeScanner.hole] : first)
    var best: Int?
    var bestScore = -1.0
    for number in leaves[leaf, default: []] {
      let score = similarity(templates[number], words)
      if score > bestScore {
        best = number
        bestScore = score
      }
    }
    if let best, bestScore >= Self.similarity {
      for index in words.indices where templates[best][index] != words[index] {
        templates[best][index] = nil
      }
      return best
    }
    templates.append(words)
    leaves[leaf, default: []].append(templates.count - 1)
    return templates.count - 1
  }

  private func similarity(_ template: [[UInt8]?], _ words: [[UInt8]]) -> Double {
    var same = 0
    for (a, b) in zip(template, words) where a == b { same += 1 }
    return Double(same) / Double(max(words.count, 1))
  }

  /// The text of a template, with `<*>` for its holes.
  func text(_ number: Int) -> String {
    var bytes: [UInt8] = []
    for (index, word) in templates[number].enumerated() {
      if index > 0 { bytes.append(0x20) }
      for byte in word ?? [ShapeScanner.hole] {
        if byte == ShapeScanner.hole { bytes += Array("<*>".utf8) } else { bytes.append(byte) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
