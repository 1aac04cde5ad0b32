import Timeline

/// A report in the making: its sections and the evidence they cite.
struct ReportDraft {
  let index: LogIndex
  let grid: BinGrid?
  let times: TimeText
  private(set) var citations: [Citation] = []
  private var sections: [Section] = []

  private enum Section {
    case lines(title: String, [String])
    /// The numbered evidence, complete only when the last section is worded.
    case evidence
  }

  init(_ index: LogIndex, grid: BinGrid?) {
    self.index = index
    self.grid = grid
    times = TimeText(index.span)
  }

  /// Adds a section, unless it has nothing to say.
  mutating func add(_ title: String, _ lines: [String]) {
    if !lines.isEmpty { sections.append(.lines(title: title, lines)) }
  }

  /// Adds a line to the first section, a paragraph of its own.
  mutating func addToAnswer(_ line: String) {
    guard case .lines(let title, let lines)? = sections.first else { return }
    sections[0] = .lines(title: title, lines + ["", line])
  }

  /// Gives the numbered evidence its place.
  mutating func addEvidence() {
    sections.append(.evidence)
  }

  /// The name of a service, ready for Markdown.
  func name(_ service: Int) -> String { MarkdownText.name(index.services[service]) }

  /// The names of services, ready for Markdown; of many only the first.
  func names(_ services: [Int], most: Int = 4) -> String {
    let shown = services.prefix(most).map(name).joined(separator: ", ")
    return services.count > most ? shown + " and \(services.count - most) more" : shown
  }

  /// Cites an anomaly: its number in brackets.
  mutating func cite(_ anomaly: Anomaly) -> String {
    let series = index.series[anomaly.series]
    return cite(
      anomaly.excerpt, service: anomaly.service, count: anomaly.count,
      stretch: anomaly.onset...anomaly.end,
      counts: grid?.counts(of: series, bucketWidth: index.bucketWidth) ?? [])
  }

  /// Cites a change: its number in brackets.
  mutating func cite(_ change: ChangeEvent) -> String {
    cite(change.excerpt, service: change.service)
  }

  /// Cites an entry; the same line keeps its number.
  ///
  /// Of an entry whose first line tells little, the telling line of its stack trace is cited.
  mutating func cite(
    _ excerpt: LogExcerpt, service: Int, count: Int = 1, stretch: TimeWindow? = nil,
    counts: [Int] = []
  ) -> String {
    cite(
      excerpt, named: index.services[service], count: count, stretch: stretch, counts: counts)
  }

  /// Cites an entry of a service by its name.
  mutating func cite(
    _ excerpt: LogExcerpt, named service: String, count: Int = 1,
    stretch: TimeWindow? = nil, counts: [Int] = []
  ) -> String {
    let path = index.files[excerpt.file].path
    let excerpt = Quote.telling(excerpt)
    if let known = citations.first(where: { $0.path == path && $0.line == excerpt.line }) {
      return "[\(known.number)]"
    }
    let number = citations.count + 1
    citations.append(
      Citation(
        number: number, service: service, path: path, line: excerpt.line,
        quote: Quote.text(of: excerpt), count: count, first: stretch?.lowerBound ?? excerpt.time,
        last: stretch?.upperBound ?? excerpt.time,
        sparkline: count > 3 ? Sparkline.draw(counts) : ""))
    return "[\(number)]"
  }

  /// The quote behind a mark such as `[2]`, cut to a length around the words that tell.
  func short(_ mark: String, limit: Int = 150) -> String {
    guard let number = Int(mark.dropFirst().dropLast()),
      citations.indices.contains(number - 1)
    else { return "" }
    return MarkdownText.code(Quote.short(citations[number - 1].quote, limit: limit))
  }

  /// The first section, as later turns repeat it.
  var answer: String {
    guard case .lines(_, let lines)? = sections.first else { return "" }
    return lines.joined(separator: "\n")
  }

  /// The whole report in Markdown.
  func markdown() -> String {
    let parts = sections.compactMap { section -> String? in
      switch section {
      case .lines(let title, let lines): return Self.text(title, lines)
      case .evidence:
        guard !citations.isEmpty else { return nil }
        return Self.text("Evidence", citations.map { $0.markdown(times) })
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ title: String, _ lines: [String]) -> String {
    "## \(title)\n\n\(lines.joined(separator: "\n"))"
  }
}
