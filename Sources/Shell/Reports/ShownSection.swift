import SessionsAPI

/// A section of an answer, ready to be shown by itself.
struct ShownSection: Hashable, Sendable {
  /// What it may be called.
  var names: [String]
  var title: String
  /// What stands below the title, as Markdown.
  var body: String
}

extension ShownSection {
  /// Makes it of a report's section: a sentence, or a list of claims, with the exhibits they rest on.
  init(_ section: Report.Section) {
    let title = section.title.isEmpty ? section.kind.rawValue : section.title
    self.title = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    names = [section.kind.rawValue, title]
    let quotes = ["evidence", "lines"].contains(section.kind.rawValue)
    let claims = section.claims.map { Self.marked($0, isQuote: quotes) }
    body =
      claims.count == 1 ? claims[0] : claims.map { "- \($0)" }.joined(separator: "\n")
  }

  /// A claim with the marks of the exhibits that its text does not name: in front where it is a quote
  /// of one, else behind it, before its full stop.
  private static func marked(_ claim: Report.Claim, isQuote: Bool) -> String {
    let missing = claim.exhibits.map { "[\($0)]" }.filter { !claim.text.contains($0) }
    guard !missing.isEmpty else { return claim.text }
    let marks = missing.joined(separator: " ")
    if isQuote { return "\(marks) \(claim.text)" }
    return claim.text.hasSuffix(".")
      ? "\(claim.text.dropLast()) \(marks)." : "\(claim.text) \(marks)"
  }

  /// The sections of a text in Markdown: what stands between one heading and the next that is not
  /// below it (CommonMark 0.31, 4.2); a `#` inside fences of code begins none.
  static func all(in markdown: String) -> [ShownSection] {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var isCode = false
    let levels = lines.map { line in
      if line.hasPrefix("```") || line.hasPrefix("~~~") { isCode.toggle() }
      return isCode ? nil : headingLevel(of: line)
    }
    return lines.indices.compactMap { start in
      guard let level = levels[start] else { return nil }
      let next = levels[(start + 1)...].firstIndex { $0.map { $0 <= level } ?? false }
      let title = lines[start].drop { $0 == "#" }.description.trimmingBlanks()
      let body = lines[(start + 1)..<(next ?? lines.endIndex)].joined(separator: "\n")
      return ShownSection(names: [title], title: title, body: body.trimmingBlanks())
    }
  }

  /// How deep a heading is, from 1 to 6; nil where the line is none.
  private static func headingLevel(of line: Substring) -> Int? {
    let marks = line.prefix { $0 == "#" }.count
    guard (1...6).contains(marks), line.dropFirst(marks).first == " " else { return nil }
    return marks
  }
}
