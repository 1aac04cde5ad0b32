import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// The rows of tables, kept once for all their metrics and quoted on demand.
@Suite struct QuotedRowsTests {
  private static func table(_ rows: Int) -> [String] {
    ["time,shop_cpu,shop_memory_mb"]
      + (0..<rows).map { minute in
        "2026-01-02T\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")"
          + "\(minute % 60):00Z,\(minute * 7 % 90).5,\(500 + minute)"
      }
  }

  @Test func `Each sample is a line of the file, and quotes the value of its column`() async throws
  {
    let folder = try TemporaryFolder()
    let lines = Self.table(600)
    try folder.write("m.csv", lines.joined(separator: "\n") + "\n")
    let metrics = try await read([folder.path]).observations
    #expect(metrics.count == 2)
    for metric in metrics {
      #expect(metric.samples.maker?.count == metric.samples.count)
      #expect(metric.samples.times == metric.samples.compactMap(\.time))
      #expect(metric.samples.paths == ["m.csv"])
      for sample in metric.samples {
        #expect(sample.text == lines[sample.line - 1])
        #expect(sample.text.split(separator: ",").dropFirst().contains { $0 == sample.message })
      }
    }
  }

  @Test func `Samples are looked up by time as listed ones are`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("m.csv", Self.table(200).joined(separator: "\n") + "\n")
    let made = try #require(try await read([folder.path]).observations.first).samples
    let listed = Samples(Array(made))
    let middle = try #require(made[made.count / 2].time).instant
    for samples in [made, listed] {
      #expect(samples.first(since: middle)?.time?.instant == middle)
      #expect(samples.last(before: middle) == made[made.count / 2 - 1])
      let near = samples.nearest(to: middle.advanced(by: 20_000), in: middle...middle)
      #expect(near == made[made.count / 2])
      #expect(samples.holds("01:00:00Z,60.5,560") && !samples.holds("shop_cpu"))
      #expect(samples.renamed("files", to: "x").allSatisfy { $0.service == made[0].service })
      let renamed = samples.renamed(made[0].service, to: "x")
      #expect(renamed.count == made.count && renamed.allSatisfy { $0.service == "x" })
    }
  }

  @Test func `They come out of an index as they went in, the rows once`() throws {
    let rows = QuotedRows(
      source: "files", path: "m.csv", separator: UInt8(ascii: ","),
      bytes: Array("10,3,410,5,600".utf8),
      rows: [
        .init(line: 2, time: Timestamp(Instant(milliseconds: 10)), length: 6, valueLength: 0),
        .init(line: 9, time: Timestamp(Instant(milliseconds: 20)), length: 6, valueLength: 2),
      ])
    let makers = (1...2).map { (column: Int) in
      RowSamples(rows: rows, places: [0, 1], service: "shop", metric: "m\(column)", column: column)
    }
    var store = StoreWriter()
    for maker in makers { Samples(madeBy: maker).write(to: &store) }
    let once = store.bytes.count
    for maker in makers { Samples(madeBy: maker).write(to: &store) }
    #expect(store.bytes.count - once < once)
    try store.bytes.withUnsafeBufferPointer { bytes in
      var reader = StoreReader(bytes)
      let found = [try Samples(from: &reader), try Samples(from: &reader)]
      #expect(found.map(Array.init) == makers.map { Array(Samples(madeBy: $0)) })
      #expect(found[0].map(\.message) == ["3", "5"])
      let tables = found.compactMap { ($0.maker as? RowSamples)?.rows }
      #expect(tables.count == 2 && tables[0] === tables[1])
    }
  }

  @Test func `Where rows take too much room every second one is let go`() {
    var keeper = RowKeeper()
    let row = Array(String(repeating: "x", count: 1500).utf8)
    for line in 1...20_000 {
      row.withUnsafeBufferPointer {
        keeper.begin(
          line: line, $0, time: Timestamp(Instant(milliseconds: Int64(line))), value: nil)
      }
    }
    let kept = (Int32(1)...20_000).filter { keeper.place(of: $0) != nil }
    #expect(kept.count > 3000 && kept.count < 9000)
    let places = kept.compactMap(keeper.place)
    #expect(places == Array(kept.indices))
    let file = ObservedFile(source: "files", path: "m.csv", service: "shop")
    let quoted = keeper.quoted(places, of: file, separator: nil)
    #expect(kept.indices.allSatisfy { quoted.time($0).instant.milliseconds == Int64(kept[$0]) })
  }
}
