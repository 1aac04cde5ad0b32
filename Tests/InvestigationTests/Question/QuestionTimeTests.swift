import Testing
import Timeline

@testable import Investigation

@Suite struct QuestionTimeTests {
  /// A question and the window it names, in ISO times.
  static let windows: [(String, String, String)] = [
    ("errors at 10:05", "2026-03-10T10:05:00Z", "2026-03-10T10:05:59Z"),
    ("errors between 10:00 and 10:10", "2026-03-10T10:00:00Z", "2026-03-10T10:10:00Z"),
    ("zoom into 10:00 to 10:10", "2026-03-10T10:00:00Z", "2026-03-10T10:10:00Z"),
    ("errors 10:00-10:10", "2026-03-10T10:00:00Z", "2026-03-10T10:10:00Z"),
    ("errors since 10:30", "2026-03-10T10:30:00Z", "2026-03-10T11:00:00Z"),
    ("errors before 9:30", "2026-03-10T09:00:00Z", "2026-03-10T09:29:59Z"),
    ("errors of the last 20 minutes", "2026-03-10T10:40:00Z", "2026-03-10T11:00:00Z"),
    ("errors of the last hour", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z"),
    ("errors 30 minutes ago", "2026-03-10T10:30:00Z", "2026-03-10T10:30:59Z"),
    ("errors at 5:05 am EST", "2026-03-10T10:05:00Z", "2026-03-10T10:05:59Z"),
    ("errors at 12:05+02:00", "2026-03-10T10:05:00Z", "2026-03-10T10:05:59Z"),
    ("errors at 2026-03-10T10:05:30Z", "2026-03-10T10:05:30Z", "2026-03-10T10:05:30Z"),
    ("errors yesterday at 5 pm", "2026-03-09T17:00:00Z", "2026-03-09T17:59:59Z"),
    ("errors on March 9", "2026-03-09T00:00:00Z", "2026-03-09T23:59:59Z"),
  ]

  @Test(arguments: windows)
  func `times are made out`(text: String, first: String, last: String) throws {
    let window = try #require(QuestionFixture.parse(text).time?.window, "\(text)")
    #expect(window.lowerBound == QuestionFixture.instant(first))
    #expect(
      window.upperBound.milliseconds / 1000 == QuestionFixture.instant(last).milliseconds / 1000)
  }

  @Test(arguments: ["why did it fail?", "show the last 5 errors", "errors after 3 retries"])
  func `numbers that are no times are none`(text: String) {
    #expect(QuestionFixture.parse(text).time == nil)
  }
}
