/// A report in the making: its sections and the evidence they cite.
struct ReportDraft {
  let index: LogIndex
  let grid: BinGrid?
  let times: TimeText
  private(set) var citations: [Citation] = []
  private var sections: [(title: String, lines: [String])] = []

  init(_ index: LogIndex, grid: BinGrid?) {
    self.index = index
    self.grid = grid
    times = TimeText(index.span)
  }

  /// Adds a section, unless it has nothing to say.
  mutating func add(_ title: String, _ lines: [String]) {
    if !lines.isEmpty { sections.append((title, lines)) }
  }

  /// The name of a service, ready for Markdown.
  func name(_ service: Int) -> String { MarkdownText.name(index.services[service]) }

  /// Cites an anomaly: its number in brackets.
  mutating func cite(_ anomaly: Anomaly) -> String {
    let counts = grid.map { $0.counts(of: index.series[anomaly.series], bucketWidth: index.bucketWidth) }
    return cite(
      anomaly.excerpt, service: index.services[anomaly.service], count: anomaly.count,
      stretch: anomaly.onset...anomaly.end, counts: counts ?? [])
  }

  /// Cites a line; the same line keeps its number.
  mutating func cite(
    _ excerpt: LogExcerpt, service: String, count: Int = 1, stretch: ClosedRange<Instant>? = nil,
    counts: [Int] = []
  ) -> String {
    let path = index.files[excerpt.file].path
    var excerpt = excerpt
    if let cause = excerpt.cause, Self.isTelling(cause.text), !Self.isTelling(excerpt.quote) {
      excerpt = LogExcerpt(file: excerpt.file, line: cause.line, time: excerpt.time, text: cause.text)
    }
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

  private static func isTelling(_ text: String) -> Bool {
    let signal = SignalReader.shared.read(SignalWords.split(String(MessageText.core(of: text))))
    return (signal?.signal.weight ?? 0) >= 0.6
  }

  /// The quote behind a number, cut to a length around the words that tell.
  func short(_ mark: String, limit: Int = 150) -> String {
    guard let number = Int(mark.dropFirst().dropLast()), number <= citations.count else { return "" }
    return MarkdownText.code(Quote.short(citations[number - 1].quote, limit: limit))
  }

  /// A citation as a line of the evidence section.
  func line(_ citation: Citation) -> String {
    Self.line(citation, times)
  }

  /// A citation as a line of the evidence section.
  static func line(_ citation: Citation, _ times: TimeText) -> String {
    var text = "- [\(citation.number)] \(MarkdownText.name(citation.service)) "
    text += "\(MarkdownText.code(citation.quote)) — "
    text += MarkdownText.code("\(MarkdownText.oneLine(citation.path)):\(citation.line)")
    if let first = citation.first {
      if citation.count > 1, let last = citation.last {
        text += " · \(citation.count) times, \(times.short(first)) to \(times.short(last))"
      } else {
        text += " · once, \(times.short(first))"
      }
    } else if citation.count > 1 {
      text += " · \(citation.count) times"
    }
    if !citation.sparkline.isEmpty { text += " · \(citation.sparkline)" }
    return text
  }

  /// The first section, as later turns repeat it.
  var answer: String { sections.first?.lines.joined(separator: "\n") ?? "" }

  /// The whole report in Markdown; the evidence section goes where its title was added.
  func markdown() -> String {
    var parts: [String] = []
    for section in sections {
      let lines = section.title == "Evidence" ? citations.map { line($0) } : section.lines
      guard !lines.isEmpty else { continue }
      parts.append("## \(section.title)\n\n\(lines.joined(separator: "\n"))")
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
