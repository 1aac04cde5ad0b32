#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import SessionsAPI

/// What a look at a server shows: for `gumshoe login` and `gumshoe doctor`.
package struct ServerProbe: Hashable, Sendable {
  /// What the key lets its owner do; nil where the key itself was refused.
  package var access: Access
  /// How long the first answer took.
  package var latency: Duration
  /// The server's time by its header `Date`, where it tells.
  package var serverTime: Date?

  /// What a key is good for.
  package enum Access: Hashable, Sendable {
    case admin
    /// The key works, but may not list the organisation's sessions.
    case member
    /// The key was refused, or may do nothing.
    case refused(SessionsError)
  }
}

extension SessionsClient {
  /// Looks at the server with two calls that change nothing.
  ///
  /// - Throws: ``SessionsError`` where no server of the Sessions API answered.
  package func probe() async throws -> ServerProbe {
    let begin = ContinuousClock.now
    // A session that can't be there: the order of the contract's checks (401, 403, 404) tells
    // whether the key is good, whatever its role.
    let answer = try await send(.get(Session.ID(), wait: nil))
    var probe = ServerProbe(
      access: .member, latency: begin.duration(to: .now),
      serverTime: answer["date"].flatMap(HTTPDate.date))
    if let error = failure(in: answer) {
      switch error.kind {
      case .notFound: break
      case .unauthorized, .forbidden: probe.access = .refused(error)
      default: throw error
      }
    }
    guard probe.access == .member else { return probe }
    let listing = try await send(.list(PageRequest(page: 1, limit: 1)))
    guard let error = failure(in: listing) else {
      probe.access = .admin
      return probe
    }
    switch error.kind {
    case .forbidden: return probe
    case .notFound: throw SessionsError.server("\(settings.server)", .noAPI)
    default: throw error
    }
  }

  private func failure(in answer: WireAnswer) -> SessionsError? {
    (200..<300).contains(answer.status) ? nil : reader.error(in: answer)
  }
}
