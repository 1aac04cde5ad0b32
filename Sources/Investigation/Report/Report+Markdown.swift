extension Report {
  /// The report as Markdown: a heading a section, claims ending in their exhibits as `[n]`.
  package var markdown: String {
    var parts: [String] = []
    for section in sections {
      var text = "## \(section.title)\n\n" + Self.body(section)
      if !section.figure.isEmpty {
        text += "\n\n```\n\(section.figure.joined(separator: "\n"))\n```"
      }
      if section.kind == .answer, let reading { text += "\n\n*Read as: \(reading).*" }
      parts.append(text)
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func body(_ section: Section) -> String {
    let isExhibits = section.kind == .evidence || section.kind == .lines
    switch section.layout {
    case .sentences:
      return section.claims.map { marked($0) }.reduce(into: "") { text, claim in
        text += text.isEmpty || claim.hasPrefix("\n") ? claim : " " + claim
      }
    case .paragraphs: return section.claims.map { marked($0) }.joined(separator: "\n\n")
    case .list:
      return section.claims.map { claim in
        isExhibits && claim.exhibits.count == 1
          ? "- [\(claim.exhibits[0])] \(claim.text)" : "- \(marked(claim))"
      }.joined(separator: "\n")
    case .numbered:
      return section.claims.enumerated().map { "\($0.offset + 1). \(marked($0.element))" }
        .joined(separator: "\n")
    }
  }

  /// The text, with the marks of the exhibits that it does not name itself before its last full stop.
  private static func marked(_ claim: Claim) -> String {
    let missing = claim.exhibits.map { "[\($0)]" }.filter { !claim.text.contains($0) }
    guard !missing.isEmpty else { return claim.text }
    let marks = missing.joined(separator: " ")
    guard claim.text.hasSuffix(".") else { return claim.text + " " + marks }
    return claim.text.dropLast() + " " + marks + "."
  }
}
