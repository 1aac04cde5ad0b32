import CZlib
import Foundation
import Investigation
import Testing

/// Expects every item of evidence to name a line that exists and holds its quote.
func checkCitations(
  _ report: Report, in folder: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var files: [String: [String]] = [:]
  for citation in report.memory.evidence {
    #expect(!citation.path.hasPrefix("/"), sourceLocation: sourceLocation)
    let path = "\(folder)/\(citation.path)"
    let lines = try files[path] ?? decompressedLines(path)
    files[path] = lines
    try #require(
      lines.indices.contains(citation.line - 1), "\(citation)", sourceLocation: sourceLocation)
    let line = Quote.clean(lines[citation.line - 1])
    #expect(line.contains(citation.quote), "\(citation)", sourceLocation: sourceLocation)
    #expect(!citation.quote.isEmpty, sourceLocation: sourceLocation)
  }
  // What stands in the text refers to evidence that is there.
  let numbers = Set(report.memory.evidence.map(\.number))
  for match in report.markdown.matches(of: /\s\[(\d+)\](?=[\s.,\]]|$)/) {
    if let number = Int(match.1), !report.memory.evidence.isEmpty, number <= 99 {
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
