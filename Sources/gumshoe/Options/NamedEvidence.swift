import SessionsAPI
import Shell
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a command line names as evidence: what lies there to be read, and what comes but once.
struct NamedEvidence: Hashable, Sendable {
  /// Folders, files and globs.
  var locations: [EvidenceLocation] = []
  /// Pipes, with `-` for standard input.
  var pipes: [EvidenceLocation] = []

  /// What stands for standard input.
  static let standardInput = "-"

  init() {}

  /// Tells places from pipes: named pipes, and what a shell makes of `<(command)`.
  ///
  /// - Throws: ``StartFailure`` where a place is a URL or missing, or standard input is named twice.
  init(_ names: [EvidenceLocation]) throws {
    for name in names {
      if name.path == Self.standardInput {
        guard !readsStandardInput else {
          throw StartFailure.conflictingOptions(Self.standardInput, "another '-'")
        }
        pipes.append(name)
        continue
      }
      if name.source != nil {
        locations.append(name)
        continue
      }
      if let source = name.remote {
        locations.append(source)
        continue
      }
      guard !name.path.contains("://") else { throw StartFailure.urlEvidence(name.path) }
      let isGlob = name.path.contains(where: { "*?[".contains($0) })
      guard isGlob || FileManager.default.fileExists(atPath: name.path) else {
        throw StartFailure.missingEvidence(path: name.path)
      }
      if PipeKind(path: name.path).isReadOnce {
        pipes.append(name)
      } else {
        locations.append(name)
      }
    }
  }

  /// The remote sources that are named.
  var sources: [String] { locations.compactMap(\.source) }

  /// Whether standard input is named.
  var readsStandardInput: Bool { pipes.contains { $0.path == Self.standardInput } }

  /// Whether nothing is named.
  var isEmpty: Bool { locations.isEmpty && pipes.isEmpty }

  /// What selects the embedded service: all but standard input, which may go to a server.
  var ofThisMachine: [EvidenceLocation] {
    locations + pipes.filter { $0.path != Self.standardInput }
  }
}
