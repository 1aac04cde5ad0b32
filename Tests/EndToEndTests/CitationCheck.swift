import Foundation
import Testing

/// Checks a report's citations against the files.
enum CitationCheck {
  /// Finds each `file:line` with its quote, and expects the line to contain the quote.
  ///
  /// Returns how many were checked.
  static func check(_ markdown: String, folder: String) throws -> Int {
    var checked = 0
    for line in markdown.split(separator: "\n") {
      guard let citation = Citation(line: String(line)) else { continue }
      let text = try text(ofLine: citation.line, in: "\(folder)/\(citation.file)")
      #expect(text.contains(citation.quote), "\(citation) is not in '\(text)'")
      checked += 1
    }
    return checked
  }

  /// A citation with the quote that stands beside it, both in code marks.
  struct Citation {
    var file: String
    var line: Int
    var quote: String

    /// Reads a line of the list of evidence: the quote and the place stand in code marks.
    init?(line text: String) {
      let codes = Self.codes(in: text)
      guard text.contains("["), codes.count >= 2,
        let place = codes.first(where: { Self.place($0) != nil }), let found = Self.place(place),
        let quote = codes.filter({ $0 != place }).max(by: { $0.count < $1.count })
      else { return nil }
      (file, line) = found
      self.quote = quote.hasSuffix("…") ? String(quote.dropLast()) : quote
    }

    private static func codes(in text: String) -> [String] {
      var codes: [String] = []
      var rest = text[...]
      while let open = rest.firstIndex(of: "`") {
        let marks = rest[open...].prefix { $0 == "`" }
        let body = rest[marks.endIndex...]
        guard let close = body.range(of: String(marks)) else { break }
        codes.append(body[..<close.lowerBound].trimmingCharacters(in: .whitespaces))
        rest = body[close.upperBound...]
      }
      return codes
    }

    private static func place(_ text: String) -> (String, Int)? {
      guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]),
        !text.contains(" ")
      else { return nil }
      return (String(text[..<colon]), line)
    }
  }

  private static func text(ofLine number: Int, in path: String) throws -> String {
    let data: Data
    if path.hasSuffix(".gz") {
      let gunzip = Process()
      gunzip.executableURL = URL(filePath: "/bin/gzip")
      gunzip.arguments = ["-dc", path]
      let pipe = Pipe()
      gunzip.standardOutput = pipe
      try gunzip.run()
      data = pipe.fileHandleForReading.readDataToEndOfFile()
      gunzip.waitUntilExit()
    } else {
      data = try Data(contentsOf: URL(filePath: path))
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = try #require(lines.indices.contains(number - 1) ? lines[number - 1] : nil)
    return String(decoding: line, as: UTF8.self)
  }
}
