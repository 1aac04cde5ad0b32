import Evidence
import Synchronization
import Timeline

/// Puts the indexes of all parts together into one.
final class IndexCollector: Sendable {
  private let reading: EvidenceReading
  /// Where indexes lie on disk; nil where none are kept.
  private let shelf: IndexShelf?
  private let progress: @Sendable (String, Int, Int) -> Void
  /// Nil where nobody waits.
  private let pace: ReadingPace?
  private let twins: TwinFiles?
  private let state: Mutex<State>

  /// The index of one piece; of a whole file, as one on disk is.
  struct Piece {
    var draft: IndexDraft
    var parts: [(part: Int, facts: PartFacts, services: [String], summary: PartSummary)] = []
    var failure: String?
    /// Whether all of it was read: only that is kept on disk.
    var isWhole = true
  }

  /// What one thread does at a time.
  enum Job {
    case piece(Int)
    /// A file whose index lies on disk.
    case file(IndexShelf.IndexedFile)
  }

  /// What came of a job.
  enum Output {
    case pieces([(index: Int, piece: Piece)])
    case file(IndexShelf.IndexedFile, Piece)
  }

  private struct State {
    var total = IndexDraft()
    /// The file whose parts come in, where it has several: it counts as a whole, or not at all.
    var open: Piece?
    var files: [Catalog.File]
    /// The services of each plan's file, by the numbers of ``total``.
    var services: [Set<Int32>]
    var parts: [PartFacts]
    /// What files hold that is no log, in the order of their pieces.
    var observed: [Observation] = []
    /// Why files could not be read after all, by their plans.
    var failed: [Int: String] = [:]
    /// Indexes of files that are to be kept on disk.
    var unsaved: [(file: IndexShelf.IndexedFile, bytes: [UInt8])] = []
    /// Whether any was.
    var hasSaved = false
    /// Parts begun, for the progress.
    var begun = 0
  }

  init(
    reading: EvidenceReading, shelf: IndexShelf? = nil, pace: ReadingPace? = nil,
    twins: TwinFiles? = nil,
    progress: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) {
    self.reading = reading
    self.shelf = shelf
    self.pace = pace
    self.twins = twins
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

  /// All that is to be done, in an order that no index on disk changes.
  func jobs() -> [Job] {
    var jobs: [Job] = []
    var piece = 0
    while piece < reading.pieces.count {
      if let shelf, let file = shelf.file(ofPiece: piece), shelf.holds(file) {
        jobs.append(.file(file))
        piece = file.pieces.upperBound
      } else {
        let end = shelf?.file(ofPiece: piece)?.pieces.upperBound ?? piece + 1
        jobs += (piece..<end).map { .piece($0) }
        piece = end
      }
    }
    return jobs
  }

  /// Does a job.
  func work(_ job: Job, isCancelled: @escaping () -> Bool) -> Output {
    save()
    switch job {
    case .piece(let index): return .pieces([(index, read(index, isCancelled: isCancelled))])
    case .file(let file):
      if let piece = shelf?.load(file) {
        state.withLock { $0.begun += file.pieces.count }
        return .file(file, piece)
      }
      return .pieces(file.pieces.map { ($0, read($0, isCancelled: isCancelled)) })
    }
  }

  /// Reads a piece.
  func read(_ index: Int, isCancelled: @escaping () -> Bool) -> Piece {
    state.withLock { $0.begun += 1 }
    let numbers = reading.pieces[index]
    let file = reading.plans[reading.plan(ofPiece: index)].file.display
    tell(file)
    var piece = Piece(draft: IndexDraft())
    piece.failure = PieceReader(reading: reading, observes: true, twins: twins).read(
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
    piece.isWhole =
      piece.failure == nil && !isCancelled() && piece.parts.count == numbers.count
      && piece.parts.allSatisfy { $0.summary.shortfall == nil }
    if piece.isWhole, let shelf, let file = shelf.file(ofPiece: index), file.pieces.count == 1 {
      shelf.save(shelf.bytes(piece, of: file), of: file)
      state.withLock { $0.hasSaved = true }
    }
    return piece
  }

  /// Tells how far the reading is, unless that was told a moment ago.
  private func tell(_ file: String) {
    guard let news = pace?.news(of: file) else { return }
    progress(news, state.withLock { $0.begun } - 1, reading.pieces.count)
  }

  /// Takes in what came of the next job, in their order.
  func merge(_ output: Output) {
    switch output {
    case .pieces(let pieces): for (index, piece) in pieces { merge(index, piece) }
    case .file(let file, let piece):
      state.withLock { state in
        let plan = reading.plan(ofPiece: file.pieces.lowerBound)
        state.total.absorb(
          piece.draft, linesBefore: file.pieces.count == 1 ? state.files[plan].lines : 0)
        for found in piece.parts { note(found, in: &state) }
      }
    }
  }

  /// Takes in the next piece, in their order.
  func merge(_ index: Int, _ piece: Piece) {
    state.withLock { state in
      let numbers = reading.pieces[index]
      let (isFirst, isLast) = (reading.parts[numbers[0]].isFirst, reading.parts[numbers[0]].isLast)
      if isFirst { state.open = nil }
      if let failure = piece.failure {
        for part in numbers { state.failed[reading.parts[part].plan] = failure }
      }
      let plan = reading.plan(ofPiece: index)
      guard state.failed[plan] == nil else { return }
      if numbers.count > 1 || isFirst && isLast {
        // Of a limited file, the lines that were passed over; an archive has none.
        state.total.absorb(piece.draft, linesBefore: state.files[plan].lines)
      } else {
        var file = state.open ?? Piece(draft: IndexDraft())
        file.draft.absorb(piece.draft, linesBefore: state.files[plan].lines)
        file.parts += piece.parts
        file.isWhole = file.isWhole && piece.isWhole
        state.open = isLast ? nil : file
        if isLast {
          // Before all others widen it.
          if file.isWhole, let shelf, let indexed = shelf.file(ofPiece: index) {
            state.unsaved.append((indexed, shelf.bytes(file, of: indexed)))
          }
          state.total.absorb(file.draft, linesBefore: 0)
        }
      }
      for found in piece.parts { note(found, in: &state) }
    }
  }

  /// Keeps the indexes of files on disk that are whole by now.
  private func save() {
    guard let shelf else { return }
    let unsaved = state.withLock { state in
      defer { state.unsaved = [] }
      if !state.unsaved.isEmpty { state.hasSaved = true }
      return state.unsaved
    }
    for (file, bytes) in unsaved { shelf.save(bytes, of: file) }
  }

  /// Notes what a part holds, for the catalog and for second looks.
  private func note(
    _ found: (part: Int, facts: PartFacts, services: [String], summary: PartSummary),
    in state: inout State
  ) {
    let (number, facts, services, summary) = found
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
    save()
    if state.withLock({ $0.hasSaved }) { shelf?.trim() }
    return state.withLock { state in
      var index = IndexWriter(
        draft: state.total, files: state.files, servicesOfFiles: state.services,
        parts: state.parts, failed: state.failed, reading: reading
      ).index()
      let logged = index.catalog.services.filter { $0.entries > 0 }.map(\.name)
      let observed = SpelledNames(logged: logged, observed: state.observed)
        .renamed(state.observed)
      index.observations += observed
      index.catalog.take(observed)
      return index
    }
  }
}
