import CPlatform
import CZlib
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Incident {
  /// Writes the logs below a folder, which is made where it is missing.
  ///
  /// The files carry the time of the incident's end, as logs that were collected then would.
  ///
  /// - Throws: What the file system says.
  package func write(to folder: String) throws {
    var scribe = IncidentScribe(self)
    for log in scribe.write() {
      let path = "\(folder)/\(log.service.path)"
      let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
      try FileManager.default.createDirectory(
        atPath: String(parent), withIntermediateDirectories: true)
      if log.service.isCompressed {
        try Self.compress(Array(log.text.utf8), to: path)
      } else {
        try Data(log.text.utf8).write(to: URL(filePath: path))
      }
      _ = cplatform_set_times(path, (start + length) / 1000)
    }
  }

  private static func compress(_ bytes: [UInt8], to path: String) throws {
    guard let stream = gzopen(path, "wb4") else {
      throw Errno(rawValue: cplatform_errno())
    }
    let written = gzwrite(stream, bytes, UInt32(bytes.count))
    guard gzclose(stream) == Z_OK, Int(written) == bytes.count else {
      throw Errno.noSpace
    }
  }
}
