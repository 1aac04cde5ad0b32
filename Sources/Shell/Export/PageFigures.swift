import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The pictures and the evidence of an exported page: each series is drawn once.
struct PageFigures {
  private let postMortem: PostMortem
  /// The series that the summary rests on, which stand below it.
  private let deciding: [Report.Exhibit]
  /// The earliest time of all evidence, in seconds since 1970.
  private let earliest: Double?

  /// More pictures below a summary hide what follows.
  private static let mostLeading = 4

  init(_ postMortem: PostMortem) {
    self.postMortem = postMortem
    earliest =
      postMortem.exhibits.compactMap { $0.first ?? $0.time }.min()?.timeIntervalSince1970
    deciding = Array(
      postMortem.deciding.compactMap { number in
        postMortem.exhibits.first { $0.number == number && ChartedSeries($0) != nil }
      }.prefix(Self.mostLeading))
  }

  /// The pictures below the summary; empty where nothing that it rests on can be drawn.
  var leading: String {
    deciding.compactMap(figure).joined(separator: "\n")
  }

  /// When what the timeline tells was seen; nil where there is too little to draw.
  var timeline: String? {
    let told = postMortem.exhibits.filter { postMortem.timeline.contains($0.number) }
    return TimelineChart(told).map { chart in
      """
      <figure>
      <div class="plot">\(chart.svg)</div>
      </figure>
      """
    }
  }

  /// A piece of evidence: its quote and place, and behind it the lines around it and its course.
  func exhibit(_ exhibit: Report.Exhibit) -> String {
    let facts = ExhibitFacts(exhibit)
    let names =
      [exhibit.service.map { "<strong>\(HTMLText.escaped($0.oneLine))</strong>" }]
      + [exhibit.measure?.name.map { HTMLText.escaped($0.oneLine) }]
      + [exhibit.quote.map { "<code>\(HTMLText.escaped($0.oneLine))</code>" }]
    let place = facts.place.isEmpty ? nil : "<code>\(HTMLText.escaped(facts.place.oneLine))</code>"
    let beside = [place, facts.occurrences.map(HTMLText.escaped)].compactMap { $0 }
    let isDrawn = deciding.contains { $0.number == exhibit.number }
    let figure = isDrawn ? nil : figure(exhibit)
    let inside = [lines(facts), figure, origin(exhibit)].compactMap { $0 }.joined(separator: "\n")
    let anchor = PostMortem.anchor(exhibit.number)
    return """
      <details>
      <summary>[\(exhibit.number)] \(names.compactMap { $0 }.joined(separator: " "))\
      <span class="where">\(beside.joined(separator: " · "))</span></summary>
      <div class="inside" id="\(anchor)">
      \(inside.isEmpty ? "<p>Nothing more was kept of it.</p>" : inside)
      </div>
      </details>
      """
  }

  /// What a remote source was asked, with the page that shows the same.
  private func origin(_ exhibit: Report.Exhibit) -> String? {
    guard let origin = exhibit.origin else { return nil }
    let source = HTMLText.escaped(origin.source.oneLine)
    let time = TimeWords(toTheSecond: origin.time).text
    let page = origin.page.map { link in
      let address = HTMLText.escaped(link)
      return " <a href=\"\(address)\" rel=\"noreferrer\">Open it there</a>"
    }
    return "<p>Asked of \(source) at \(time) UTC: "
      + "<code>\(HTMLText.escaped(origin.query.oneLine))</code>\(page ?? "")</p>"
  }

  /// The lines around the cited one, which is marked.
  private func lines(_ facts: ExhibitFacts) -> String? {
    guard !facts.rows.isEmpty else { return nil }
    let rows = facts.rows.map { row in
      let text = HTMLText.escaped(row.text)
      return row.isCited ? "<span class=\"cited\">\(text)</span>" : "\(text)\n"
    }
    return "<pre class=\"lines\">\(rows.joined())</pre>"
  }

  /// A series as a picture, with its values as a table.
  private func figure(_ exhibit: Report.Exhibit) -> String? {
    guard let series = ChartedSeries(exhibit, quiet: earliest) else { return nil }
    let unit = series.unitWords.oneLine
    let name =
      series.isCount
      ? "<code>\(HTMLText.escaped(series.name.oneLine))</code>"
      : HTMLText.escaped(series.name.oneLine)
    let service = series.service.map { "<strong>\(HTMLText.escaped($0.oneLine))</strong> " } ?? ""
    let rows = series.points.map { point in
      "<tr><td>\(ChartedSeries.time(point.time).text)</td>"
        + "<td class=\"number\">\(HTMLText.escaped(AxisUnit.number(point.value)))</td></tr>"
    }
    return """
      <figure>
      <figcaption>\(service)\(name) <a class="mark" \
      href="#\(PostMortem.anchor(exhibit.number))">[\(exhibit.number)]</a></figcaption>
      <div class="plot">\(SeriesChart(series).svg)</div>
      <details class="values">
      <summary>Values</summary>
      <p>\(HTMLText.escaped(series.words))</p>
      <div class="wide"><table>
      <thead><tr><th>Time (UTC)</th><th class="number">\
      \(unit.isEmpty ? "Value" : HTMLText.escaped(unit))</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      </details>
      </figure>
      """
  }
}
