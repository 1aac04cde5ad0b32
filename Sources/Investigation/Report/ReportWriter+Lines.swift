extension ReportWriter {
  /// Words what a search found: the lines first.
  mutating func lines(_ result: LogSearchResult) {
    guard result.total > 0 else {
      draft.add("Answer", ["No line matches\(scopeText())."])
      draft.add("Not seen", notSeen())
      return
    }
    let marks = result.entries.map { draft.cite($0.excerpt, service: $0.service) }
    let all = result.entries.count == result.total ? "all of them" : "the \(question.oldestFirst ? "first" : "last") \(result.entries.count)"
    let noun = result.total == 1 ? "1 line matches" : "\(result.total) lines match"
    draft.add("Answer", ["\(noun)\(scopeText()); here are \(all) \(marks[0])\(marks.count > 1 ? " to \(marks[marks.count - 1])" : "")."])
    draft.add("Evidence", ["-"])
    draft.add("Not seen", notSeen())
  }

  /// Groups the lines of a level and counts them.
  mutating func summary() {
    let least = question.minimumLevel ?? .warning
    var groups = index.series.indices.compactMap { position -> (series: Int, count: Int)? in
      let series = index.series[position]
      guard question.services.isEmpty || question.services.contains(index.services[series.service]) else { return nil }
      let severity = detections.readings[position].severity
      let isGrave = series.level.map { $0 >= least } ?? (severity >= (least >= .error ? 2.5 : 1.5))
      guard isGrave, question.terms.allSatisfy({ matches(series, $0) }) else { return nil }
      let count = self.count(series)
      return count > 0 ? (position, count) : nil
    }
    groups.sort { ($0.count, -$0.series) > ($1.count, -$1.series) }
    let noun = least >= .error ? "error" : "warning and error"
    guard !groups.isEmpty else {
      draft.add("Answer", ["No \(noun) lines\(scopeText())."])
      draft.add("Not seen", notSeen())
      return
    }
    let total = groups.map(\.count).reduce(0, +)
    let lines = groups.prefix(15).map { group -> String in
      let series = index.series[group.series]
      let inside = series.samples.first { sample in sample.time.map { question.time?.window.contains($0) ?? true } ?? true }
      let times = series.samples.compactMap(\.time)
      let stretch = times.min().flatMap { first in times.max().map { first...$0 } }
      let counts = draft.grid.map { $0.counts(of: series, bucketWidth: index.bucketWidth) } ?? []
      let mark = draft.cite(inside ?? series.samples[0], service: index.services[series.service], count: group.count, stretch: stretch, counts: counts)
      return "- \(group.count) × \(draft.name(series.service)): \(draft.short(mark, limit: 110)) \(mark)"
    }
    let kinds = groups.count == 1 ? "1 kind" : "\(groups.count) kinds"
    draft.add("Answer", ["\(total) \(noun) lines of \(kinds)\(scopeText()), the most frequent first:", ""] + lines)
    draft.add("Evidence", ["-"])
    draft.add("Not seen", notSeen())
  }

  private func matches(_ series: LogSeries, _ term: String) -> Bool {
    let wanted = term.lowercased()
    return index.templates[series.template].text.lowercased().firstRange(of: wanted) != nil
      || series.samples.contains { $0.text.lowercased().firstRange(of: wanted) != nil }
  }

  private func count(_ series: LogSeries) -> Int {
    guard let window = question.time?.window else { return series.total }
    let width = index.bucketWidth
    return series.counts.filter {
      ($0.index + 1) * width > window.lowerBound.milliseconds && $0.index * width <= window.upperBound.milliseconds
    }.map(\.count).reduce(0, +)
  }

  /// What a search or summary was narrowed to, in words.
  private func scopeText() -> String {
    var text = ""
    if !question.services.isEmpty { text += " in \(question.services.map(MarkdownText.name).joined(separator: ", "))" }
    if !question.terms.isEmpty { text += " with \(question.terms.map { MarkdownText.code(MarkdownText.oneLine($0)) }.joined(separator: ", "))" }
    if let level = question.minimumLevel { text += " at level \(level) or above" }
    if let window = question.time?.window { text += " from \(times.range(window))" }
    return text
  }
}
