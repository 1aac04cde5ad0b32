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
  var occurrences: String? { Self.joined(count, period) }

  /// The same, without a time that is the exhibit's own; nil where nothing more is known.
  var occurrencesBesideTime: String? {
    Self.joined(count, period == time ? nil : period)
  }

  /// When it happened: `2026-03-10 10:05:12 UTC`.
  var time: String? { exhibit.time.map { "\(TimeWords($0).text) UTC" } }

  private var count: String? { exhibit.count.map { $0 == 1 ? "once" : "\($0) times" } }

  private var period: String? {
    switch (exhibit.first.map({ TimeWords($0) }), exhibit.last.map({ TimeWords($0) })) {
    case (let first?, let last?) where first == last: "\(first.text) UTC"
    case (let first?, let last?): "\(first.text) to \(last.text(after: first)) UTC"
    case (let first?, nil): "from \(first.text) UTC on"
    case (nil, let last?): "until \(last.text) UTC"
    case (nil, nil): time
    }
  }

  private static func joined(_ parts: String?...) -> String? {
    let known = parts.compactMap { $0 }
    return known.isEmpty ? nil : known.joined(separator: ", ")
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

  /// A line of a file; of an entry of several lines, the first, with all that belongs to it.
  struct Line {
    var number: Int
    var text: String
    var isCited: Bool
  }

  /// The lines as they are shown, in rows with their numbers, the cited one marked; further lines of an
  /// entry are set in below its text.
  ///
  ///       8106  INFO order 4711 stored
  ///     > 8107  ERROR no space left on device
  var rows: [Row] {
    let lines = lines
    let digits = lines.map { "\($0.number)".count }.max() ?? 0
    let further = String(repeating: " ", count: digits + 4)
    return lines.flatMap { line in
      let padding = String(repeating: " ", count: digits - "\(line.number)".count)
      let front = "\(line.isCited ? ">" : " ") \(padding)\(line.number)  "
      let pieces = line.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      return pieces.enumerated().map { place, piece in
        Row(text: (place == 0 ? front : further) + piece, isCited: line.isCited)
      }
    }
  }

  /// A row of a block of code.
  struct Row {
    var text: String
    var isCited: Bool
  }
}
