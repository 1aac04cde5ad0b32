import Diagnosis
import Evidence

/// What a report could not see, or had to assume.
enum NotSeen {
  /// Rows that are printed; what stands behind them is counted.
  private static let most = 20

  static func claims(_ desk: Desk, lost: [Catalog.Unread] = []) -> [Report.Claim] {
    let catalog = desk.catalog
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
      rows.append("The evidence states no time zone; times stand as they are written.")
    }
    let kinds = Finding.Signal.kinds(of: desk.evidence.observations)
    let read = (catalog.entries > 0 ? ["logs"] : []) + kinds.map(\.noun)
    let missing =
      (catalog.entries > 0 ? [] : ["logs"])
      + Finding.Signal.allCases.filter { !kinds.contains($0) && $0 != .cluster }.map(\.noun)
    if !read.isEmpty, !missing.isEmpty {
      rows.append("Only \(Counting.list(read)) were read: no \(Counting.list(missing, "or")).")
    }
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
