import Evidence
import Testing
import Timeline

@testable import Investigation

/// Values as a row of blocks, and series of fewer points that look the same.
@Suite struct SparklineTests {
  private func series(_ values: [Double], width: Int64 = 0) -> Series {
    Series(
      width: width,
      points: values.enumerated().map {
        .init(time: Instant(milliseconds: Int64($0.offset) * 1000), value: $0.element)
      })
  }

  @Test func `What was measured is drawn from its least, what was counted from nothing`() {
    let step = [Double](repeating: 340, count: 30) + [Double](repeating: 347, count: 30)
    #expect(Sparkline.draw(series(step)).wholeMatch(of: /▁{11,12}[▁-█]?█{11,12}/) != nil)
    #expect(Sparkline.draw(series([0, 4, 0, 8], width: 1000)) == "·▄·█")
    #expect(Sparkline.draw(series([5, 5, 5])) == "")
    #expect(Sparkline.draw(series([5])) == "")
  }

  @Test func `A peak of one point in a day is not lost`() {
    var values = (0..<1440).map { Double($0 % 7) }
    values[1001] = 500
    let thinned = Sparkline.thinned(series(values), to: 120)
    #expect(thinned.points.count == 120)
    #expect(thinned.points.contains { $0.value == 500 && $0.time.milliseconds == 1_001_000 })
    #expect(thinned.points.first == series(values).points.first)
    #expect(thinned.points.last == series(values).points.last)
    let times = thinned.points.map(\.time)
    #expect(times == times.sorted())
  }

  @Test func `Counts are added up`() {
    let thinned = Sparkline.thinned(
      series([Double](repeating: 1, count: 1440), width: 1000), to: 120)
    #expect(thinned.points.count <= 120)
    #expect(thinned.points.map(\.value).reduce(0, +) == 1440)
  }

  @Test func `Counts are added up in round stretches, so that even ones stay even`() {
    let even = Series(
      width: 5000,
      points: (0..<657).map { .init(time: Instant(milliseconds: $0 * 5000), value: 2) })
    let thinned = Sparkline.thinned(even, to: 120)
    #expect(thinned.width == 30_000)
    #expect(thinned.points.dropLast().allSatisfy { $0.value == 12 })
    // No round number holds whole counts of seven seconds.
    let odd = Series(
      width: 7000,
      points: (0..<300).map { .init(time: Instant(milliseconds: $0 * 7000), value: 1) })
    #expect(Sparkline.thinned(odd, to: 120).width == 21_000)
  }

  @Test func `Values that no clock or sensor gives do no harm`() {
    for value in [Double.nan, .infinity, -.infinity, 1e300] {
      let thinned = Sparkline.thinned(
        series((0..<500).map { $0 % 3 == 0 ? value : 1 }), to: 120)
      #expect(thinned.points.count <= 120)
      _ = Sparkline.draw(thinned)
      _ = Sparkline.draw(series([1, value, 2]))
    }
  }
}
