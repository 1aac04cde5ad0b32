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

  /// What the next turn needs of this one.
  func memory(_ before: InvestigationMemory?) -> InvestigationMemory {
    var memory = before ?? InvestigationMemory()
    memory.question = question.text
    if let intent = question.intent, intent != .explain {
      memory.intent = intent
      memory.services = question.services
      memory.terms = question.terms
      memory.minimumLevel = question.minimumLevel
      memory.time = question.time
    }
    if !draft.citations.isEmpty { memory.evidence = draft.citations }
    return memory
  }

  /// What the report could not see, or had to assume.
  func notSeen() -> [String] {
    var lines = index.unread.map {
      "- \(MarkdownText.code(MarkdownText.oneLine($0.path))): \(MarkdownText.oneLine($0.reason))"
    }
    for file in index.files {
      let path = MarkdownText.code(MarkdownText.oneLine(file.path))
      lines += file.notes.map { "- \(path): \(MarkdownText.oneLine($0))" }
      if file.undatedCount > 0 {
        lines.append("- \(path): \(file.undatedCount) of \(file.entryCount) entries carry no time")
      }
    }
    if lines.count > 20 {
      let more = lines.count - 20
      lines = lines.prefix(20) + ["- … and \(more) more notes like these"]
    }
    if index.span != nil, !index.statesZone {
      lines.append("- The logs state no time zone; their times are read as UTC.")
    }
    lines.append("- Only logs were read: no metrics, traces or change records.")
    return lines
  }

  /// Says, in one line, what could not be made out or is not answered yet.
  mutating func unanswered(_ reason: String) {
    draft.add(
      "Answer",
      [
        "\(reason) You can ask for a cause (\"why did X fail at 10:05?\"), for lines (\"show the last 5 "
          + "errors of X\"), for a summary (\"summarise the errors\"), and about the report before "
          + "(\"why not X?\", \"how sure are you?\", \"show evidence 2\")."
      ])
  }

  /// Says that the evidence lacks what was asked about, and what it holds.
  mutating func unknownName() {
    let unknown = question.unknownNames.map(MarkdownText.code).joined(separator: ", ")
    let names = index.services.prefix(40).map(MarkdownText.name).joined(separator: ", ")
    draft.add("Answer", ["The evidence holds nothing named \(unknown). It holds: \(names)."])
    draft.add("Not seen", notSeen())
  }
}
