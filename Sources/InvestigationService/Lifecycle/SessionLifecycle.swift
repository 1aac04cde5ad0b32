package import SessionsAPI

/// The lifecycle of a session: an event in, the next status or a refusal out.
///
/// Source: the vendor's state diagram, and the contract's status table.
package enum SessionLifecycle {
  /// Something that happens to a session.
  package enum Event: Hashable, Sendable, CaseIterable {
    case followUp
    case completed
    case failed
    /// Somebody ended the turn that was under way.
    case cancelled
  }

  /// Why an event does not fit.
  package enum Refusal: Error, Hashable, Sendable {
    /// A turn is under way; worth another try soon.
    case busy
    /// The session has failed for good.
    case failed
    /// There is no turn to end.
    case notRunning
  }

  /// The status of a new session.
  package static let initial = SessionStatus.running

  /// The status that an event leads to.
  package static func next(
    from status: SessionStatus, on event: Event
  ) throws(Refusal) -> SessionStatus {
    switch (status, event) {
    case (.idle, .followUp): return .followUpRunning
    case (.running, .completed), (.followUpRunning, .completed): return .idle
    case (.running, .failed), (.followUpRunning, .failed): return .failed
    case (.running, .cancelled), (.followUpRunning, .cancelled): return .failed
    case (.running, .followUp), (.followUpRunning, .followUp): throw .busy
    case (.failed, .followUp): throw .failed
    case (.idle, .completed), (.idle, .failed), (.idle, .cancelled), (.failed, .completed),
      (.failed, .failed), (.failed, .cancelled):
      throw .notRunning
    }
  }
}

extension SessionLifecycle.Refusal {
  /// The refusal as callers see it.
  var error: SessionsError {
    switch self {
    case .busy: .state(.busy)
    case .failed: .state(.failed)
    case .notRunning: .state(.notRunning)
    }
  }
}
