#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A server that answers queries by GET: how it is reached, and as whom, is its own affair.
package protocol QueryServer: Sendable {
  /// Asks, and takes in the whole answer, whatever its status.
  ///
  /// - Throws: ``SourceFailure`` where no answer came or it is larger than `most` bytes;
  ///   `CancellationError`.
  func get(
    _ path: String, _ parameters: [(name: String, value: String)], atMost most: Int
  ) async throws -> QueryReply
}

/// What a server answered.
package struct QueryReply: Sendable {
  package var status: Int
  /// The header `Retry-After`, as it was sent.
  package var retryAfter: String?
  package var body: Data
  /// How far its clock is off; nil where it agrees with this machine's, or is not told.
  package var clockOffset: ClockOffset?

  package init(
    status: Int, retryAfter: String? = nil, body: Data, clockOffset: ClockOffset? = nil
  ) {
    self.status = status
    self.retryAfter = retryAfter
    self.body = body
    self.clockOffset = clockOffset
  }
}

extension QueryServer {
  /// The answer to a query within a sink's limits, asked for once more where the server had too much
  /// to do for the moment, or was out of reach behind its proxy.
  ///
  /// Bytes that are kept in a file are counted there.
  ///
  /// - Throws: ``QueryRefusal`` in the server's own terms, ``SourceFailure``, `CancellationError`.
  func ask(
    _ path: String, _ parameters: [(name: String, value: String)], isKept: Bool = false,
    _ sink: SourceSink
  ) async throws -> Data {
    var isRepeated = false
    while true {
      try await sink.beginRequest()
      let most = await sink.bytesLeft
      let reply = try await get(path, parameters, atMost: most)
      if let offset = reply.clockOffset { await sink.notice(offset) }
      if !isKept || reply.status >= 300 { await sink.count(bytes: reply.body.count) }
      guard
        let refusal = QueryRefusal(
          status: reply.status, retryAfter: reply.retryAfter, body: reply.body)
      else { return reply.body }
      guard refusal.isPassing, !isRepeated, let pause = refusal.pause else { throw refusal }
      isRepeated = true
      try await Task.sleep(for: pause)
    }
  }
}
