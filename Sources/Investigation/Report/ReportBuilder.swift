import Diagnosis
import Evidence
import Timeline

/// Puts a report together and gives its evidence numbers: the one place where citations are made.
///
/// A line that was cited before in the session keeps its number; a new one takes the next.
struct ReportBuilder {
  private(set) var report = Report()
  /// Words of the question that were not looked for, as nothing had them beside the others.
  private(set) var leftOut: [String] = []
  /// The case, to which exhibits are added as they are cited.
  var file: Case
  let times: TimeText
  /// How much the answer may do and list.
  let work: Work

  init(file: Case, times: TimeText, work: Work) {
    self.file = file
    self.times = times
    self.work = work
  }

  /// Adds a section, unless it has nothing to say.
  mutating func add(
    _ kind: Report.Kind, title: String? = nil, layout: Report.Layout = .list,
    _ claims: [Report.Claim]
  ) {
    guard !claims.isEmpty else { return }
    report.sections.append(.init(kind, title: title, layout: layout, claims: claims))
  }

  /// Says how the question was read, below the answer.
  mutating func say(reading: String?) {
    report.reading = reading
  }

  /// Notes words of the question that were not looked for, to be said below the answer.
  mutating func leaveOut(_ words: [String]) {
    for word in words where !leftOut.contains(word) { leftOut.append(word) }
  }

  /// Adds a paragraph to the answer.
  mutating func addToAnswer(_ text: String) {
    guard let first = report.sections.firstIndex(where: { $0.kind == .answer }) else { return }
    report.sections[first].claims.append(.init("\n\n" + text))
  }

  /// Cites a sample: its number.
  ///
  /// `telling` is the part that says why; where it stands in a further line of the entry, that line
  /// is the one that is cited.
  mutating func cite(
    _ sample: Sample, telling: String? = nil, count: Int = 1, period: TimeWindow? = nil,
    values: Series? = nil
  ) -> Int {
    var (reference, quote) = (
      sample.reference, Quote.text(of: sample, telling: telling)
    )
    if let telling, let line = line(of: sample, telling: telling) {
      (reference, quote) = (line.reference, Quote.cut(Quote.clean(line.text), to: Quote.longest))
    }
    if let index = file.exhibits.firstIndex(where: { $0.reference == reference }) {
      if count > file.exhibits[index].count {
        file.exhibits[index].count = count
        file.exhibits[index].period = period
        file.exhibits[index].values = values.map { Sparkline.thinned($0, to: 120) }
      }
      return file.exhibits[index].number
    }
    let number = (file.exhibits.last?.number ?? 0) + 1
    var exhibit = Exhibit(
      number: number, sample: sample, quote: quote, reference: reference, count: max(1, count))
    exhibit.period = period
    exhibit.values = values.map { Sparkline.thinned($0, to: 120) }
    file.exhibits.append(exhibit)
    return number
  }

  /// The further line of an entry in which the part that says why stands; nil where the first has it.
  func line(of sample: Sample, telling: String) -> Sample.FurtherLine? {
    Quote.clean(sample.message).contains(Quote.clean(telling))
      ? nil : sample.further.last { $0.text.contains(telling) }
  }

  /// Cites what a finding rests on.
  mutating func cite(_ finding: Finding) -> Int {
    guard let sample = finding.samples.first else { return 0 }
    return cite(
      sample, telling: finding.isTold ? nil : finding.detail, count: finding.count,
      period: finding.period,
      values: finding.values)
  }

  /// The exhibit of a number, nil where there is none.
  func exhibit(_ number: Int) -> Exhibit? {
    file.exhibits.first { $0.number == number }
  }

  /// The exhibit that a finding was cited by; nil where it was not.
  func exhibit(of finding: Finding) -> Exhibit? {
    guard let sample = finding.samples.first else { return nil }
    return file.exhibits.first { $0.sample.reference == sample.reference }
  }

  /// The quote of an exhibit as a code span for a sentence.
  func quote(_ number: Int, around words: [String] = []) -> String {
    guard let exhibit = exhibit(number) else { return "" }
    let text =
      words.isEmpty
      ? Quote.cut(exhibit.quote, to: Quote.longestInSentence)
      : Quote.cut(exhibit.quote, around: words, to: Quote.longestInSentence)
    return MarkdownText.code(text)
  }

  /// Lists the exhibits that the sections so far cite, each with its quote, place, count and times.
  mutating func addEvidence(title: String? = nil, kind: Report.Kind = .evidence) {
    add(kind, title: title ?? "Evidence", report.exhibits.compactMap(row))
  }

  /// Lists samples as exhibits, in their order.
  mutating func addLines(_ samples: [Sample]) {
    let numbers = samples.map { cite($0) }
    add(.lines, title: "Evidence", numbers.compactMap(row))
  }

  private func row(_ number: Int) -> Report.Claim? {
    guard let exhibit = exhibit(number) else { return nil }
    return Report.Claim(ExhibitText.row(exhibit, times), exhibits: [number])
  }
}

/// Words an exhibit as a row of a list.
enum ExhibitText {
  /// `**orders** `disk full` — `orders.log:12` · 3 times, 10:00:01 to 10:05:09 · ▁▂█`.
  static func row(_ exhibit: Exhibit, _ times: TimeText) -> String {
    let place = MarkdownText.code(MarkdownText.oneLine("\(exhibit.reference)"))
    let why = Quote.reason(of: exhibit.sample).flatMap { reason in
      exhibit.quote.contains(reason) ? nil : ", \(MarkdownText.code(reason))"
    }
    var parts = [
      "\(MarkdownText.name(exhibit.sample.service)) \(MarkdownText.code(exhibit.quote))\(why ?? "") — \(place)"
    ]
    if let host = exhibit.sample.host, host != exhibit.sample.service {
      parts.append(MarkdownText.oneLine(host))
    }
    let period = exhibit.period
    switch (exhibit.count, period) {
    case (2..., let period?) where period.length > 0:
      parts.append(
        "\(exhibit.count) times, \(times.short(period.lowerBound)) to "
          + times.short(period.upperBound))
    case (2..., let period?):
      parts.append("\(exhibit.count) times, \(times.short(period.lowerBound))")
    case (2..., nil): parts.append("\(exhibit.count) times")
    default:
      if let time = exhibit.sample.time?.instant { parts.append(times.short(time)) }
    }
    if let values = exhibit.values, exhibit.count > 3 {
      let drawn = Sparkline.draw(values)
      if !drawn.isEmpty { parts.append(drawn) }
    }
    return parts.joined(separator: " · ")
  }
}
