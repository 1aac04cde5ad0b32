import Evidence
import Synchronization
import Timeline

/// Puts the indexes of all parts together into one.
final class IndexCollector: Sendable {
  private let reading: EvidenceReading
  private let progress: @Sendable (String, Int, Int) -> Void
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
    var files: [Catalog.File]
    /// The services of each plan's file, by the numbers of ``total``.
    var services: [Set<Int32>]
    var parts: [PartFacts]
    /// Why files could not be read after all, by their plans.
    var failed: [Int: String] = [:]
    /// Parts begun, for the progress.
    var begun = 0
  }

  init(reading: EvidenceReading, progress: @escaping @Sendable (String, Int, Int) -> Void) {
    self.reading = reading
    self.progress = progress
    state = Mutex(
      State(
        files: reading.plans.map {
          Catalog.File(path: $0.file.display, format: $0.format, notes: $0.notes)
        }, services: reading.plans.map { _ in [] },
        parts: [PartFacts](repeating: PartFacts(), count: reading.parts.count)))
  }

  /// Reads a part.
  func read(_ index: Int, isCancelled: @escaping () -> Bool) -> Part {
    let begun = state.withLock { state in
      state.begun += 1
      return state.begun - 1
    }
    let count = reading.plans.count
    progress(
      "reading \(count) log \(count == 1 ? "file" : "files")", begun, reading.parts.count)
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
      var facts = draft.facts
      facts.lines = summary.lines
      state.parts[index] = PartFacts()
      state.parts[index].absorb(
        facts, services: draft.services.names.map { state.total.services.number($0) })
      state.services[part.plan].formUnion(state.parts[index].services)
      Self.absorb(draft, of: part, linesBefore: file.lines, into: &state)
      file.lines += summary.lines
      file.entries += draft.facts.entries
      file.undated += draft.facts.undated
      if let window = draft.facts.window { file.window = file.window?.union(window) ?? window }
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

  /// The index of all parts.
  func index() -> EvidenceIndex {
    state.withLock { state in
      IndexWriter(
        draft: state.total, files: state.files, servicesOfFiles: state.services,
        parts: state.parts, failed: state.failed, reading: reading
      ).index()
    }
  }
}
