import Evidence
import Synchronization

/// Reads what the small texts of the evidence state, each archive in one pass.
///
/// Logs of many lines are left to searches, files of metrics and spans to their readers: their columns are no
/// statements. What a command printed beside measurements of another is stated all the same.
struct StatedTextReader: Sendable {
  let reading: EvidenceReading
  let index: EvidenceIndex
  let threads: Int

  /// Lines of a text, and of all of them.
  private static let mostLines = 4_000
  private static let mostInAll = 20_000
  private static let mostFiles = 512
  /// Values of all texts that are looked through for one question.
  private static let mostValues = 60_000
  /// Packed bytes of an archive that is read for its small members.
  private static let largestArchive = 64 << 20
  /// Bytes of a line, as ``StatedLine`` says.
  private static let longest = 500

  /// The texts, in the order of their paths.
  ///
  /// - Throws: `CancellationError`.
  func texts() async throws -> [StatedText] {
    let wanted = wanted
    let measured = measured
    let pieces = reading.pieces.filter { $0.contains { wanted.contains(reading.parts[$0].plan) } }
    let box = Box()
    try await WorkerThreads<[StatedText]>(
      pieces: pieces.count, threads: threads,
      work: { place, isCancelled in
        read(pieces[place], wanted, measured, isCancelled)
      }, merge: { _, found in box.texts.withLock { $0 += found } }
    ).run()
    var left = Self.mostValues
    return box.texts.withLock { $0 }.sorted { $0.path < $1.path }.filter { text in
      left -= text.lines.reduce(0) { $0 + $1.pairs.count }
      return left > 0
    }
  }

  private final class Box: Sendable {
    let texts = Mutex<[StatedText]>([])
  }

  /// The plans of texts that are small enough.
  private var wanted: Set<Int> {
    let lines = Dictionary(
      index.catalog.files.map { ($0.path, $0.lines) }, uniquingKeysWith: { first, _ in first })
    var left = Self.mostInAll
    var plans: Set<Int> = []
    for (number, plan) in reading.plans.enumerated() where index.failed[number] == nil {
      guard let count = lines[plan.file.display], count <= min(Self.mostLines, left),
        plans.count < Self.mostFiles, plan.form != .document(isOneLine: true), !plan.isCut
      else { continue }
      if case .member = plan.file.origin, plan.file.size > Self.largestArchive { continue }
      left -= count
      plans.insert(number)
    }
    return plans
  }

  /// The paths of files that hold metrics or spans.
  private var measured: Set<String> {
    var paths: Set<String> = []
    for observation in index.observations {
      switch observation.measure {
      case .entries, .state: continue
      default:
        if case .line(let path, _)? = observation.samples.first?.reference.locator {
          paths.insert(path)
        }
      }
    }
    return paths
  }

  private func read(
    _ piece: [Int], _ wanted: Set<Int>, _ measured: Set<String>,
    _ isCancelled: @escaping () -> Bool
  ) -> [StatedText] {
    var texts: [StatedText] = []
    let failure = PieceReader(reading: reading).eachText(
      of: piece, isWanted: { wanted.contains(reading.parts[$0].plan) }, isCancelled: isCancelled
    ) { part, source in
      let path = reading.plans[reading.parts[part].plan].file.display
      let parser = StatedTextParser(lines(of: source, isCancelled))
      guard !measured.contains(path) || parser.showsCommands else { return }
      texts.append(StatedText(source: reading.source, path: path, lines: parser.lines))
    }
    return failure == nil ? texts : []
  }

  private func lines(
    of source: any ByteSource, _ isCancelled: @escaping () -> Bool
  ) -> [ContextLine] {
    let reader = LineReader(source: source, isCancelled: isCancelled)
    var lines: [ContextLine] = []
    while lines.count < Self.mostLines, let raw = reader.next() {
      lines.append(ContextLine(number: lines.count + 1, text: raw.text(limit: Self.longest)))
    }
    return lines
  }
}
