#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
import Investigation
package import SessionsAPI

/// The JSON of reports as an engine writes it, for scripted engines.
package enum SampleReport {
  /// A report that cites an exhibit, whose number is that of its turn.
  package static func json(_ number: Int, quote: String = "no space left on device") -> Data {
    Data(
      #"""
      {"exhibits":[{"context":[{"line":8106,"text":"INFO order 4711 stored"},
      {"line":8107,"text":"ERROR \#(quote)"},{"line":8108,"text":"INFO order 4712 refused"}],
      "count":41,"first":"2026-03-10T10:05:12Z","kind":"line","last":"2026-03-10T10:59:59.250Z",
      "line":8107,"number":\#(number),"path":"orders.log","quote":"\#(quote)",
      "series":[{"time":"2026-03-10T10:05:00Z","value":17},
      {"time":"2026-03-10T10:06:00Z","value":23.5}],"service":"orders","source":"files",
      "time":"2026-03-10T10:05:12Z"}],"sections":[{"claims":[{"exhibits":[\#(number)],
      "text":"The disk of orders filled up"}],"kind":"answer","title":"Answer"},
      {"claims":[{"exhibits":[\#(number)],"text":"10:05:12 the disk is full"},
      {"exhibits":[],"text":"10:06 orders are refused"}],"kind":"timeline","title":"Timeline"}]}
      """#.utf8)
  }

  /// An engine whose every answer has such a report, of the turn's number.
  package static func engine(quote: String = "no space left on device") -> ScriptedEngine {
    ScriptedEngine(
      answer: { "## Answer\n\nre: \($0.question) [\($0.turn ?? 0)]" },
      report: { json($0.turn ?? 0, quote: quote) })
  }

  /// The same report as a value.
  package static func value(_ number: Int) throws -> SessionsAPI.Report {
    try ContractJSON.decode(SessionsAPI.Report.self, from: json(number))
  }
}
