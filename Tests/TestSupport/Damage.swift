package import FoundationEssentials
import SystemPackage

/// Pages of an SQLite file that are spoilt in place, as a failing disk spoils them.
package enum Damage {
  /// Spoils the pages that hold a text; how many there were.
  ///
  /// The first byte of a page tells of what kind it is
  /// (https://www.sqlite.org/fileformat2.html, "B-tree Pages").
  @discardableResult
  package static func strike(_ path: String, pagesWith text: String) throws -> Int {
    let file = try Data(contentsOf: URL(filePath: path))
    var pages: Set<Int> = []
    var place = file.startIndex
    while let found = file.firstRange(of: Data(text.utf8), in: place) {
      pages.insert(found.lowerBound / 4096)
      place = found.upperBound
    }
    for page in pages { try write(Data([0xFF]), at: page * 4096, of: path) }
    return pages.count
  }

  /// Writes what a file held before, in place.
  package static func heal(_ path: String, at place: Int = 0, _ sound: Data) throws {
    try write(sound, at: place, of: path)
  }

  private static func write(_ bytes: Data, at place: Int, of path: String) throws {
    let file = try FileDescriptor.open(path, .writeOnly)
    _ = try file.closeAfter { try file.writeAll(toAbsoluteOffset: Int64(place), bytes) }
  }
}

extension Data {
  /// The first place of some bytes from a place on.
  fileprivate func firstRange(of bytes: Data, in start: Int) -> Range<Int>? {
    self[start...].firstRange(of: bytes)
  }
}
