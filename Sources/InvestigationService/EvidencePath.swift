package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Checks the places that whoever runs the service names as evidence.
package enum EvidencePath {
  /// The absolute form of a folder, file or glob, which names the same from any directory.
  ///
  /// - Throws: ``SessionsError/evidence(_:)`` where it is a URL, missing or unreadable.
  package static func absolute(_ path: String) throws(SessionsError) -> String {
    // A remote source names the same from everywhere.
    guard EvidenceLocation.source(in: path) == nil else { return path }
    guard !path.contains("://") else {
      throw .evidence(.isURL(path))
    }
    let expanded = HomeFolder.expanded(path)
    let absolute =
      expanded.hasPrefix("/")
      ? expanded : FileManager.default.currentDirectoryPath + "/" + expanded
    guard !isGlob(absolute) else { return absolute }
    guard FileManager.default.fileExists(atPath: absolute) else {
      throw .evidence(.missing(path))
    }
    guard FileManager.default.isReadableFile(atPath: absolute) else {
      throw .evidence(.unreadable(path))
    }
    return absolute
  }

  /// Whether a path names files by a pattern.
  package static func isGlob(_ path: String) -> Bool {
    path.contains { "*?[".contains($0) } && !FileManager.default.fileExists(atPath: path)
  }
}
