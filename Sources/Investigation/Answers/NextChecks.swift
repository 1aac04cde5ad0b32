import Diagnosis
import Evidence

/// Commands and questions that look further; nothing here is ever run.
enum NextChecks {
  static func claims(_ diagnosis: Diagnosis, _ report: ReportBuilder) -> [Report.Claim] {
    var rows: [String] = []
    let finding = diagnosis.hypotheses.first.flatMap {
      diagnosis.findings.indices.contains($0.finding) ? diagnosis.findings[$0.finding] : nil
    }
    if let finding, let kind = finding.kind.flatMap(FaultKind.named) {
      rows += kind.nextChecks.map {
        $0.replacing("SERVICE", with: MarkdownText.oneLine(finding.service))
      }
    }
    if let exhibit = report.report.exhibits.first.flatMap(report.exhibit),
      let command = command(exhibit)
    {
      rows.append("What stands around [\(exhibit.number)], in the evidence folder: \(command)")
    }
    if let finding {
      rows.append(
        "Ask: \(MarkdownText.code("show me the errors of \(MarkdownText.oneLine(finding.service))"))"
      )
    }
    return rows.map { Report.Claim($0) }
  }

  /// A command that prints the lines around an exhibit; nil where its path is no plain one.
  private static func command(_ exhibit: Exhibit) -> String? {
    guard case .line(let path, let number) = exhibit.reference.locator,
      exhibit.reference.source == "files",
      // A path that a shell would take apart is not put into a command.
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x27 && $0 != 0x60 })
    else { return nil }
    let part = "sed -n '\(max(1, number - 10)),\(number + 10)p'"
    let readers = [".gz": "gzip -dc", ".zst": "zstd -dc", ".xz": "xz -dc", ".bz2": "bzip2 -dc"]
    for (ending, reader) in readers.sorted(by: { $0.key < $1.key }) where path.hasSuffix(ending) {
      return MarkdownText.code("\(reader) '\(path)' | \(part)")
    }
    return MarkdownText.code("\(part) '\(path)'")
  }
}
