import Evidence
import Testing

@testable import Diagnosis

/// What clients quote of a product at a limit, and whose it is then.
@Suite struct ProductRefusalTests {
  /// A client that quotes a refusal from 10:20 on, beside a quiet service.
  private static func lines(_ refusal: String, beside service: String) -> String {
    var lines =
      LogLines.quiet("web", minutes: 0..<20, "request served")
      + LogLines.quiet(service, minutes: 0..<40, "background saving started")
    for minute in 20..<40 {
      lines += "\(LogLines.clock(10, minute, 5)) E web | session load failed: \(refusal)\n"
    }
    return lines
  }

  @Test(arguments: [
    ("ERR max number of clients reached", "orders-redis"),
    ("FATAL: sorry, too many clients already", "postgres"),
    ("FATAL: remaining connection slots are reserved for superusers", "postgresql-0"),
    ("Error 1040: Too many connections", "mysql"),
    ("ORA-12519, TNS:no appropriate service handler found", "oracle"),
  ])
  func `A limit is that of the product whose words a client quotes`(
    refusal: String, service: String
  ) throws {
    let diagnosis = LogLines.diagnose(Self.lines(refusal, beside: service), services: ["web"])
    let first = try #require(diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] })
    #expect(first.service == service && first.writer == "web" && first.count == 20)
    #expect(diagnosis.findings.contains { $0.service == "web" && $0.names == [service] })
    // Whom it is asked about makes no difference.
    let asked = LogLines.diagnose(Self.lines(refusal, beside: service), services: [service])
    #expect(asked.hypotheses.first?.service == service)
  }

  @Test(arguments: [
    ("ERR max number of clients reached", "mysql"),
    ("too many requests, slow down", "redis"),
    ("connection refused", "redis"),
    ("FATAL: sorry, too many clients already", "poster"),
  ])
  func `Other products' words, and words of everybody, are the client's`(
    text: String, service: String
  ) {
    let diagnosis = LogLines.diagnose(Self.lines(text, beside: service), services: ["web"])
    #expect(!diagnosis.findings.contains { $0.service == service }, "\(diagnosis.findings)")
  }

  @Test func `Of several of one product none is accused, and who says it itself needs no client`() {
    let text = "FATAL: sorry, too many clients already"
    let two =
      Self.lines(text, beside: "postgres-a")
      + LogLines.quiet("postgres-b", minutes: 0..<40, "checkpoint complete")
    let several = LogLines.diagnose(two, services: ["web"])
    #expect(!several.findings.contains { $0.isToldByClients })
    var own = Self.lines(text, beside: "postgres")
    for minute in 20..<40 { own += "\(LogLines.clock(10, minute, 4)) F postgres | \(text)\n" }
    let told = LogLines.diagnose(own, services: ["web"])
    #expect(!told.findings.contains { $0.isToldByClients })
    #expect(told.hypotheses.first?.service == "postgres")
  }
}
