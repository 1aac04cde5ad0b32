/// What an embedded service may look at: beside the Sessions API, and only in process.
///
/// No API caller can name a path; whoever runs the service can.
package protocol EvidenceService: Sendable {
  /// Lists the evidence of a session, or of the next one to be opened where `id` is nil.
  func evidence(of id: Session.ID?) async throws -> [EvidenceLocation]

  /// Adds a folder, file, glob or remote source to a session, if one is given, and to every later one.
  ///
  /// - Returns: The location as it was understood.
  /// - Throws: ``SessionsError/evidence(_:)`` naming the path where it is missing, unreadable
  ///   or a URL of nothing that can be asked.
  @discardableResult
  func addEvidence(
    _ location: EvidenceLocation, to id: Session.ID?
  ) async throws -> EvidenceLocation

  /// Tries a place of the evidence; nil where it is no remote source, which is read when it is needed.
  func check(_ location: EvidenceLocation) async -> SourceCheck?

  /// Asks the remote sources of a session again, for its next question.
  ///
  /// - Returns: What is new of those that were asked before; empty where none was.
  /// - Throws: ``SessionsError``.
  func refresh(_ id: Session.ID) async throws -> [RefreshedSource]

  /// A path of this service's for evidence that is written now, under a name where that is free.
  ///
  /// - Throws: ``SessionsError/pipeNotKept(folder:reason:)``.
  func place(for name: String) async throws -> String

  /// Gives evidence that lies at such a path to one session alone. It goes with the session.
  ///
  /// - Throws: ``SessionsError``.
  func attach(_ location: EvidenceLocation, to owner: EvidenceOwner) async throws

  /// Gives what was attached to a session to another one too.
  ///
  /// - Throws: ``SessionsError``.
  func share(evidenceOf id: Session.ID, with owner: EvidenceOwner) async throws

  /// Removes evidence at such a path that no session was given.
  func discard(_ location: EvidenceLocation) async

  /// Removes all that the service keeps of a session, which has to have ended.
  ///
  /// - Throws: ``SessionsError`` of the kind `conflict` while a turn runs, and `notFound`.
  func forget(_ id: Session.ID) async throws
}

/// Whose evidence is that was attached.
package enum EvidenceOwner: Hashable, Sendable {
  case session(Session.ID)
  /// The session that a draft with this idempotency key will open.
  case draft(key: String)
}

/// A place that holds evidence, as whoever runs the service named it.
package struct EvidenceLocation: Hashable, Sendable, Codable {
  /// What the place is good for.
  package enum Purpose: String, Hashable, Sendable, Codable {
    /// Read for the incident itself.
    case evidence
    /// Read as a quiet period to compare with.
    case baseline
  }

  /// A folder, file or glob, as typed.
  package var path: String
  package var purpose: Purpose

  package init(path: String, purpose: Purpose = .evidence) {
    self.path = path
    self.purpose = purpose
  }
}

extension EvidenceLocation {
  /// What stands before the name of a remote source: `source:prod`, `source:prometheus=http://…`.
  package static let sourceMark = "source:"

  /// The location of a remote source.
  package static func source(_ name: String) -> EvidenceLocation {
    EvidenceLocation(path: sourceMark + name)
  }

  /// The remote source that a URL stands for: a server with Prometheus's API.
  ///
  /// Nil where it is no `http://` or `https://` URL, or a baseline, which has to be there to be compared
  /// with.
  package var remote: EvidenceLocation? {
    guard purpose == .evidence, path.hasPrefix("http://") || path.hasPrefix("https://") else {
      return nil
    }
    return .source("prometheus=\(path)")
  }

  /// The remote source that is named; nil for files.
  package var source: String? { Self.source(in: path) }

  /// The remote source that a path names; nil where it names files.
  package static func source(in path: String) -> String? {
    path.hasPrefix(sourceMark) ? String(path.dropFirst(sourceMark.count)) : nil
  }
}
