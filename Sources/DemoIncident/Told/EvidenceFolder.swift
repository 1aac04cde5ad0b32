import CPlatform
import CZlib
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder that made-up evidence is written to.
package struct EvidenceFolder: Sendable {
  let path: String
  /// The time that the files carry, in milliseconds since 1970, as files collected then would.
  let time: Int64

  init(path: String, time: Int64) {
    self.path = path
    self.time = time
  }

  /// Writes a text to a file below the folder; packed where the name ends in `.gz`.
  ///
  /// - Throws: What the file system says.
  func write(_ name: String, _ text: String) throws {
    let file = "\(path)/\(name)"
    let parent = file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex)
    try FileManager.default.createDirectory(
      atPath: String(parent), withIntermediateDirectories: true)
    if name.hasSuffix(".gz") {
      try Self.compress(Array(text.utf8), to: file)
    } else {
      try Data(text.utf8).write(to: URL(filePath: file))
    }
    _ = cplatform_set_times(file, time / 1000)
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
