/// How far a line and its turn have come: the one state of both, stored with the line.
///
/// A turn that has been answered is gone, and its line with it.
package enum TurnStage: String, Hashable, Sendable, Codable {
  /// Half-typed when its shell ended; it was never submitted.
  case draft
  /// Waits for its turn.
  case queued
  /// May or may not have reached the service.
  case sending
  /// The service has it, and works.
  case accepted
  /// It ended without an answer, or its session takes no more; only `/retry` asks it again.
  case failed
}
