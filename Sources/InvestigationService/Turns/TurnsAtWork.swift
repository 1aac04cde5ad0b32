import SessionsAPI
import Synchronization

/// The turns that this process works on, so that each can be told when it is its own no longer.
final class TurnsAtWork: Sendable {
  private let losses = Mutex<[TurnClaim: Ending]>([:])

  /// The claims that are worked on.
  var claims: [TurnClaim] { losses.withLock { Array($0.keys) } }

  /// Begins with a turn; what is returned comes once the turn is lost.
  func begin(_ claim: TurnClaim) -> Ending {
    losses.withLock { losses in
      let loss = Ending()
      losses[claim] = loss
      return loss
    }
  }

  /// Ends with a turn.
  func end(_ claim: TurnClaim) {
    losses.withLock { $0[claim] = nil }
  }

  /// Tells that a claim no longer holds.
  func lose(_ claim: TurnClaim) {
    losses.withLock { $0[claim] }?.come()
  }

  /// Tells that no claim to a session's turns holds any more.
  func lose(_ session: Session.ID) {
    for claim in claims where claim.session == session { lose(claim) }
  }
}
