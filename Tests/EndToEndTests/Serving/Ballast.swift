import Foundation
import Testing

/// A file that takes all the room that is left on its disk.
struct Ballast {
  private let path: String

  init(at path: String) throws {
    self.path = path
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(file, block, block.count) > 0 {}
  }

  /// Gives the room back.
  func remove() throws {
    try FileManager.default.removeItem(atPath: path)
  }
}
