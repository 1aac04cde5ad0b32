import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// Tables without a header, whose columns are learned from their values.
@Suite struct HeadlessTableTests {
  private static func samples(_ rows: [String], _ name: String = "gate.csv") async throws
    -> [Sample]
  {
    let folder = try TemporaryFolder()
    try folder.write(name, rows.joined(separator: "\n") + "\n")
    return try await read([folder.path]).samples(Scope(), order: .earliest, limit: 40).samples
      .sorted { $0.reference < $1.reference }
  }

  @Test func `The column of levels is the one with different levels`() async throws {
    // SYSTEM could be a level as well, and is the kind of all rows.
    let rows = (0..<12).map { number in
      let isBad = number == 7
      return "1,2026/03/10 10:00:\(10 + number),0071,SYSTEM,\(number % 2 == 0 ? "vpn" : "dhcp"),0,"
        + "2026/03/10 10:00:\(10 + number),,sync,,0,0,general,\(isBad ? "critical" : "informational"),"
        + "\"\(isBad ? "Path to a, b is gone" : "lease renewed, ip 10.0.0.\(number)")\",99,0,,gw-2"
    }
    let bad = try #require(try await Self.samples(rows).first { $0.level == .fatal })
    #expect(bad.message == "Path to a, b is gone" && bad.host == "gw-2")
    #expect(bad.time?.instant.milliseconds == 1_773_136_817_000)
    #expect(bad.reference.description.hasSuffix(":8"))
  }

  @Test func `Tabs part columns without quotes; identifiers are no times`() async throws {
    let rows = (0..<12).map { number in
      "71120334455667\(1000 + number)\t2026-03-10T10:00:\(10 + number)Z\t88\tweb-\(number % 2)\t10.0.0.1\t"
        + "Local0\t\(number == 7 ? "Error" : "Info")\tapp/web.1\t"
        + (number == 7 ? "no connection left in the pool" : "GET /a took \(number) ms")
    }
    let bad = try #require(try await Self.samples(rows).first { $0.level == .error })
    #expect(bad.message == "no connection left in the pool")
    #expect(bad.service == "web.1" && bad.host == "web-1")
    #expect(bad.time?.instant.milliseconds == 1_773_136_817_000)
  }

  @Test func `Letters and grades are levels of a column`() async throws {
    let letters = (0..<12).map {
      "2026-03-10 10:00:\(10 + $0)\tcart\t\($0 == 7 ? "E" : "I")\tstored order \($0)"
    }
    #expect(try await Self.samples(letters)[7].level == .error)
    let grades = (0..<12).map {
      "\($0 == 7 ? "Caution" : "Informational"),Environment,03/28/2026 10:\(10 + $0),1,Fan \($0) was seen"
    }
    #expect(try await Self.samples(grades)[7].level == .warning)
  }

  @Test func `A clock with a comma does not make a table of a log`() async throws {
    let rows = (0..<12).map { "2026-03-10 10:00:\(10 + $0),123 WARN a=\($0), b=2, c=3, d=4, e=5" }
    let samples = try await Self.samples(rows, "cart.log")
    #expect(samples.first?.level == .warning)
    #expect(samples.first?.message.hasPrefix("a=") == true)
  }
}
