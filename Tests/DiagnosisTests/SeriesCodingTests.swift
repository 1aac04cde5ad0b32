import Evidence
import Foundation
import Testing
import Timeline

/// A series in a case that is kept.
@Suite struct SeriesCodingTests {
  private static let series = Series(
    width: 60_000,
    points: [
      .init(time: Instant(milliseconds: -5), value: -0.1),
      .init(time: Instant(milliseconds: 1_767_434_400_000), value: 1e300),
      .init(time: Instant(milliseconds: 1_767_434_400_001), value: 0.09285714285714286),
    ])

  @Test(arguments: [series, Series()])
  func `It comes back as it was`(series: Series) throws {
    let data = try JSONEncoder().encode(series)
    #expect(try JSONDecoder().decode(Series.self, from: data) == series)
  }

  @Test func `What earlier versions kept is read as well`() throws {
    let text = #"{"width":60000,"points":[{"time":{"milliseconds":60000},"value":2.5}]}"#
    let found = try JSONDecoder().decode(Series.self, from: Data(text.utf8))
    let point = Series.Point(time: Instant(milliseconds: 60_000), value: 2.5)
    #expect(found == Series(width: 60_000, points: [point]))
  }

  @Test(arguments: ["1:2 x:3", "1", "1:2:3", "9223372036854775808:1", ":"])
  func `What is no series is refused`(values: String) {
    let data = Data(#"{"width":0,"values":"\#(values)"}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Series.self, from: data) }
  }
}
