import Investigation

/// The rival of the linear model: phrases of one to four words, each with the label it speaks for and
/// a weight by how surely it does.
struct PhraseTable {
  private var counts: [String: [String: Int]] = [:]
  private var labels: [String: ActModel.Label] = [:]

  init(_ rows: [Phrasings.Row], vocabulary: Set<String>) {
    for row in rows {
      labels[row.label.name] = row.label
      for phrase in Set(Self.phrases(of: row.text)) {
        counts[phrase, default: [:]][row.label.name, default: 0] += 1
      }
    }
  }

  /// The label with the greatest sum of weights: a phrase's share of a label, times its length.
  func label(of text: String, vocabulary: Set<String>) -> ActModel.Label? {
    var sums: [String: Double] = [:]
    for phrase in Set(Self.phrases(of: text)).sorted() {
      guard let found = counts[phrase] else { continue }
      let all = Double(found.values.reduce(0, +))
      let length = Double(phrase.split(separator: " ").count)
      for (name, count) in found {
        let share = Double(count) / (all + 1)
        sums[name, default: 0] += share * share * length
      }
    }
    return sums.min { ($1.value, $0.key) < ($0.value, $1.key) }.flatMap { labels[$0.key] }
  }

  private static func phrases(of text: String) -> [String] {
    let words = ["^"] + ActReader.words(of: text) + ["$"]
    return words.indices.flatMap { start in
      (1...4).compactMap { length in
        start + length <= words.count
          ? words[start..<start + length].joined(separator: " ") : nil
      }
    }
  }
}
