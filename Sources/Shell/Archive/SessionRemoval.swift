package import SessionsAPI

/// Takes a session off this machine, wherever something of it is kept.
package struct SessionRemoval: Sendable {
  private let evidence: (any EvidenceService)?
  private let serviceName: String
  private let archive: Archive
  private let outbox: Outbox

  /// Names what is kept of a service's sessions; `evidence` is nil where the service is elsewhere.
  package init(
    evidence: (any EvidenceService)?, serviceName: String, archive: Archive, outbox: Outbox
  ) {
    self.evidence = evidence
    self.serviceName = serviceName
    self.archive = archive
    self.outbox = outbox
  }

  /// Removes a session: first from the embedded service, which may refuse, with what was piped and
  /// attached to it; then what waits to be sent to it; then its transcript with the index of words.
  ///
  /// - Throws: ``SessionsError`` of the kind `conflict` while a turn of it runs; what keeps files from
  ///   being written.
  package func remove(_ id: Session.ID) async throws {
    do {
      try await evidence?.forget(id)
    } catch let error as SessionsError where error.kind == .notFound {
      // As after a cleaning up; the transcript may be there still.
    }
    // The transcript goes last: while it is there, the session can be named again.
    try await outbox.forget(id, service: serviceName)
    _ = try archive.forget(id, service: serviceName)
  }
}
