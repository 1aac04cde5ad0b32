#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The engine: turns an inquiry into a report that cites its evidence.
///
/// Deterministic: the same inquiry on the same files gives the same report, to the byte. The files
/// of the last inquiries stay indexed in memory, so that a follow-up does not read them again unless
/// they have changed.
package final class Investigator: Sendable {
  private let shelf = IndexShelf()

  package init() {}

  /// Forgets the files of the last inquiries; the next reads them again.
  package func dropIndexes() async {
    await shelf.drop()
  }

  /// Investigates, telling each step before it begins.
  ///
  /// Evidence that cannot be read is named in the report, not thrown; so is a question that could
  /// not be made out.
  ///
  /// - Throws: ``InvestigationError`` where nothing at all could be read; `CancellationError`.
  package func investigate(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Report {
    guard !inquiry.evidence.isEmpty else { throw InvestigationError.noEvidence }
    let reader = EvidenceReader(locations: inquiry.evidence)
    let scale = ProgressScale(progress)
    scale.tell("looking for logs", done: 0)
    let half = inquiry.baseline.isEmpty ? 7 : 4
    let index = try await shelf.index(of: inquiry.evidence, progress: scale.part(0..<half))
    guard !index.files.isEmpty else {
      throw InvestigationError.nothingReadable(index.unread.map { "\($0.path): \($0.reason)" })
    }
    let baseline =
      inquiry.baseline.isEmpty
      ? nil : try await shelf.index(of: inquiry.baseline, progress: scale.part(half..<7))
    try Task.checkCancellation()
    scale.tell("finding what changed", done: 7)
    let memory = inquiry.memory.flatMap {
      try? JSONDecoder().decode(InvestigationMemory.self, from: $0)
    }
    let parser = QuestionParser(
      catalog: EvidenceCatalog(index), incidentTime: inquiry.incidentTime, memory: memory)
    let question = parser.parse(inquiry.question)
    let detections = AnomalyDetector(index: index, baseline: baseline).detect()
    try Task.checkCancellation()
    let reasoning = Reasoning(index: index, question: question, detections: detections)
    var found: LogSearchResult?
    if let search = reasoning.search {
      scale.tell("searching the logs", done: 8)
      found = try await reader.search(search)
    }
    scale.tell("writing the report", done: 9)
    return reasoning.report(memory: memory, found: found)
  }
}
