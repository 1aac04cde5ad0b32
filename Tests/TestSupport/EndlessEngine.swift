package import Investigation

/// An engine that never answers, and tells when its call is cancelled.
package struct EndlessEngine: InvestigationEngine {
  private let onStart: @Sendable () -> Void
  private let onCancel: @Sendable () -> Void

  package init(
    onStart: @escaping @Sendable () -> Void = {}, onCancel: @escaping @Sendable () -> Void = {}
  ) {
    self.onStart = onStart
    self.onCancel = onCancel
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    onStart()
    await withTaskCancellationHandler {
      // Cancellation alone ends it.
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    } onCancel: {
      onCancel()
    }
    throw CancellationError()
  }
}
