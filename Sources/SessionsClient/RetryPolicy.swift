import SessionsAPI

/// When a call that may be repeated is repeated: backoff with jitter, and what the server asks for.
///
/// Source of the jitter: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015 (equal jitter).
package struct RetryPolicy: Hashable, Sendable {
  /// How often a call is made again, at the most.
  package var retries = 3
  /// The first pause; each later one is twice as long.
  package var firstPause = Duration.milliseconds(250)
  /// The longest `Retry-After` that is waited out here, rather than told to the caller.
  package var longestWait = Duration.seconds(5)

  package init() {}

  /// The pause before a call is made again, nil where it should not be.
  ///
  /// `attempt` counts from 1; `random` is from 0 to 1.
  func pause(
    after error: SessionsError, to request: WireRequest, attempt: Int, random: Double
  ) -> Duration? {
    guard attempt <= retries, request.isRepeatable, error.isTransient(for: request.method) else {
      return nil
    }
    let backoff = firstPause * (1 << min(attempt - 1, 16))
    let jittered = backoff / 2 + backoff / 2 * random
    guard let asked = error.retryAfter.map(Duration.seconds) else { return jittered }
    guard asked <= longestWait else { return nil }
    return max(asked, jittered)
  }
}

extension SessionsError {
  /// Whether the very same call may well succeed a moment later.
  ///
  /// 409 and 429 also pass. For what was typed their waits are the caller's to show; what only looks
  /// waits here, if it is not for long.
  fileprivate func isTransient(for method: WireRequest.Method) -> Bool {
    switch kind {
    case .unavailable, .fault: true
    case .rateLimited: method == .get
    case .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .payloadTooLarge: false
    }
  }
}
