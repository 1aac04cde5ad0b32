import Evidence
import Testing
import Timeline

@testable import Diagnosis

struct TimeShapeTests {
  private static let window = TimeWindow(
    from: Instant(milliseconds: 0), through: Instant(milliseconds: 77 * 60_000))

  /// The shape of entries at some minutes of 77.
  private static func shape(_ minutes: [Double], width: Int64 = 1000) -> TimeShape {
    let samples = minutes.enumerated().map { index, minute in
      Sample(
        reference: Reference(source: "files", locator: .line(path: "a", number: index + 1)),
        time: Timestamp(Instant(milliseconds: Int64(minute * 60_000))), service: "a", text: "x")
    }
    let points = minutes.map {
      Series.Point(
        time: Instant(
          milliseconds: Int64($0 * 60_000).floorDivided(by: width).quotient * width), value: 1)
    }
    return TimeShape(
      Observation(
        service: "a", measure: .entries(template: "x", level: .error), count: minutes.count,
        values: Series(width: width, points: points), samples: samples), within: window)
  }

  @Test(arguments: [Int64(1000), 60_000, 86_400_000])
  func `Few and scattered entries do not crowd, however wide the buckets`(width: Int64) {
    let shape = Self.shape([3.3, 14.9, 22.2, 26.2, 66], width: width)
    #expect(!shape.isCrowded)
  }

  @Test func `What runs from end to end runs all along`() {
    let minutes = (0..<38).map { (index: Int) -> Double in
      let jitter = Double(index * 7 % 5) / 3
      return Double(index) * 2 + jitter
    }
    #expect(Self.shape(minutes).course != .began)
  }

  @Test func `What begins late began, and goes on`() {
    let shape = Self.shape((0..<20).map { 40 + Double($0) * 1.9 })
    #expect(shape.course == .began)
    #expect(shape.isOngoing)
    #expect(shape.period?.lowerBound == Instant(milliseconds: 40 * 60_000))
  }

  @Test func `A burst begins where it crowds`() {
    let shape = Self.shape(
      [2, 19, 33] + (0..<60).map { (index: Int) -> Double in 50 + Double(index) * 0.2 })
    #expect(shape.course == .burst)
    #expect((shape.period?.lowerBound.milliseconds ?? 0) >= 49 * 60_000)
  }

  @Test func `What comes by the clock recurs`() {
    let shape = Self.shape((0..<8).map { 1 + Double($0) * 10 })
    #expect(shape.course == .recurring)
    #expect(shape.recurrence.map { (9...11).contains($0 / 60_000) } == true)
  }
}
