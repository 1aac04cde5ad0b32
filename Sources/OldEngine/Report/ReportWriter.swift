import Timeline

/// Words findings as a report, section by section, in the order that readers expect.
struct ReportWriter {
  let question: Question
  let detections: Detections
  var draft: ReportDraft

  init(index: LogIndex, question: Question, detections: Detections) {
    self.question = question
    self.detections = detections
    draft = ReportDraft(index, grid: detections.grid)
  }

  var index: LogIndex { draft.index }
  var times: TimeText { draft.times }

  /// What a report was narrowed to, in words.
  func scopeText(saysLevel: Bool = true, saysServices: Bool = true) -> String {
    var text = ""
    if saysServices, !question.services.isEmpty { text += " in \(asked)" }
    if !question.terms.isEmpty {
      let terms = question.terms.map { MarkdownText.code(MarkdownText.oneLine($0)) }
      text += " with \(terms.joined(separator: ", "))"
    }
    if saysLevel, let level = question.minimumLevel { text += " at level \(level) or above" }
    if let window = question.time?.window { text += times.scope(window) }
    return text
  }

  /// The services asked about, ready for Markdown; of many only the first.
  var asked: String { Self.few(question.services.map(MarkdownText.name)) }

  /// The first of some names, and how many more there are: a question may hold thousands.
  private static func few(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
  }

  /// Says, in one line, what could not be made out or is not answered yet.
  mutating func unanswered(_ reason: String) {
    draft.add(
      "Answer",
      [
        "\(reason) You can ask for a cause (\"why did X fail at 10:05?\"), for lines (\"show the "
          + "last 5 errors of X\"), for a summary (\"summarise the errors\"), for changes, a "
          + "timeline or the impact, and about the report before (\"why not X?\", \"how sure are "
          + "you?\", \"show evidence 2\")."
      ])
  }

  /// Says that the evidence lacks what was asked about, and what it holds.
  mutating func unknownName() {
    let unknown = Self.few(question.unknownNames.map(MarkdownText.code))
    let names = draft.names(Array(index.services.indices), most: 40)
    draft.add("Answer", ["The evidence holds nothing named \(unknown). It holds: \(names)."])
    draft.add("Not seen", notSeen())
  }
}
