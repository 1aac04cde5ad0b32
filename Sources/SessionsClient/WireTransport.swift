/// Carries requests to one server and brings whole answers back.
protocol WireTransport: Sendable {
  /// Sends a request once; an answer of any status is an answer.
  ///
  /// - Throws: whatever kept an answer from coming, and `CancellationError`.
  func send(_ request: WireRequest, within limit: Duration) async throws -> WireAnswer

  /// Ends what is under way and gives the connections up.
  func close() async
}
