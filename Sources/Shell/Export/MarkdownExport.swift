import SessionsAPI
import Terminal

/// A session as a post-mortem in Markdown, to be pasted into a wiki or an issue.
///
/// Only CommonMark and tables; what came from a service or a log is written anew, so that none of it is
/// markup of its own.
struct MarkdownExport {
  let postMortem: PostMortem

  init(_ postMortem: PostMortem) {
    self.postMortem = postMortem
  }

  /// The document, with one newline at its end.
  var text: String {
    var pieces = ["# \(InertMarkdown.escaped(postMortem.title))", facts]
    for part in postMortem.parts {
      pieces += section(part)
      // Evidence stands behind the cause that rests on it.
      if part.kind == lastBeforeEvidence { pieces += evidence }
    }
    if lastBeforeEvidence == nil { pieces += evidence }
    pieces += transcript
    return pieces.joined(separator: "\n\n") + "\n"
  }

  private var lastBeforeEvidence: PostMortem.Kind? {
    postMortem.parts.last { [.summary, .impact, .timeline, .cause].contains($0.kind) }?.kind
  }

  private var facts: String {
    let rows = SessionFacts(postMortem.session).rows.map { name, value in
      "| \(name) | \(InertMarkdown.escaped(value)) |"
    }
    return (["| Session | |", "| --- | --- |"] + rows).joined(separator: "\n")
  }

  private func section(_ part: PostMortem.Part) -> [String] {
    let blocks = part.blocks.flatMap { block in
      (block.title.isEmpty ? [] : ["### \(InertMarkdown.escaped(block.title))"])
        + [InertMarkdown(below: 3).text(block.body)]
    }
    return ["## \(part.kind.title)"] + blocks
  }

  private var evidence: [String] {
    guard !postMortem.exhibits.isEmpty else { return [] }
    let rows = postMortem.exhibits.map(row).joined(separator: "\n")
    let around = postMortem.deciding.compactMap { number in
      postMortem.exhibits.first { $0.number == number }
    }.filter { !ExhibitFacts($0).lines.isEmpty }
    let blocks = around.flatMap { exhibit in
      let facts = ExhibitFacts(exhibit)
      return [
        "[\(exhibit.number)] \(InertMarkdown.code(facts.place)):",
        InertMarkdown.fenced(facts.rows.map(\.text)),
      ]
    }
    return ["## Evidence", rows] + (blocks.isEmpty ? [] : ["### The lines around it"] + blocks)
  }

  /// `- [3] **ledger** `disk full` — `ledger.log:12` · 41 times, … · ▁▂█ 0 to 97 %`.
  private func row(_ exhibit: Report.Exhibit) -> String {
    let facts = ExhibitFacts(exhibit)
    var head = "- [\(exhibit.number)]"
    if let service = exhibit.service { head += " **\(InertMarkdown.escaped(service))**" }
    if let name = exhibit.measure?.name { head += " \(InertMarkdown.escaped(name))" }
    if let quote = exhibit.quote { head += " \(InertMarkdown.code(quote.oneLine))" }
    if !facts.place.isEmpty { head += " — \(InertMarkdown.code(facts.place))" }
    let sketch = SeriesSketch(exhibit).map { InertMarkdown.escaped($0.text) }
    let origin = exhibit.origin.map { origin in
      "asked of \(InertMarkdown.escaped(origin.source)): \(InertMarkdown.code(origin.query.oneLine))"
        + (origin.page.map { " (<\($0)>)" } ?? "")
    }
    return ([head] + [facts.occurrences, sketch, origin].compactMap { $0 }).joined(separator: " · ")
  }

  private var transcript: [String] {
    guard !postMortem.turns.isEmpty else { return [] }
    return ["## Transcript"]
      + postMortem.turns.flatMap { turn in
        let time = TimeWords(toTheSecond: turn.question.createdAt).text
        let answer = turn.answer.map { InertMarkdown(below: 2).text($0.markdownContent) }
        return ["### \(turn.number). \(time) UTC", question(turn.question.markdownContent)]
          + [answer ?? "*Not answered yet.*"]
      }
  }

  /// What somebody typed, as a quote; several lines are most likely a paste, and stay as they were.
  private func question(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    guard lines.count > 1 else { return "> \(InertMarkdown.escaped(text))" }
    return InertMarkdown.fenced(lines).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
  }
}
