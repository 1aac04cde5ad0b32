import SessionsAPI
import Terminal

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
/// Of what was measured the values around the time that is cited; of what was fetched, what was asked.
///
/// All texts stand in code, where nothing in them is markup; what could act on a terminal is made
/// visible by whoever prints it.
enum ExhibitText {
  /// Writes an exhibit.
  static func markdown(of exhibit: Report.Exhibit) -> String {
    let facts = ExhibitFacts(exhibit)
    let measured = MeasuredText(exhibit)
    let place = facts.place
    var names = place.isEmpty ? [] : [place]
    // What was measured says more than the place of an answer that holds many series.
    if let measured { names = [measured.name] + (exhibit.origin == nil ? names : []) }
    for name in [exhibit.origin?.source ?? exhibit.source, exhibit.service] {
      if let name, !name.isEmpty, name != exhibit.path ?? exhibit.source, !names.contains(name) {
        names.append(name)
      }
    }
    let number = (["**[\(exhibit.number)]**"] + names.prefix(1).map(code)).joined(separator: " ")
    let head = ([number] + names.dropFirst().map(code) + [facts.time].compactMap { $0 })
      .joined(separator: " · ")
    let parts: [String?] =
      if let measured { [measured.course, MarkdownCode.block(measured.rows)] } else {
        [values(of: exhibit), lines(facts)]
      }
    return ([head, facts.occurrencesBesideTime] + parts + [origin(of: exhibit)])
      .compactMap { $0 }.joined(separator: "\n\n")
  }

  /// What a remote source was asked, when, and the page that shows the same.
  private static func origin(of exhibit: Report.Exhibit) -> String? {
    guard let origin = exhibit.origin else { return nil }
    let lines = origin.query.split(whereSeparator: \.isNewline).map(String.init)
    let head = "Asked of \(code(origin.source)) at \(TimeWords(toTheSecond: origin.time).text) UTC:"
    return ([head, MarkdownCode.block(lines)] + (origin.page.map { ["<\($0)>"] } ?? []))
      .joined(separator: "\n\n")
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
  private static func lines(_ facts: ExhibitFacts) -> String? {
    let rows = facts.rows
    guard rows.isEmpty else { return MarkdownCode.block(rows.map(\.text)) }
    guard let quote = facts.exhibit.quote, !quote.isEmpty else { return nil }
    return MarkdownCode.block([quote])
  }

  /// A text as code in a sentence, on one line.
  static func code(_ text: String) -> String { MarkdownCode.span(text.oneLine) }
}
