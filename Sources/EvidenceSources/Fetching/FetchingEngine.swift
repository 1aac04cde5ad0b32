package import Investigation
import SessionsAPI

/// An engine before which remote sources are asked: it hands the engine files only.
///
/// The engine runs in a walled process without network; this part runs in the service's. The places
/// `source:NAME` of an inquiry become folders of what was fetched, and notes of what was not.
package struct FetchingEngine: InvestigationEngine {
  private let engine: any InvestigationEngine
  private let fetcher: SourceFetcher

  package init(_ engine: any InvestigationEngine, fetcher: SourceFetcher) {
    self.engine = engine
    self.fetcher = fetcher
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    let sources = inquiry.evidence.compactMap(EvidenceLocation.source(in:))
    guard !sources.isEmpty else { return try await engine.answer(inquiry, progress: progress) }
    let window = try fetcher.window(of: inquiry)
    let haul = try await fetcher.haul(of: sources, for: inquiry) { step in
      // Asking is done before the first step.
      progress(InvestigationProgress(step: step, done: 0, total: InvestigationProgress.whole))
    }
    var inquiry = inquiry
    inquiry.evidence.removeAll { EvidenceLocation.source(in: $0) != nil }
    inquiry.evidence += haul.folders
    inquiry.unseen += haul.unseen
    inquiry.remarks += haul.remarks
    inquiry.origins += haul.origins
    inquiry.window = window
    // A source that has nothing is answered with that; one that can't be asked may be in a moment.
    guard !inquiry.evidence.isEmpty || !haul.hasFailed else {
      throw FetchError.nothing(haul.unseen)
    }
    return try await engine.answer(inquiry, progress: progress)
  }
}
