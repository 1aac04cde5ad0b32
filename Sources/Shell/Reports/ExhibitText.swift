import SessionsAPI

/// An exhibit as Markdown: where it stands, what it says, and the lines around it.
///
///     **[3]** `orders.log:8107` · logs · orders · 2026-03-10 10:05:12 UTC
///
///     4107 times, 2026-03-10 10:05:12 to 10:59:59 UTC
///
///     ```
///       8106  INFO order 4711 stored
///     > 8107  ERROR no space left on device
///     ```
///
/// All texts stand in code, where nothing in them is markup; what could act on a terminal is made
/// visible by whoever prints it.
enum ExhibitText {
  /// Writes an exhibit.
  static func markdown(of exhibit: Report.Exhibit) -> String {
    let place = exhibit.path ?? exhibit.source ?? ""
    let line = exhibit.line.map { ":\($0)" } ?? ""
    var names = place.isEmpty && line.isEmpty ? [] : [place + line]
    for name in [exhibit.source, exhibit.service] {
      if let name, !name.isEmpty, name != place, !names.contains(name) { names.append(name) }
    }
    let number = (["**[\(exhibit.number)]**"] + names.prefix(1).map(code)).joined(separator: " ")
    let time = exhibit.time.map { ["\(TimeWords($0).text) UTC"] } ?? []
    let head = ([number] + names.dropFirst().map(code) + time).joined(separator: " · ")
    return [head, occurrences(of: exhibit), values(of: exhibit), lines(of: exhibit)]
      .compactMap { $0 }.joined(separator: "\n\n")
  }

  /// How often, and from when to when, where the head does not tell.
  private static func occurrences(of exhibit: Report.Exhibit) -> String? {
    let count = exhibit.count.map { $0 == 1 ? "once" : "\($0) times" }
    let period: String? =
      switch (exhibit.first.map({ TimeWords($0) }), exhibit.last.map({ TimeWords($0) })) {
      case (let first?, let last?) where first == last:
        exhibit.time.map({ TimeWords($0) }) == first ? nil : "\(first.text) UTC"
      case (let first?, let last?): "\(first.text) to \(last.text(after: first)) UTC"
      case (let first?, nil): "from \(first.text) UTC on"
      case (nil, let last?): "until \(last.text) UTC"
      case (nil, nil): nil
      }
    let parts = [count, period].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The range of what was measured over time; how often a line stands there is told already.
  private static func values(of exhibit: Report.Exhibit) -> String? {
    let values = exhibit.series?.map(\.value) ?? []
    guard exhibit.kind.rawValue != "line", let least = values.min(), let most = values.max(),
      let last = values.last
    else {
      return nil
    }
    return
      "\(values.count) values from \(number(least)) to \(number(most)), at last \(number(last))"
  }

  /// A value without the fraction that it does not have.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// The lines around the cited one, which is marked; alone, what is quoted.
  private static func lines(of exhibit: Report.Exhibit) -> String? {
    let quote = exhibit.quote ?? ""
    var around = (exhibit.context ?? []).map { ($0.line, $0.text) }
    guard let cited = exhibit.line, !around.isEmpty else {
      let lines = quote.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return quote.isEmpty ? nil : fenced(lines)
    }
    if !around.contains(where: { $0.0 == cited }) {
      around.insert((cited, quote), at: around.firstIndex { $0.0 > cited } ?? around.endIndex)
    }
    let digits = around.map { "\($0.0)".count }.max() ?? 0
    return fenced(
      around.flatMap { number, text in
        let padding = String(repeating: " ", count: digits - "\(number)".count)
        let mark = number == cited ? ">" : " "
        let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
        let further = String(repeating: " ", count: digits + 4)
        return pieces.enumerated().map { place, piece in
          place == 0 ? "\(mark) \(padding)\(number)  \(piece)" : "\(further)\(piece)"
        }
      })
  }

  /// Lines in a block of code, whose fence is longer than any run of backticks in them (CommonMark
  /// 0.31, 4.5).
  private static func fenced(_ lines: [String]) -> String {
    let fence = String(
      repeating: "`", count: max(3, lines.map(longestRun).max().map { $0 + 1 } ?? 0))
    return ([fence] + lines + [fence]).joined(separator: "\n")
  }

  /// A text of one line as code in a sentence (CommonMark 0.31, 6.1).
  static func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let fence = String(repeating: "`", count: longestRun(in: line) + 1)
    let padding = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return "\(fence)\(padding)\(line)\(padding)\(fence)"
  }

  /// The longest run of backticks in a text.
  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
