#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Where API keys are kept, as hashes.
package protocol KeyStore: Sendable {
  /// Keeps a new key; its secret is shown by the caller and never again.
  func add(_ secret: KeySecret, for principal: Principal, at now: Date) async throws -> KeyRecord

  /// Lists all keys, oldest first.
  func keys() async throws -> [KeyRecord]

  /// Finds the key that was presented, revoked or not; nil where there is none such.
  func key(_ secret: KeySecret) async throws -> KeyRecord?

  /// Revokes a key; nil where there is none such. One that was revoked before keeps its time.
  func revokeKey(_ id: String, at now: Date) async throws -> KeyRecord?

  /// Keeps that a key was used.
  func noteUse(ofKey id: String, at now: Date) async throws

  /// Switches an organisation's access off or on; false where no key belongs to it.
  func setDisabled(_ isDisabled: Bool, organization: String, at now: Date) async throws -> Bool
}
