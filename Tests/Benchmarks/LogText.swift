import CZlib
import Foundation

/// The text of the log lines that lie, wrapped, in the incident tables.
struct LogText {
  private let folder: DataFolder

  init(_ folder: DataFolder) {
    self.folder = folder
  }

  private struct Wrapper: Decodable {
    var log: String
  }

  /// All lines, in the order of the files' names.
  func lines() throws -> [[UInt8]] {
    let root = "incidents/trainticket"
    var lines: [[UInt8]] = []
    for day in folder.names(in: root) {
      let place = root + "/" + day + "/log"
      for name in folder.names(in: place) where name.hasSuffix(".csv.gz") {
        lines += try self.lines(of: folder.path + "/" + place + "/" + name)
      }
    }
    return lines
  }

  private func lines(of file: String) throws -> [[UInt8]] {
    let rows = CommaSeparated.rows(try Self.inflate(file))
    guard let column = rows.first?.firstIndex(of: Array("Log".utf8)) else {
      throw BenchmarkError.unreadable(file)
    }
    let decoder = JSONDecoder()
    return rows.dropFirst().compactMap { row in
      guard row.count > column,
        let wrapper = try? decoder.decode(Wrapper.self, from: Data(row[column]))
      else { return nil }
      let text = wrapper.log.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
      return text.isEmpty ? nil : Array(text)
    }
  }

  private static func inflate(_ file: String) throws -> [UInt8] {
    guard let stream = gzopen(file, "rb") else { throw BenchmarkError.unreadable(file) }
    defer { gzclose(stream) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gzread(stream, &block, UInt32(block.count))
      guard count > 0 else { return bytes }
      bytes += block[0..<Int(count)]
    }
  }
}
