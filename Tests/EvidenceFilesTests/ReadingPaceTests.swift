import Testing
import TestSupport

@testable import EvidenceFiles

/// What is told while logs are read.
@Suite struct ReadingPaceTests {
  @Test(
    arguments: [
      (312_400_000, 900_000_000, 1_500, "reading 312 of 900 MB at 208 MB/s, a.log"),
      (0, 2_000_000_000, nil, "reading 0.0 of 2.0 GB, a.log"),
      (12, 900, 1_000, "reading 12 of 900 bytes at 12 bytes/s, a.log"),
      (3_000, 2_000, 1_000, "reading 2.0 of 2.0 kB at 3.0 kB/s, a.log"),
      (5_300_000, nil, 2_000, "reading 5.3 MB at 2.6 MB/s, a.log"),
      (.max, .max, 0, "reading 9223372036 of 9223372036 GB at 1000000 GB/s, a.log"),
    ] as [(Int, Int?, Int?, String)])
  func `bytes, rate and file are told in units that can be read`(
    bytes: Int, total: Int?, milliseconds: Int?, words: String
  ) {
    let elapsed = milliseconds.map { Duration.milliseconds($0) }
    #expect(ReadingPace.words(read: bytes, of: total, file: "a.log", after: elapsed) == words)
  }

  @Test func `an outer meter counts what the inner one counts`() {
    let outer = ReadingMeter()
    let inner = ReadingMeter(within: outer)
    inner.add(7)
    outer.add(1)
    #expect(inner.bytes == 7 && outer.bytes == 8)
  }
}
