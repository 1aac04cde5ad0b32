import Synchronization
import Timeline

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
    /// The file whose parts come in, where it has several: it counts as a whole, or not at all.
    var open: IndexDraft?
    var files: [LogFile]
    /// Why files could not be read after all, by their plans.
    var failed: [Int: String] = [:]
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
  func read(_ index: Int, isCancelled: @escaping () -> Bool) -> Part {
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
      if let failure = summary.failure { state.failed[part.plan] = failure }
      if part.isFirst { state.open = nil }
      guard state.failed[part.plan] == nil else { return }
      var file = state.files[part.plan]
      Self.absorb(draft, of: part, linesBefore: file.lineCount, into: &state)
      file.lineCount += summary.lines
      file.entryCount += draft.entries
      file.undatedCount += draft.undated
      if let span = draft.span {
        let low = Instant(milliseconds: span.lowerBound)
        let high = Instant(milliseconds: span.upperBound)
        file.span = file.span?.union(low...high) ?? low...high
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

  private static func absorb(
    _ draft: IndexDraft, of part: EvidenceReading.Part, linesBefore lines: Int,
    into state: inout State
  ) {
    guard !(part.isFirst && part.isLast) else {
      state.total.absorb(draft, linesBefore: lines)
      return
    }
    let file = state.open ?? IndexDraft()
    file.absorb(draft, linesBefore: lines)
    state.open = file
    if part.isLast {
      state.total.absorb(file, linesBefore: 0)
      state.open = nil
    }
  }

  /// The index of all parts, and for each plan the place of its file in it; nil where it failed.
  func index() -> (index: LogIndex, places: [Int?]) {
    state.withLock { state in
      IndexWriter(
        draft: state.total, files: state.files, failed: state.failed, reading: reading
      ).index()
    }
  }
}
