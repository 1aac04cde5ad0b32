import Evidence

/// The small texts of the evidence with what they state, read when they are asked for first.
final class StatedTexts {
  private let desk: Desk
  private var kept: [(source: String, files: [StatedChoice.File])]?

  init(_ desk: Desk) { self.desk = desk }

  /// The texts of each source, in the order of the sources' names.
  ///
  /// - Throws: `CancellationError`.
  func all() async throws -> [(source: String, files: [StatedChoice.File])] {
    if let kept { return kept }
    let sources = Set(
      desk.evidence.observations.compactMap { $0.samples.first?.reference.source })
    var texts: [(source: String, files: [StatedChoice.File])] = []
    for source in sources.sorted() { texts.append((source, try await files(of: source))) }
    kept = texts
    return texts
  }

  /// The texts of a source that are no rows of measured values.
  private func files(of source: String) async throws -> [StatedChoice.File] {
    var budget = StatedBudget()
    var files: [StatedChoice.File] = []
    let measured = measuredPaths
    for file in desk.catalog.files where budget.takes(file) {
      try Task.checkCancellation()
      let first = Reference(source: source, locator: .line(path: file.path, number: 1))
      guard
        let lines = try await desk.evidence.surroundings(
          of: first, before: 0, after: StatedBudget.mostLines)
      else { continue }
      let text = StatedText(lines)
      budget.spend(file, values: text.lines.reduce(0) { $0 + $1.pairs.count })
      // What a command printed beside measurements of another is stated all the same.
      guard !measured.contains(file.path) || text.showsCommands else { continue }
      files.append(.init(path: file.path, lines: text.lines))
    }
    return files
  }

  /// The files that hold metrics or spans: their columns are no statements.
  private var measuredPaths: Set<String> {
    var paths: Set<String> = []
    for observation in desk.evidence.observations {
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
}

/// How much text is looked through for one question.
private struct StatedBudget {
  /// Lines of a file.
  static let mostLines = 4_000
  private var lines = 20_000
  private var values = 60_000
  private var files = 64
  /// Files in archives, each of which is read from the archive's beginning.
  private var members = 12

  func takes(_ file: Catalog.File) -> Bool {
    file.lines <= min(Self.mostLines, lines) && values > 0 && files > 0
      && (members > 0 || !Self.isMember(file))
  }

  mutating func spend(_ file: Catalog.File, values: Int) {
    lines -= file.lines
    self.values -= values
    files -= 1
    if Self.isMember(file) { members -= 1 }
  }

  private static func isMember(_ file: Catalog.File) -> Bool {
    [".tar", ".tgz", ".gz", ".zip", ".zst", ".xz", ".bz2"].contains { file.path.contains($0 + "/") }
  }
}
