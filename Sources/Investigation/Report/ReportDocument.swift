import Evidence
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A report as the API gives it: the `report` of an assistant's message, see SESSIONS-API.md.
///
/// Each exhibit stands in the message that first cites it.
struct ReportDocument: Codable {
  var sections: [Section]
  var exhibits: [Item]

  struct Section: Codable {
    var kind: Report.Kind
    var title: String
    var claims: [Claim]
  }

  struct Claim: Codable {
    var text: String
    var exhibits: [Int]
  }

  /// An exhibit; each part only where it has a value.
  struct Item: Codable {
    var number: Int
    var kind: Kind
    var source: String
    var path: String?
    var line: Int?
    var time: String?
    var service: String
    var quote: String
    var count: Int?
    var first: String?
    var last: String?
    var context: [Line]?
    var series: [Point]?
    var measure: Measure?
    var origin: Origin?
  }

  /// What a remote source was asked.
  struct Origin: Codable {
    var source: String
    var query: String
    var time: String
    var link: String?
  }

  /// What an exhibit is; the names go out in the API.
  enum Kind: String, Codable, CaseIterable {
    case line, point, span, record, message
  }

  struct Line: Codable {
    var line: Int
    var text: String
  }

  struct Point: Codable {
    var time: String
    var value: Double
  }

  /// What the points of a series are of.
  struct Measure: Codable {
    var name: String?
    var unit: String
    /// The seconds that each point stands for; absent where it stands for itself.
    var width: Double?
    var usual: Measured.Band?
    var onset: String?
  }

  /// Makes it of a report whose exhibits behind a number are new.
  init(_ report: Report, _ file: Case, after known: Int) {
    sections = report.sections.map { section in
      Section(
        kind: section.kind, title: section.title,
        claims: section.claims.map { Claim(text: $0.text, exhibits: $0.exhibits) })
    }
    let cited = Set(report.exhibits)
    exhibits = file.exhibits.filter { $0.number > known && cited.contains($0.number) }.map {
      Item($0, onset: file.incident?.onset)
    }
  }

  /// The JSON, keys sorted.
  var data: Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try? encoder.encode(self)
  }
}

extension ReportDocument.Item {
  /// Makes it of an exhibit of an incident that began at `onset`.
  init(_ exhibit: Exhibit, onset: Instant?) {
    number = exhibit.number
    source = exhibit.reference.source
    service = exhibit.sample.service
    quote = exhibit.quote
    time = exhibit.sample.time.map { $0.instant.rfc3339 }
    kind = exhibit.reference.source.hasPrefix("message ") ? .message : .line
    switch exhibit.reference.locator {
    case .line(let path, let number):
      self.path = path
      line = number
    case .point: kind = .point
    case .span: kind = .span
    case .record(let path, _):
      kind = .record
      self.path = path
    }
    if exhibit.count > 1 { count = exhibit.count }
    first = exhibit.period.map { $0.lowerBound.rfc3339 }
    last = exhibit.period.map { $0.upperBound.rfc3339 }
    origin = exhibit.origin.map {
      .init(source: $0.source, query: $0.query, time: $0.time.rfc3339, link: $0.link)
    }
    // A line of a program's answer holds whole series, and shows no reader what was measured.
    let isAnswer = exhibit.measured != nil && (path?.hasSuffix(".json") ?? false)
    if isAnswer, kind == .line { kind = .point }
    if !exhibit.context.isEmpty, !isAnswer {
      context = exhibit.context.map { .init(line: $0.number, text: $0.text) }
    }
    if let values = exhibit.values, values.points.count > 1 {
      series = values.points.map { .init(time: $0.time.rfc3339, value: $0.value) }
      measure = Self.measure(of: values, in: exhibit, onset: onset)
    }
  }

  /// What a series is of; its onset is the incident's where it has none of its own.
  private static func measure(
    of values: Series, in exhibit: Exhibit, onset: Instant?
  ) -> ReportDocument.Measure {
    let width = values.width > 0 ? Double(values.width) / 1000 : nil
    let start = exhibit.measured?.onset ?? onset
    // What is no metric is counted: spans of traces, else entries.
    let counted = if case .span = exhibit.reference.locator { "spans" } else { "entries" }
    return .init(
      name: exhibit.measured?.name, unit: exhibit.measured?.unit ?? counted, width: width,
      usual: exhibit.measured?.usual, onset: start?.rfc3339)
  }
}
