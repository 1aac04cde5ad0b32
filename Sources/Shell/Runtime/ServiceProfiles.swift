package import SessionsAPI

/// The services that a shell may speak to, by the names that configuration gives them.
package protocol ServiceProfiles: Sendable {
  /// Lists the profiles there are.
  func profiles() async throws -> [ProfileRow]

  /// Makes the service of a profile ready to be used, until the shell leaves.
  ///
  /// - Throws: ``SessionsError`` where there is no such profile, or it can't be used.
  func connect(_ profile: String) async throws -> ServiceConnection
}

/// A service that is ready to be spoken to.
package struct ServiceConnection: Sendable {
  package var service: any SessionsService
  /// Nil where the service is not embedded.
  package var evidence: (any EvidenceService)?
  /// Names the service in outbox, archive and messages; the same in every process.
  package var name: String
  /// The command that opens a shell on the service, such as `gumshoe --profile team`.
  package var command: String
  package var pacing: TurnPacing

  package init(
    service: any SessionsService, evidence: (any EvidenceService)?, name: String,
    command: String = "gumshoe", pacing: TurnPacing
  ) {
    self.command = command
    self.service = service
    self.evidence = evidence
    self.name = name
    self.pacing = pacing
  }
}
