import SessionsAPI

/// What there is to say of an exhibit beside its quote.
struct ExhibitFacts {
  let exhibit: Report.Exhibit

  init(_ exhibit: Report.Exhibit) {
    self.exhibit = exhibit
  }

  /// Where it stands: `ledger/ledger.log.gz:8107`; the metric's name of what was measured.
  var place: String {
    let path = exhibit.path ?? exhibit.source ?? ""
    return path + (exhibit.line.map { ":\($0)" } ?? "")
  }

  /// How often and when: `4107 times, 2026-03-10 10:05:12 to 10:59:59 UTC`; nil where nothing is known.
  var occurrences: String? {
    let count = exhibit.count.map { $0 == 1 ? "once" : "\($0) times" }
    let period: String? =
      switch (exhibit.first.map({ TimeWords($0) }), exhibit.last.map({ TimeWords($0) })) {
      case (let first?, let last?) where first == last: "\(first.text) UTC"
      case (let first?, let last?): "\(first.text) to \(last.text(after: first)) UTC"
      default: exhibit.time.map { "\(TimeWords($0).text) UTC" }
      }
    let parts = [count, period].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The cited line among those around it; empty where only its quote is known.
  var lines: [Line] {
    guard let cited = exhibit.line, let around = exhibit.context, !around.isEmpty else { return [] }
    var lines = around.map { Line(number: $0.line, text: $0.text, isCited: $0.line == cited) }
    if !lines.contains(where: \.isCited) {
      let place = lines.firstIndex { $0.number > cited } ?? lines.endIndex
      lines.insert(Line(number: cited, text: exhibit.quote ?? "", isCited: true), at: place)
    }
    return lines
  }

  /// A line of a file.
  struct Line {
    var number: Int
    var text: String
    var isCited: Bool
  }

  /// The lines with their numbers, the cited one marked: `> 8107  ERROR no space left`.
  var numbered: [String] {
    let digits = lines.map { "\($0.number)".count }.max() ?? 0
    return lines.map { line in
      let padding = String(repeating: " ", count: digits - "\(line.number)".count)
      return "\(line.isCited ? ">" : " ") \(padding)\(line.number)  \(line.text.oneLine)"
    }
  }
}
