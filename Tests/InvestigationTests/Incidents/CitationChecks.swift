import CZlib
import Evidence
import Foundation
import Investigation
import Testing

/// Expects every exhibit of an answer to name a line that exists and holds its quote.
func checkCitations(
  _ asked: Asked, in folder: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var files: [String: [String]] = [:]
  for exhibit in asked.exhibits {
    guard case .line(let name, let number) = exhibit.reference.locator else { continue }
    #expect(!name.hasPrefix("/"), sourceLocation: sourceLocation)
    let path = "\(folder)/\(name)"
    let lines = try files[path] ?? decompressedLines(path)
    files[path] = lines
    try #require(
      lines.indices.contains(number - 1), "\(exhibit.reference)", sourceLocation: sourceLocation)
    let line = Quote.clean(lines[number - 1])
    #expect(line.contains(exhibit.quote), "\(exhibit.reference)", sourceLocation: sourceLocation)
    #expect(!exhibit.quote.isEmpty, sourceLocation: sourceLocation)
  }
  // What stands in the text refers to evidence that is there.
  let numbers = Set(asked.file.exhibits.map(\.number))
  for match in asked.markdown.matches(of: /\s\[(\d+)\](?=[\s.,\]]|$)/) {
    if let number = Int(match.1), number <= 99, !asked.exhibits.isEmpty {
      #expect(numbers.contains(number), "[\(number)]", sourceLocation: sourceLocation)
    }
  }
}

/// The lines of a file, plain or gzip; bytes that are no UTF-8 are replaced.
func decompressedLines(_ path: String) throws -> [String] {
  let stream = try #require(gzopen(path, "rb"))
  defer { gzclose(stream) }
  var bytes: [UInt8] = []
  var room = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = gzread(stream, &room, UInt32(room.count)), count > 0 {
    bytes += room[..<Int(count)]
  }
  // By bytes: a carriage return before the line's end would hide it in a string.
  return bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
}
