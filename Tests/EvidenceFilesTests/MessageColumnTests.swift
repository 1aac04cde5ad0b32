import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// Tables and labelled lines whose columns none of the usual names of a message have.
@Suite struct MessageColumnTests {
  private static func evidence(_ name: String, _ lines: [String]) async throws -> FileEvidence {
    FileEvidence(text: Array((lines.joined(separator: "\n") + "\n").utf8), name: name)
  }

  @Test func `The column with words says what happened, and all columns are fields`() async throws {
    let rows = (10..<30).map {
      "2026-03-10T10:00:\($0)Z,bay-\($0 % 3),\($0 % 2 == 0 ? "parcel passed the gate" : "parcel was turned")"
    }
    let evidence = try await Self.evidence("hall.csv", ["at,bay,outcome"] + rows)
    let samples = try await evidence.samples(Scope(), order: .earliest, limit: 40).samples
    #expect(samples.count == 20)
    #expect(
      samples[0].message == "parcel passed the gate"
        && samples[0].reference.description.hasSuffix(":2"))
    #expect(samples[0].time?.instant.milliseconds == 1_773_136_810_000)
    var scope = Scope()
    scope.terms = [.init(["turned"])]
    let found = try await evidence.aggregate(Aggregate(scope: scope, by: .field("bay")))
    #expect(found.groups.count == 3 && found.total == 10)
    #expect(evidence.catalog.fields["bay"] != nil)
  }

  @Test func `Where no column holds words a row is its own message, and a thing is no service`()
    async throws
  {
    let rows = (10..<30).map {
      "2026-03-10T10:00:\($0)Z,host\($0 % 3).example,\($0 == 17 ? "SERVFAIL" : "NOERROR"),\($0)"
    }
    let evidence = try await Self.evidence("lookups.csv", ["time,name,result,ms"] + rows)
    #expect(evidence.catalog.services.map(\.name) == ["lookups"])
    var scope = Scope()
    scope.fields = [.init(name: "result", comparison: .equal, value: "SERVFAIL")]
    let found = try await evidence.aggregate(Aggregate(scope: scope, by: .service))
    #expect(found.total == 1)
  }

  @Test func `Numbers beside a time are still no log`() {
    let rows = (10..<30).map { "2026-03-10T10:00:\($0)Z,\($0),\($0 * 2)" }
    let evidence = FileEvidence(
      text: Array((["time,width,height"] + rows).joined(separator: "\n").utf8), name: "n.csv")
    #expect(evidence.catalog.entries == 0)
  }

  @Test
  func `Labelled values between tabs are fields; of a failed request what was asked for is quoted`()
    async throws
  {
    let lines = (10..<30).map {
      "time:10/Mar/2026:10:00:\($0) +0000\thost:10.0.0.1\tvhost:shop.example\treq:GET /a/\($0) HTTP/1.1\t"
        + "status:\($0 == 17 ? 503 : 200)\tsize:12"
    }
    let evidence = try await Self.evidence("access.ltsv", lines)
    var scope = Scope()
    scope.statuses = [500...599]
    let found = try await evidence.samples(scope, order: .earliest, limit: 5).samples
    #expect(found.count == 1)
    #expect(found.first?.message.hasPrefix("req:GET /a/17 HTTP/1.1\tstatus:503") == true)
    #expect(found.first?.time?.instant.milliseconds == 1_773_136_817_000)
    #expect(evidence.catalog.fields["vhost"] != nil)
  }

  @Test(arguments: [
    "INFO: started\tall: fine\twith: blanks", "10:00:00\tweb-1\tstatus:200", "status:200\tsize:1",
  ])
  func `Prose with colons and tabs is no labelled line`(line: String) {
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    var line = line
    line.withUTF8 { #expect(!LTSVLine.read($0, LogLineParser(), into: &entry)) }
  }

  @Test func `A message of several lines is read and found beyond its first`() async throws {
    let evidence = try await Self.evidence(
      "events.csv",
      [
        #""TimeCreated","LevelDisplayName","ProviderName","Message""#,
        #""3/10/2026 10:00:00 AM","Error","Mill Runtime","The process was ended."#, "",
        "Exception: Mill.FileNotFoundException", "",
        #"Message: Could not load file or assembly 'Sieve.Core'""#,
        #""3/10/2026 10:00:05 AM","Information","Mill Runtime","The process was begun.""#,
      ])
    var scope = Scope()
    scope.terms = [.init(["Sieve.Core"])]
    let found = try await evidence.samples(scope, order: .earliest, limit: 5)
    #expect(found.total == 1)
    let further = found.samples.first?.further ?? []
    #expect(
      further.contains { $0.text.contains("Sieve.Core") && "\($0.reference)".hasSuffix(":6") },
      "\(further)")
  }
}
