import CZlib
import Foundation

/// Files packed by zlib, for measuring what unpacking costs.
enum Gzip {
  /// Packs a file at zlib's ordinary level.
  static func pack(_ file: String, to packed: String) throws {
    guard let input = FileHandle(forReadingAtPath: file), let output = gzopen(packed, "wb") else {
      throw BenchmarkError.unreadable(file)
    }
    defer { gzclose(output) }
    while let block = try input.read(upToCount: 1 << 20), !block.isEmpty {
      let written = block.withUnsafeBytes { gzwrite(output, $0.baseAddress, UInt32($0.count)) }
      guard written == block.count else {
        throw BenchmarkError.failed("'\(packed)' cannot be written.")
      }
    }
  }

  /// What inflating the whole file takes by itself.
  static func secondsToInflate(_ packed: String) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    guard let stream = gzopen(packed, "rb") else { throw BenchmarkError.unreadable(packed) }
    defer { gzclose(stream) }
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while gzread(stream, &block, UInt32(block.count)) > 0 {}
    return (clock.now - start) / .seconds(1)
  }
}
