import Synchronization

/// Puts the indexes of all parts together into one.
final class IndexCollector: Sendable {
  private let reading: EvidenceReading
  private let progress: @Sendable (InvestigationProgress) -> Void
  private let state: Mutex<State>

  /// The index of one part.
  struct Part {
    var draft: IndexDraft
    var summary: PartSummary
  }

  private struct State {
    var total = IndexDraft()
    var files: [LogFile]
    var failed: [UnreadFile] = []
    /// Parts begun, for the progress.
    var begun = 0
  }

  init(reading: EvidenceReading, progress: @escaping @Sendable (InvestigationProgress) -> Void) {
    self.reading = reading
    self.progress = progress
    state = Mutex(
      State(
        files: reading.plans.map { plan in
          var file = LogFile(path: plan.file.display, format: plan.format, notes: plan.notes)
          if plan.isOutside { file.notes.append("not read: all its times lie outside the window") }
          return file
        }))
  }

  /// Reads a part.
  func read(_ index: Int, isCancelled: () -> Bool) -> Part {
    let begun = state.withLock { state in
      state.begun += 1
      return state.begun - 1
    }
    let count = reading.plans.count
    progress(
      InvestigationProgress(
        step: "reading \(count) log \(count == 1 ? "file" : "files")", done: begun,
        total: reading.parts.count))
    let part = reading.parts[index]
    let plan = reading.plans[part.plan]
    let draft = IndexDraft(file: part.plan, service: plan.service)
    let summary = PartReader(plan: plan, range: part.range, sink: draft).run(
      isCancelled: isCancelled)
    return Part(draft: draft, summary: summary)
  }

  /// Takes in the next part, in their order.
  func merge(_ index: Int, _ result: Part) {
    let part = reading.parts[index]
    let (draft, summary) = (result.draft, result.summary)
    state.withLock { state in
      if let failure = summary.failure {
        state.failed.append(
          UnreadFile(path: reading.plans[part.plan].file.display, reason: failure))
        return
      }
      var file = state.files[part.plan]
      state.total.absorb(draft, linesBefore: file.lineCount)
      file.lineCount += summary.lines
      file.entryCount += draft.entries
      file.undatedCount += draft.undated
      if let span = draft.span {
        let low = Instant(milliseconds: span.lowerBound)
        let high = Instant(milliseconds: span.upperBound)
        file.span =
          file.span.map { min($0.lowerBound, low)...max($0.upperBound, high) } ?? low...high
      }
      if let shortfall = summary.shortfall { file.notes.append(shortfall) }
      if summary.cutLines > 0 {
        let limit = LineReader.longestLine >> 10
        file.notes.append(
          "\(summary.cutLines) \(summary.cutLines == 1 ? "line is" : "lines are") longer than "
            + "\(limit) KiB; only the beginning was read")
      }
      state.files[part.plan] = file
    }
  }

  /// The index of all parts.
  func index() -> LogIndex {
    state.withLock { state in
      IndexWriter(
        draft: state.total, files: state.files, failed: state.failed, reading: reading
      ).index()
    }
  }
}
