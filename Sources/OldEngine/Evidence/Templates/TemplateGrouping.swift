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
