package import SessionsAPI

/// A place of the evidence, with what came of trying it where it is a remote source.
package struct EvidenceRow: Hashable, Sendable {
  package var location: EvidenceLocation
  /// Nil for files, which are read when they are needed.
  package var check: SourceCheck?

  package init(_ location: EvidenceLocation, check: SourceCheck? = nil) {
    self.location = location
    self.check = check
  }
}
