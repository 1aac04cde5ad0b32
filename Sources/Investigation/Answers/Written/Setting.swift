import Evidence

/// What a program says of its own settings: "what is the storage limit?" → `Max Storage: 574.38 MB`.
struct Setting {
  /// The entries that say it best, the likeliest first.
  private let matches: [Relevance.Match]

  /// Nil where no short message has a number and most of the question's words.
  static func of(_ question: Question, _ desk: Desk) -> Setting? {
    let words = Stem.words(question.beginning)
    guard question.form.statistic == nil, ["what", "which", "how"].contains(words.first ?? ""),
      words.contains(where: QuestionWords.settings.contains)
    else { return nil }
    let asked = words.filter {
      !QuestionWords.stop.contains($0) || QuestionWords.settings.contains($0)
    }
    let found = desk.relevance.matches(asked, limit: 40).filter { match in
      let sample = match.observation.samples[0]
      return match.words.count > 1 && sample.message.contains(where: \.isNumber)
        && sample.message.utf8.count <= longest
    }
    guard let most = found.map(\.words.count).max() else { return nil }
    // Of equals the one that says little else: its words are the name of the setting.
    let best = found.filter { $0.words.count == most }.sorted { a, b in
      let (x, y) = (a.observation.samples[0], b.observation.samples[0])
      let (m, n) = (Stem.words(x.message).count, Stem.words(y.message).count)
      return m == n ? Sample.isEarlier(x, y) : m < n
    }
    return Setting(matches: Array(best.prefix(shown)))
  }

  /// Longer messages tell a story, not a setting.
  private static let longest = 120
  private static let shown = 4

  /// Writes the answer.
  func write(into report: inout ReportBuilder) {
    let numbers = matches.map { report.cite($0.observation.samples[0]) }
    guard let first = numbers.first, let sample = matches.first?.observation.samples[0] else {
      return
    }
    var text = "\(MarkdownText.name(sample.service)) says \(report.quote(first)) [\(first)]."
    if numbers.count > 1 {
      let others = numbers.dropFirst().map { "\(report.quote($0)) [\($0)]" }
      text += " Near it: \(Counting.list(others))."
    }
    report.add(.answer, layout: .sentences, [.init(text, exhibits: numbers)])
    report.addEvidence()
  }
}
