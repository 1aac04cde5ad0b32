/// Where a session stands in its lifecycle.
///
///     running ──▶ idle ──▶ follow_up_running ──▶ idle
///        └──────▶ failed ◀──────┘
package enum SessionStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first turn is being investigated.
  case running
  /// The last turn ended with an answer; a follow-up may be sent.
  case idle
  /// A follow-up is being investigated.
  case followUpRunning = "follow_up_running"
  /// The last turn ended in an error or ran out of time; nothing more can be sent.
  case failed

  /// Whether a turn is under way, so that waiting for a change makes sense.
  package var isRunning: Bool {
    switch self {
    case .running, .followUpRunning: true
    case .idle, .failed: false
    }
  }
}
