import Evidence
import Synchronization
import Timeline

/// Puts the indexes of all parts together into one.
final class IndexCollector: Sendable {
  private let reading: EvidenceReading
  private let progress: @Sendable (String, Int, Int) -> Void
  /// Nil where nobody waits.
  private let pace: ReadingPace?
  private let state: Mutex<State>

  /// The index of one piece.
  struct Piece {
    var draft: IndexDraft
    var parts: [(part: Int, facts: PartFacts, services: [String], summary: PartSummary)] = []
    var failure: String?
  }

  private struct State {
    var total = IndexDraft()
    /// The file whose parts come in, where it has several: it counts as a whole, or not at all.
    var open: IndexDraft?
    var files: [Catalog.File]
    /// The services of each plan's file, by the numbers of ``total``.
    var services: [Set<Int32>]
    var parts: [PartFacts]
    /// What files hold that is no log, in the order of their pieces.
    var observed: [Observation] = []
    /// Why files could not be read after all, by their plans.
    var failed: [Int: String] = [:]
    /// Parts begun, for the progress.
    var begun = 0
  }

  init(
    reading: EvidenceReading, pace: ReadingPace? = nil,
    progress: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) {
    self.reading = reading
    self.pace = pace
    self.progress = progress
    state = Mutex(
      State(
        files: reading.plans.map {
          Catalog.File(
            path: $0.file.display, format: $0.format, lines: $0.linesPassedOver, notes: $0.notes,
            isCut: $0.isCut)
        }, services: reading.plans.map { _ in [] },
        parts: [PartFacts](repeating: PartFacts(), count: reading.parts.count)))
  }

  /// Reads a piece.
  func read(_ index: Int, isCancelled: @escaping () -> Bool) -> Piece {
    state.withLock { $0.begun += 1 }
    let numbers = reading.pieces[index]
    let file = reading.plans[reading.parts[numbers[0]].plan].file.display
    tell(file)
    var piece = Piece(draft: IndexDraft())
    piece.failure = PieceReader(reading: reading, observes: true).read(
      numbers, isWanted: { _ in true },
      // Asked before every block that is read, so that a large file is told of while it is read.
      isCancelled: {
        self.tell(file)
        return isCancelled()
      },
      sink: { part in
        let plan = reading.parts[part].plan
        return IndexDraft(file: plan, service: reading.plans[plan].service)
      },
      done: { part, draft, summary in
        var facts = draft.facts
        facts.lines = summary.lines
        piece.parts.append((part, facts, draft.services.names, summary))
        if numbers.count == 1 {
          piece.draft = draft
        } else {
          piece.draft.absorb(draft, linesBefore: 0)
        }
      })
    return piece
  }

  /// Tells how far the reading is, unless that was told a moment ago.
  private func tell(_ file: String) {
    guard let news = pace?.news(of: file) else { return }
    progress(news, state.withLock { $0.begun } - 1, reading.pieces.count)
  }

  /// Takes in the next piece, in their order.
  func merge(_ index: Int, _ piece: Piece) {
    state.withLock { state in
      let numbers = reading.pieces[index]
      let isWhole =
        numbers.count > 1
        || reading.parts[numbers[0]].isFirst
          && reading.parts[numbers[0]].isLast
      if reading.parts[numbers[0]].isFirst { state.open = nil }
      if let failure = piece.failure {
        for part in numbers { state.failed[reading.parts[part].plan] = failure }
      }
      guard state.failed[reading.parts[numbers[0]].plan] == nil else { return }
      if isWhole {
        // Of a limited file, the lines that were passed over; an archive has none.
        let before = numbers.count > 1 ? 0 : state.files[reading.parts[numbers[0]].plan].lines
        state.total.absorb(piece.draft, linesBefore: before)
      } else {
        let plan = reading.parts[numbers[0]].plan
        let file = state.open ?? IndexDraft()
        file.absorb(
          piece.draft,
          linesBefore: state.files[plan].lines)
        state.open = file
        if reading.parts[numbers[0]].isLast {
          state.total.absorb(file, linesBefore: 0)
          state.open = nil
        }
      }
      for found in piece.parts {
        note(found.facts, found.services, found.summary, of: found.part, in: &state)
      }
    }
  }

  /// Notes what a part holds, for the catalog and for second looks.
  private func note(
    _ facts: PartFacts, _ services: [String], _ summary: PartSummary, of number: Int,
    in state: inout State
  ) {
    let plan = reading.parts[number].plan
    var file = state.files[plan]
    state.observed += summary.observed.observations
    file.notes += summary.observed.notes
    for observation in summary.observed.observations {
      guard let window = observation.window else { continue }
      file.window = file.window?.union(window) ?? window
    }
    state.parts[number] = PartFacts()
    state.parts[number].absorb(
      facts, services: services.map { state.total.services.number($0) })
    state.services[plan].formUnion(state.parts[number].services)
    file.lines += facts.lines
    file.entries += facts.entries
    file.undated += facts.undated
    if let window = facts.window { file.window = file.window?.union(window) ?? window }
    if let shortfall = summary.shortfall { file.notes.append(shortfall) }
    if summary.cutLines > 0 {
      let limit = LineReader.longestLine >> 10
      file.notes.append(
        "\(summary.cutLines) \(summary.cutLines == 1 ? "line is" : "lines are") longer than "
          + "\(limit) KiB; only the beginning was read")
    }
    state.files[plan] = file
  }

  /// The index of all parts.
  func index() -> EvidenceIndex {
    state.withLock { state in
      var index = IndexWriter(
        draft: state.total, files: state.files, servicesOfFiles: state.services,
        parts: state.parts, failed: state.failed, reading: reading
      ).index()
      index.observations += state.observed
      index.catalog.take(state.observed)
      return index
    }
  }
}
