import Testing

@testable import Investigation

@Suite struct BurstScanTests {
  @Test func `the crowded stretch is found, with what lies outside it`() throws {
    let counts = [1, 0, 1, 0, 0, 9, 12, 8, 0, 1]
    let burst = try #require(BurstScan.strongest(in: counts))
    #expect(burst.bins == 5..<8)
    #expect(burst.inside == 29 && burst.outside == 3)
    #expect(burst.score > 10 && burst.ratio > 3)
  }

  @Test func `an even series has no burst worth the name`() throws {
    let burst = try #require(BurstScan.strongest(in: [5, 4, 6, 5, 5, 4, 6, 5]))
    #expect(burst.score < 4)
  }

  @Test func `an empty series has none at all`() {
    #expect(BurstScan.strongest(in: [0, 0, 0]) == nil)
  }

  @Test func `what comes by the clock from the beginning on is scheduled`() {
    var hourly = [Int](repeating: 0, count: 120)
    for bin in stride(from: 10, to: 120, by: 20) { hourly[bin] = 7 }
    #expect(Recurrence.isScheduled(hourly))
    var late = [Int](repeating: 0, count: 120)
    for bin in stride(from: 70, to: 120, by: 10) { late[bin] = 7 }
    #expect(!Recurrence.isScheduled(late))
  }
}
