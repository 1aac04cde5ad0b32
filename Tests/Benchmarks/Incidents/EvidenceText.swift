import CArchive
import Foundation

/// Reads the lines of a file of evidence, under any compression, by libarchive.
enum EvidenceText {
  /// The lines of a file; nil where it cannot be read.
  static func lines(of path: String) -> [String]? { read(path) { _ in true } }

  /// The lines of a member of an archive; nil where it has none.
  static func lines(of path: String, member: String) -> [String]? {
    read(path) { name in
      let parts = name.split(separator: "/").filter { $0 != "." }
      return parts.joined(separator: "/") == member
    }
  }

  private static func read(_ path: String, _ isWanted: (String) -> Bool) -> [String]? {
    guard let archive = archive_read_new() else { return nil }
    defer { archive_read_free(archive) }
    archive_read_support_filter_all(archive)
    archive_read_support_format_tar(archive)
    archive_read_support_format_zip(archive)
    archive_read_support_format_raw(archive)
    guard archive_read_open_filename(archive, path, 1 << 18) == ARCHIVE_OK else { return nil }
    var entry: OpaquePointer?
    while archive_read_next_header(archive, &entry) == ARCHIVE_OK, let found = entry {
      let name = archive_entry_pathname(found).map { String(cString: $0) } ?? ""
      guard isWanted(name) else { continue }
      var bytes: [UInt8] = []
      var room = [UInt8](repeating: 0, count: 1 << 18)
      while case let count = archive_read_data(archive, &room, room.count), count > 0 {
        bytes += room[..<count]
      }
      return lines(bytes)
    }
    return nil
  }

  /// Bytes as lines; UTF-16 by its mark, else UTF-8, of which what is none is replaced.
  static func lines(_ bytes: [UInt8]) -> [String] {
    var bytes = bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      bytes = Array((String(data: Data(bytes), encoding: .utf16) ?? "").utf8)
    }
    // By bytes: a carriage return before a line's end would hide it in a string.
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}
