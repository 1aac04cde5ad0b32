import Evidence

/// What the lines beside entries name, where the entries themselves name nothing: a failed write names
/// no file, the line before it does.
extension WhichAnswer {
  /// Names in the lines beside some entries.
  struct Beside {
    /// The names with the places of the lines, in the order of the entries.
    var found: [(value: String, place: String)]
    /// The entry that the first stands beside.
    var sample: Sample
    /// How many of the question's words stand in those lines, thrice, as a line of its own counts.
    var score: Int
  }

  /// The score of a line that has two of the question's words.
  static let telling = 6
  /// Lines looked at on each side of an entry.
  private static let nearby = 10
  /// Entries of one kind whose surroundings are looked at, evenly spread.
  private static let mostOpened = 40

  /// What the lines beside the entries of the first tiers name: those with most of the question's
  /// words.
  func beside(
    _ tiers: [[Sample]], _ finder: NamedValues, _ desk: Desk
  ) async throws -> Beside? {
    var best: Beside?
    for tier in tiers.prefix(Self.matching) {
      for sample in Self.spread(tier) {
        guard let near = try await nearest(sample, finder, desk), near.score >= best?.score ?? 0
        else { continue }
        if near.score > best?.score ?? -1 {
          best = Beside(found: [], sample: sample, score: near.score)
        }
        if best?.found.contains(where: { $0.value == near.value }) == false {
          best?.found.append((near.value, near.place))
        }
      }
    }
    return best
  }

  private static func spread(_ samples: [Sample]) -> [Sample] {
    guard samples.count > mostOpened else { return samples }
    return (0..<mostOpened).map { samples[$0 * (samples.count - 1) / (mostOpened - 1)] }
  }

  /// What a line near an entry names: that with most of the question's words, then the nearest, of
  /// those as near the one before it.
  private func nearest(
    _ sample: Sample, _ finder: NamedValues, _ desk: Desk
  ) async throws -> (value: String, place: String, score: Int)? {
    guard case .line(let path, let number) = sample.reference.locator else { return nil }
    let opened = try await OpenTool.call(
      .init(reference: sample.reference, before: Self.nearby, after: Self.nearby), desk)
    let lines = (opened.lines ?? []).sorted { a, b in
      let (x, y) = (abs(a.number - number), abs(b.number - number))
      return x == y ? a.number < b.number : x < y
    }
    let asked = asked
    var best: (value: String, place: String, score: Int)?
    for line in lines {
      guard let value = finder.values(in: Quote.clean(line.text)).first else { continue }
      // It shares its words with the line and, being beside it, with the entry.
      let score = 3 * Self.shared(line.text, asked)
      guard score > best?.score ?? -1 else { continue }
      best = (value, MarkdownText.oneLine("\(path):\(line.number)"), score)
    }
    return best
  }

  /// Writes what stands beside.
  func write(_ near: Beside, into report: inout ReportBuilder) {
    guard let first = near.found.first else { return }
    let number = report.cite(near.sample)
    let names = near.found.map { MarkdownText.code($0.value) }
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.list(names, most: Self.matching)), by line \(MarkdownText.code(first.place)) "
            + "beside \(report.quote(number)) [\(number)].", exhibits: [number])
      ])
    if near.found.count > 1 {
      report.add(
        .counts, title: "Beside entries like it", layout: .numbered,
        near.found.prefix(GroupedCount.usual).map {
          .init("\(MarkdownText.code($0.value)), by \(MarkdownText.code($0.place))")
        })
    }
    report.addEvidence()
    report.file.focus.scope = subject.scope
  }
}
