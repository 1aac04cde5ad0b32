import Testing
import Timeline

@Suite struct InstantTests {
  @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
  func `Defect 1: no sum, product or difference of instants traps`(milliseconds: Int64) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(instant.advanced(by: .max) >= instant)
    #expect(instant.advanced(by: .min) <= instant)
    #expect(instant.distance(from: instant) == 0)
    #expect(Instant.latest.distance(from: instant) >= 0)
    #expect(Instant.earliest.distance(from: instant) <= 0)
    #expect(milliseconds.multipliedClamped(by: -1) == (milliseconds == .min ? .max : -milliseconds))
  }

  @Test func `Defect 1: a window may be made of any two instants`() throws {
    let window = Instant(milliseconds: 5)...Instant(milliseconds: 3)
    #expect(window.isEmpty && window.length == 0)
    #expect(!window.contains(Instant(milliseconds: 4)))
    #expect(!window.overlaps(Instant.earliest...Instant.latest))
    let all = Instant.earliest...Instant.latest
    #expect(all.length == .max && all.widened(by: .max) == all && all.contains(.earliest))
    #expect(window.union(all) == all)
  }

  @Test(arguments: [
    (Int64.min, "-292275055-05-16 16:47:04"), (-1, "1969-12-31 23:59:59"),
    (0, "1970-01-01 00:00:00"),
    (-62_167_219_200_001, "-0001-12-31 23:59:59"), (951_782_400_000, "2000-02-29 00:00:00"),
    (2_147_483_648_000, "2038-01-19 03:14:08"), (.max, "292278994-08-17 07:12:55"),
  ])
  func `Defect 1: every instant has a date, and every date its instant`(
    milliseconds: Int64, text: String
  ) {
    let civil = CivilTime(Instant(milliseconds: milliseconds))
    #expect("\(civil.dateText) \(civil.clockText)" == text)
    #expect(civil.instant.milliseconds == milliseconds)
  }

  @Test(arguments: [Int.min, -300_000_001, 0, 300_000_001, .max])
  func `Defect 1: parts that no calendar has are as the nearest that it has`(number: Int) {
    let civil = CivilTime(
      year: number, month: number, day: number, hour: number, minute: number, second: number,
      millisecond: number)
    let instant = civil.instant
    #expect(number == 0 || (number < 0) == (instant < Instant(milliseconds: 0)))
    #expect(!CivilTime(instant).dateText.isEmpty)
    #expect(CivilDate(daysSince1970: number).exists)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_769_853_900_007, "2026-01-31T10:05:00.007Z"),
    (-1, "1969-12-31T23:59:59.999Z"), (.max, "9999-12-31T23:59:59.999Z"),
    (.min, "0000-01-01T00:00:00.000Z"),
  ])
  func `an instant is written as RFC 3339, a year it can't write as the nearest`(
    milliseconds: Int64, text: String
  ) {
    #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
  }
}
