/// Message templates as rows of words.
enum Template {
  /// Words of which the longest templates are compared.
  private static let most = 60

  /// The words of a template that are the same in every entry.
  static func words(_ template: String) -> [Substring] {
    template.split(separator: " ").filter { $0 != "<*>" }
  }

  /// What two templates have in common, in order, with a blank wherever they differ: their longest
  /// common subsequence of words.
  static func common(_ a: String, _ b: String) -> String {
    let (a, b) = (a.split(separator: " ").prefix(most), b.split(separator: " ").prefix(most))
    guard a != b else { return a.joined(separator: " ") }
    var lengths = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] =
          a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    var words: [Substring] = []
    func blank() { if words.last != "<*>" { words.append("<*>") } }
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        if a[i] == "<*>" { blank() } else { words.append(a[i]) }
        (i, j) = (i + 1, j + 1)
      } else {
        blank()
        if lengths[i + 1][j] >= lengths[i][j + 1] { i += 1 } else { j += 1 }
      }
    }
    if i < a.count || j < b.count { blank() }
    return words.joined(separator: " ")
  }
}
