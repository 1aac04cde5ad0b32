import Diagnosis
import Evidence

/// Commands and questions that look further; nothing here is ever run.
enum NextChecks {
  static func claims(_ diagnosis: Diagnosis, _ report: ReportBuilder) -> [Report.Claim] {
    let finding = diagnosis.leading
    let change = finding.flatMap { finding in
      diagnosis.changes.compactMap(diagnosis.finding).first {
        $0.service == finding.service || $0.names.contains(finding.service)
      }
    }
    var claims: [Report.Claim] = []
    let first = report.report.exhibits.first.flatMap(report.exhibit)
    if let first, let origin = first.origin {
      claims.append(
        .init(
          "What [\(first.number)] shows now, asked of \(MarkdownText.name(origin.source)): "
            + MarkdownText.code(Quote.cut(Quote.clean(origin.query), to: longestQuery))))
    } else if let first, let between = between(change.flatMap(report.exhibit(of:)), first) {
      claims.append(.init("From the change to the onset, in the evidence folder: \(between)"))
    } else if let first, let command = command(first) {
      claims.append(
        .init("What stands around [\(first.number)], in the evidence folder: \(command)"))
    }
    if let change, let exhibit = report.exhibit(of: change) {
      claims += checks(change).prefix(1).map {
        .init("\($0.text) [\(exhibit.number)]", exhibits: [exhibit.number])
      }
    }
    if let finding {
      let own = checks(finding)
      // Of what is asked of the cluster already the command stands there.
      if !own.contains(where: { $0.text.contains("`kubectl ") }) || finding.signal != .cluster,
        let look = look(at: finding)
      {
        claims.insert(look, at: 0)
      }
      claims += own
      let name = MarkdownText.oneLine(finding.service)
      // What no log tells of has no lines to show.
      if !finding.isTold {
        claims.append(.init("Ask: \(MarkdownText.code("show me the errors of \(name)"))"))
      }
    }
    return claims
  }

  /// A command that shows the object now that a finding of a cluster is of: what says so is cited, and the
  /// quota that refuses is the one to look at.
  private static func look(at finding: Finding) -> Report.Claim? {
    let text = finding.samples.first?.text ?? ""
    if let found = text.firstRange(of: "exceeded quota: ") {
      let name = text[found.upperBound...].prefix { isPlain($0) }
      guard !name.isEmpty else { return nil }
      return .init(
        "\(MarkdownText.code("kubectl describe resourcequota \(name)")) and what uses it up")
    }
    guard finding.signal == .cluster, finding.service.allSatisfy(isPlain) else { return nil }
    return .init(MarkdownText.code("kubectl get all,events -A | grep \(finding.service)"))
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-.".contains(character))
  }

  /// What the row of a finding's kind says to look at.
  private static func checks(_ finding: Finding) -> [Report.Claim] {
    let name = MarkdownText.oneLine(finding.service)
    // A name that a shell would take apart is not put into a command.
    let isPlain = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "._-".utf8.contains($0)
    }
    let rows = finding.kind.flatMap(FaultKind.named)?.nextChecks ?? []
    return rows.compactMap { row in
      let isInCode = row.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .contains { $0.offset % 2 == 1 && $0.element.contains("SERVICE") }
      guard isPlain || !isInCode else { return nil }
      let text = row.replacing("SERVICE", with: name)
      return .init(text.prefix(1).uppercased() + text.dropFirst())
    }
  }

  /// Characters of a query that are repeated whole.
  private static let longestQuery = 400

  /// How many lines a command prints before and after what it is for.
  private static let margin = 10
  /// The most lines from a change to the onset that anybody reads.
  private static let mostBetween = 200

  /// A command that prints the lines from one exhibit to another of the same file, where they are few.
  private static func between(_ change: Exhibit?, _ cause: Exhibit) -> String? {
    guard let change, case .line(let path, let start) = change.reference.locator,
      case .line(let other, let end) = cause.reference.locator, path == other, start < end,
      end - start <= mostBetween
    else { return nil }
    return command(cause, from: start)
  }

  /// A command that prints the lines around an exhibit; nil where its path is no plain one.
  private static func command(_ exhibit: Exhibit, from start: Int? = nil) -> String? {
    guard case .line(let path, let number) = exhibit.reference.locator,
      exhibit.reference.source == "files",
      // A path that a shell would take apart is not put into a command.
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x27 && $0 != 0x60 })
    else { return nil }
    let first = max(1, (start ?? number) - margin)
    let part = "sed -n '\(first),\(number + margin)p'"
    let readers = [".gz": "gzip -dc", ".zst": "zstd -dc", ".xz": "xz -dc", ".bz2": "bzip2 -dc"]
    for (ending, reader) in readers.sorted(by: { $0.key < $1.key }) where path.hasSuffix(ending) {
      return MarkdownText.code("\(reader) '\(path)' | \(part)")
    }
    return MarkdownText.code("\(part) '\(path)'")
  }
}
