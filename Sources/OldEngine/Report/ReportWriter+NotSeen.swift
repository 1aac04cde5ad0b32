extension ReportWriter {
  private static let mostNotes = 20

  /// What the report could not see, or had to assume.
  ///
  /// `lost` are files that were indexed and could not be read again.
  func notSeen(_ lost: [UnreadFile] = []) -> [String] {
    var lines = (lost + index.unread).map {
      "- \(code($0.path)): \(MarkdownText.oneLine($0.reason))"
    }
    for file in index.files {
      lines += file.notes.map { "- \(code(file.path)): \(MarkdownText.oneLine($0))" }
      if file.undatedCount > 0 { lines.append("- \(code(file.path)): \(undated(file))") }
    }
    if lines.count > Self.mostNotes {
      let more = lines.count - Self.mostNotes
      lines = lines.prefix(Self.mostNotes) + ["- … and \(more) more notes like these"]
    }
    if index.span != nil, !index.statesZone {
      lines.append("- The logs state no time zone; their times are read as UTC.")
    }
    lines.append("- Only logs were read: no metrics, traces or change records.")
    return lines
  }

  private func undated(_ file: LogFile) -> String {
    file.undatedCount == file.entryCount
      ? "none of its \(file.entryCount) entries carries a time, so no onset can be told"
      : "\(file.undatedCount) of \(file.entryCount) entries carry no time"
  }

  private func code(_ path: String) -> String { MarkdownText.code(MarkdownText.oneLine(path)) }
}
