/// Finds the numbered pieces of evidence of a report in Markdown.
enum EvidenceItem {
  /// The block that begins with `[n]` in the report's list of evidence; nil where there is none.
  ///
  /// A block begins at a line whose first text, behind list marks, is the citation, and ends
  /// before the next block or heading.
  static func find(_ number: Int, in markdown: String) -> String? {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { citation(atStartOf: $0) == number }) else {
      return nil
    }
    let rest = lines[lines.index(after: start)...]
    let end = rest.firstIndex { $0.hasPrefix("#") || citation(atStartOf: $0) != nil }
    let block = lines[start..<(end ?? lines.endIndex)]
    return block.joined(separator: "\n").trimmingBlanks()
  }

  /// The number of the citation that a line begins with.
  private static func citation(atStartOf line: Substring) -> Int? {
    var text = line.drop { $0 == " " || $0 == "-" || $0 == "*" || $0 == "\\" }
    guard text.first == "[" else { return nil }
    text.removeFirst()
    let digits = text.prefix(while: \.isNumber)
    let close = text.dropFirst(digits.count).drop { $0 == "\\" }
    guard close.first == "]" else { return nil }
    return Int(digits)
  }
}
