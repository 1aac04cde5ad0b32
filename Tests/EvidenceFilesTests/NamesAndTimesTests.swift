import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// Whose a file is, and what its times leave open.
@Suite struct NamesAndTimesTests {
  private static let line = "2026-03-10T10:00:00Z ERROR disk full\n"

  /// A file, its text, and the service it stands for.
  static let files: [(path: String, service: String)] = [
    ("orders/app.log", "orders"), ("app.log", "app"), ("kafka/server.log", "kafka"),
    ("W3SVC2/u_ex260310.log", "W3SVC2"), ("oracle/alert_SHOP.log", "SHOP"),
    ("pg_log/postgresql-Wed.log", "postgresql"), ("task_id=load/attempt=1.log", "load"),
    ("web-2/sar.log", "web-2"), ("sar.log", "sar"), ("metrics/sar.log", "sar"),
    ("cw-rds-carts-db.log", "carts-db"), ("rds.log", "rds"),
  ]

  @Test(arguments: files)
  func `A file is named by what its name or its folder says`(
    path: String, service: String
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(path, Self.line)
    #expect(try await read([folder.path]).samples.first?.service == service)
  }

  @Test func `A log of no name is of the project whose classes it names`() async throws {
    let folder = try TemporaryFolder()
    let trace = "java.io.IOException: full\n\tat org.apache.geode.Disk.write(Disk.java:7)\n"
    try folder.write("system.log", Self.line + trace + Self.line + trace)
    #expect(try await read([folder.path]).samples.first?.service == "geode")
  }

  @Test func `Dates that could be read in two ways are told in both`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("shop.log", "03/04/2026 10:00:00 ERROR disk full\n")
    let notes = try await read([folder.path]).files.first?.notes ?? []
    #expect(notes.contains { $0.contains("2026-03-04 or 2026-04-03") }, "\(notes)")
    let other = try TemporaryFolder()
    try other.write(
      "shop.log", "03/04/2026 10:00:00 ERROR disk full\n13/04/2026 10:00:00 ERROR disk full\n")
    #expect(try await read([other.path]).files.first?.notes == [])
  }

  @Test func `Seconds since a start are no time of day`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "dmesg.txt", "[    0.000000] Linux version 6.1\n[ 2797.023349] sdb: I/O error, sector 7\n")
    let evidence = try await read([folder.path])
    #expect(evidence.samples.allSatisfy { $0.time == nil } && evidence.catalog.window == nil)
    #expect(evidence.samples.map(\.message).contains("sdb: I/O error, sector 7"))
    // Beside another time of the same line they are nothing.
    let timed = try TemporaryFolder()
    try timed.write("kern.log", "2026-03-10T10:00:00Z web-1 kernel: [12.345678] sdb: I/O error\n")
    #expect(try await read([timed.path]).samples.first?.time != nil)
  }

  @Test func `A table pasted below lines of a log has entries of its own`() throws {
    let text = """
      why is cart down?
      2026-03-10T10:00:00Z ERROR cart: probe failed
      NAME                   READY   STATUS             RESTARTS   AGE
      cart-5c8b9d7f6-qwrtz   0/1     CrashLoopBackOff   7          10m
      pay-6d9f8b7c5-kjhgf    1/1     Running            0          3d
      """
    let pasted = try #require(EvidenceFilesOpener().pasted(in: text, name: "message 1"))
    #expect(pasted.lines == 4 && pasted.rest == "why is cart down?")
    let source = try #require(pasted.source as? FileEvidence)
    #expect(source.catalog.entries == 3)
    #expect(source.catalog.services.map(\.name).contains("cart"))
    #expect(
      source.samples.contains { $0.text.contains("CrashLoopBackOff") && $0.service == "cart" })
  }
}
