import Foundation
import Timeline

@testable import Investigation

/// An index to make questions out against.
enum QuestionFixture {
  /// 2026-03-10T09:00:00Z to 11:00:00Z.
  static let span = instant("2026-03-10T09:00:00Z")...instant("2026-03-10T11:00:00Z")

  static let index = LogIndex(
    files: [LogFile(path: "a.log")],
    services: ["cart", "checkout", "payment-service", "postgres", "user-service"],
    templates: [LogTemplate(text: "refund of order <*> rejected")], span: span, statesZone: true)

  /// Makes out a question.
  static func parse(_ text: String, memory: InvestigationMemory? = nil) -> Question {
    QuestionParser(catalog: EvidenceCatalog(index), incidentTime: nil, memory: memory).parse(text)
  }

  /// A time in ISO 8601.
  static func instant(_ text: String) -> Instant {
    let date = (try? Date(text, strategy: .iso8601)) ?? .distantPast
    return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
  }
}
