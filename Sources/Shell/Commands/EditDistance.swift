/// How far two words are apart, for suggestions.
enum EditDistance {
  /// Counts the insertions, deletions, substitutions and swaps of neighbours between two words.
  ///
  /// Optimal string alignment; O(a·b) time.
  static func between(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// The nearest of some names, where one is near enough to be meant.
  static func nearest(to word: String, among names: [String]) -> String? {
    guard word.count > 1 else { return nil }
    let limit = word.count <= 3 ? 1 : 2
    return
      names
      .map { (name: $0, distance: between(word, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
      .name
  }
}
