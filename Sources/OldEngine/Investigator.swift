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
  private let shelf: IndexShelf

  /// Makes an engine that tells a meter how much it reads.
  package init(meter: ReadingMeter? = nil) {
    shelf = IndexShelf(meter: meter)
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
    let scale = ProgressScale(progress)
    scale.tell("looking for logs", done: 0)
    let half = inquiry.baseline.isEmpty ? 7 : 4
    let evidence = try await shelf.snapshot(
      of: inquiry.evidence, progress: scale.part(0..<half))
    let index = evidence.index
    // What was read and holds nothing can be reported on.
    guard !index.files.isEmpty || index.unread.contains(where: \.isEmpty) else {
      throw InvestigationError.nothingReadable(index.unread.map { "\($0.path): \($0.reason)" })
    }
    let baseline =
      inquiry.baseline.isEmpty
      ? nil
      : try await shelf.snapshot(of: inquiry.baseline, progress: scale.part(half..<7)).index
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
      found = try await evidence.search(search)
    }
    scale.tell("writing the report", done: 9)
    return reasoning.report(memory: memory, found: found)
  }

  /// Lets go of the indexes that are kept for follow-ups; the next question reads its files again.
  package func dropIndexes() async {
    await shelf.clear()
  }
}
