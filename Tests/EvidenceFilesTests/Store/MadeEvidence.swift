import Evidence
import Foundation
import TestSupport

@testable import EvidenceFiles

/// Evidence of several kinds, small and made by rule.
enum MadeEvidence {
  /// Writes a file of each kind; returns how many of them can have an index.
  static func write(to folder: TemporaryFolder) throws -> Int {
    let log = lines(400) { number in
      let level = number % 37 == 0 ? "ERROR" : number % 11 == 0 ? "WARN" : "INFO"
      return "\(stamp(number)) \(level) [depot] crate \(number * 7) moved to bay \(number % 9)"
        + (number % 37 == 0 ? "\njava.io.IOException: no bay\n\tat depot.Bay.open(Bay.java:7)" : "")
    }
    try folder.write("depot.log", log)
    try folder.writeGzip("old/depot.log.gz", log)
    try folder.write(
      "mail.jsonl",
      lines(300) { number in
        """
        {"ts":"\(stamp(number))","level":"info","service":"mail","host":"m-\(number % 3)",\
        "trace_id":"t\(number % 20)","msg":"sent \\"letter\\" \(number)","size_bytes":\(number * 3)}
        """
      })
    // No year and no zone: what these mean hangs on the other files.
    try folder.write(
      "syslog", lines(200) { "Mar 10 10:\(two($0 / 60)):\(two($0 % 60)) h1 kiosk[7]: tick \($0)" })
    try folder.write(
      "rows.csv",
      "time,level,service,message\n"
        + lines(200) { "\(stamp($0)),warn,desk,\"slip \($0) lost, again\"" })
    try folder.write(
      "metrics.csv",
      "time,service,cpu_percent,memory_mb\n"
        + lines(300) { "\(stamp($0)),desk,\($0 % 50).25,\(200 + $0)" })
    try folder.write(
      "spans.csv",
      "TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration\n"
        + lines(300) { number in
          let start = 1_773_136_800_000_000_000 + number * 1_000_000
          return "t\(number % 20),s\(number),\(number < 20 ? "root" : "s\(number - 20)"),"
            + "mail-0,send,\(start),\(start + 500_000),500"
        })
    try folder.write(
      "pods.txt",
      "$ kubectl get pods -n shop\nNAME    READY   STATUS    RESTARTS   AGE\n"
        + lines(20) { "desk-\($0)   1/1   Running   \($0)   5d" })
    return 8
  }

  /// A log of more than one part, each of whose lines is another.
  static func long() -> [UInt8] {
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < FilePlan.chunk + (1 << 20) {
      bytes += "\(stamp(number / 50)) INFO [depot] crate \(number) of \(number % 7) moved\n".utf8
      number += 1
    }
    return bytes
  }

  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  private static func stamp(_ second: Int) -> String {
    "2026-03-10T\(two(10 + second / 3600 % 12)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension FileEvidence {
  /// All that was found, to the byte.
  func found() throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var catalog = catalog
    // What goes by levels is written in the order of a hash.
    let levels = catalog.levels.sorted { $0.key < $1.key }.map { "\($0)" }
    catalog.levels = [:]
    return [String(decoding: try encoder.encode(catalog), as: UTF8.self)] + levels
      + observations.map { "\($0)" }
      + [
        "\(requests.operations)", "\(requests.messages)", "\(requests.spans)",
        "\(requests.entries)", "\(requests.total)",
      ]
  }
}

/// Reads a folder with indexes in another.
func read(
  _ folder: TemporaryFolder, cachedIn cache: String, build: String = "1",
  passingOver: [String] = [], meter: ReadingMeter? = nil, most: Int = IndexFolder.usualMost
) async throws -> FileEvidence {
  try await FileEvidence.read(
    EvidenceLocations([folder.path]), source: "files", meter: meter,
    cache: IndexCache(
      folder: cache, build: build, passingOver: passingOver, least: 1, most: most))
}

/// The names in a folder, sorted.
func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}
