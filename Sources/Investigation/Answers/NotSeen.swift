import Diagnosis
import Evidence

/// What a report could not see, or had to assume.
enum NotSeen {
  /// Rows that are printed; what stands behind them is counted.
  private static let most = 20

  static func claims(_ catalog: Catalog, lost: [Catalog.Unread] = []) -> [Report.Claim] {
    var rows = (lost + catalog.unread).map {
      "\(code($0.path)): \(MarkdownText.oneLine($0.reason))"
    }
    for file in catalog.files {
      rows += file.notes.map { "\(code(file.path)): \(MarkdownText.oneLine($0))" }
      if file.undated > 0 {
        rows.append(
          file.undated == file.entries
            ? "\(code(file.path)): none of its \(file.entries) entries carries a time; their order stands for it"
            : "\(code(file.path)): \(file.undated) of \(file.entries) entries carry no time of their own"
        )
      }
    }
    if rows.count > most {
      let more = rows.count - most
      rows = rows.prefix(most) + ["… and \(more) more notes like these"]
    }
    if catalog.window != nil, !catalog.statesZone {
      rows.append("The logs state no time zone; times stand as they are written.")
    }
    rows.append("Only logs were read: no metrics, traces or records of changes.")
    return rows.map { Report.Claim($0) }
  }

  /// What of the files could not be read whole: all that a list or a count has to say.
  static func files(_ catalog: Catalog, lost: [Catalog.Unread] = []) -> [Report.Claim] {
    var rows = (lost + catalog.unread).map {
      "\(code($0.path)): \(MarkdownText.oneLine($0.reason))"
    }
    for file in catalog.files {
      rows += file.notes.map { "\(code(file.path)): \(MarkdownText.oneLine($0))" }
    }
    return rows.prefix(most).map { Report.Claim($0) }
  }

  private static func code(_ path: String) -> String {
    MarkdownText.code(MarkdownText.oneLine(path))
  }
}

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
