extension ReportWriter {
  /// Commands and questions that look further; nothing here is ever run.
  func nextChecks(_ verdict: Verdict) -> [String] {
    guard let citation = draft.citations.first, !verdict.suspects.isEmpty else { return [] }
    var lines: [String] = []
    // A path that a shell would take apart is not put into a command.
    if citation.path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x27 && $0 != 0x60 }) {
      let part = "sed -n '\(max(1, citation.line - 10)),\(citation.line + 10)p'"
      let command =
        citation.path.hasSuffix(".gz")
        ? "gzip -dc '\(citation.path)' | \(part)" : "\(part) '\(citation.path)'"
      lines.append(
        "- What stands around [1], in the evidence folder: \(MarkdownText.code(command))")
    }
    let service = MarkdownText.oneLine(citation.service)
    lines.append("- Ask: \(MarkdownText.code("show me the errors of \(service)"))")
    return lines
  }
}
