/// Groups all shapes of the evidence into templates.
enum TemplateGrouping {
  /// The texts of the templates, sorted, and for each shape the index of its template.
  static func group(_ shapes: [[UInt8]]) -> (texts: [String], templateOf: [Int]) {
    var tree = TemplateTree()
    var numbers = [Int](repeating: 0, count: shapes.count)
    // The order of the shapes must not tell in which order the files were read.
    for index in shapes.indices.sorted(by: { shapes[$0].lexicographicallyPrecedes(shapes[$1]) }) {
      numbers[index] = tree.insert(shapes[index])
    }
    let texts = tree.templates.indices.map { tree.text($0) }
    let sorted = Set(texts).sorted()
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    return (sorted, numbers.map { places[texts[$0]] ?? 0 })
  }
}
