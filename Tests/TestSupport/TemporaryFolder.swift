import CZlib
import Foundation

/// A folder of a test's own, removed with it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/evidence-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it; returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes a file of bytes; returns its path.
  @discardableResult
  package func write(_ name: String, bytes: [UInt8]) throws -> String {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a gzip file; returns its path.
  @discardableResult
  package func writeGzip(_ name: String, _ text: String) throws -> String {
    try writeGzip(name, blocks: 1, of: Array(text.utf8))
  }

  /// Writes a gzip file of bytes; returns its path.
  @discardableResult
  package func writeGzip(_ name: String, bytes: [UInt8]) throws -> String {
    try writeGzip(name, blocks: 1, of: bytes)
  }

  /// Writes a gzip file of the same bytes again and again; returns its path.
  @discardableResult
  package func writeGzip(_ name: String, blocks: Int, of bytes: [UInt8]) throws -> String {
    let file = try write(name, "")
    let stream = gzopen(file, "wb")
    for _ in 0..<blocks { _ = gzwrite(stream, bytes, UInt32(bytes.count)) }
    gzclose(stream)
    return file
  }

  /// The bytes of a file.
  package func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }
}
