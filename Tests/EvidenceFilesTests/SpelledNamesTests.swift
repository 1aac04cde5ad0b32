import Evidence
import TestSupport
import Testing

@testable import EvidenceFiles

/// Services whose names differ in the marks between their words alone.
@Suite struct SpelledNamesTests {
  private static let metrics = """
    time,shop_web_p95_ms,shop_web_requests_per_s,db_cpu_pct
    2026-03-10T10:00:00Z,120,30,14
    2026-03-10T10:01:00Z,122,31,15
    2026-03-10T10:02:00Z,121,30,14

    """

  private static func services(_ files: [(String, String)]) async throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    return try await read([folder.path]).catalog.services.map(\.name)
  }

  @Test func `a column and a change are of one service`() async throws {
    let changes = "time,service,kind,description\n2026-03-10T10:01:30Z,shop-web,release,88.2\n"
    let names = try await Self.services([("metrics.csv", Self.metrics), ("changes.csv", changes)])
    #expect(names.contains("shop_web") && !names.contains("shop-web"), "\(names)")
  }

  @Test func `two addresses stay two`() async throws {
    let rows = (0..<3).flatMap { minute in
      ["10.0.1.12", "10.0.11.2"].map { "2026-03-10T10:0\(minute):00Z,\($0),cpu_pct,\(14 + minute)" }
    }
    let table = (["time,service,metric,value"] + rows).joined(separator: "\n") + "\n"
    let names = try await Self.services([("metrics.csv", table)])
    #expect(Set(names).isSuperset(of: ["10.0.1.12", "10.0.11.2"]), "\(names)")
  }

  @Test func `the name that a log has stays`() async throws {
    let log = "2026-03-10T10:00:00Z INFO shop-web: page shown\n"
    let names = try await Self.services([
      ("metrics.csv", Self.metrics), ("logs/shop-web.log", log),
    ])
    #expect(names.contains("shop-web") && !names.contains("shop_web"), "\(names)")
  }
}
