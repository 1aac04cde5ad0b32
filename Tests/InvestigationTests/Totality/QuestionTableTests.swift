import Foundation
import TestSupport
import Testing
import Timeline

@testable import Investigation

/// Questions about times that no evidence reaches, on evidence of every span.
@Suite(.steppingBack) struct QuestionTableTests {
  /// Those that ended the process before.
  static let known = [
    "what happened before 2020-01-01?", "show me errors before 09:00",
    "was it fine until yesterday", "in 9223372036854775807 seconds", "last 100000000000 weeks",
  ]

  static let beginnings = [
    "what happened", "show me the errors", "was it fine", "why did checkout fail",
    "summarise the errors", "what changed", "who is affected", "give me a timeline",
    "is it slower than usual", "show the first 3 lines",
  ]

  static let times = [
    "before 2020-01-01", "until 1969-12-31T23:59:59Z", "before 0000-01-01", "after 9999-12-31",
    "since 2038-01-19T03:14:08Z", "at 9999-12-31T23:59:60.999+14:00", "before 09:00", "after 23:59",
    "until yesterday", "since monday", "today", "between 23:59 and 00:01",
    "from 2040-01-01 to 1960-01-01", "in the last 9223372036854775807 days",
    "in 9223372036854775807 seconds", "9223372036854775807 weeks ago",
    "since 100000000000 weeks ago", "1 second ago", "on February 31", "before midnight",
    "at 24:00 utc-12:00",
  ]

  static let table = known + beginnings.flatMap { beginning in times.map { "\(beginning) \($0)?" } }

  @Test(arguments: TestSpan.all)
  func
    `Defect 1: every question about a time is answered, with its window or that it holds no data`(
      span: TestSpan
    ) async throws
  {
    let folder = try TemporaryFolder()
    try span.write(to: folder)
    let engine = fileEngine()
    #expect(Self.table.count > 205)
    for text in Self.table {
      let asked = try await ask(text, in: [folder.path], of: engine)
      #expect(asked.titles.first == "Answer" || asked.titles.first == "Summary", "\(text)")
      #expect(asked.section(asked.titles[0])?.isEmpty == false, "\(text)\n\(asked.markdown)")
      try checkCitations(asked, in: folder.path)
    }
  }

  @Test(arguments: [
    "what happened before 2020-01-01?", "show me errors before 09:00",
    "show me errors since 2026-03-11",
  ])
  func `Defect 1: a window without data is told as one, with what there is`(
    question: String
  ) async throws {
    let folder = try TemporaryFolder()
    try TestSpan.all[3].write(to: folder)
    let asked = try await ask(question, in: [folder.path])
    #expect(asked.markdown.contains("holds no data"), "\(asked.markdown)")
    #expect(asked.markdown.contains("2026-03-10 10:00:00 to 10:59:30 UTC"), "\(asked.markdown)")
  }

  @Test func `Defect 1: a moment at the ends of time is one, whoever says it`() async throws {
    let folder = try TemporaryFolder()
    try TestSpan.all[3].write(to: folder)
    for time in [Instant.earliest, .latest, Instant(milliseconds: 0)] {
      for text in ["why did checkout fail?", "what changed in the last hour?", "errors at 10:05"] {
        let asked = try await ask(text, in: [folder.path], time: time)
        #expect(asked.titles.first == "Answer")
      }
    }
  }

  @Test func `a window stored by an earlier version is read, even one the wrong way round`() throws
  {
    let range = Data(#"[{"milliseconds":5},{"milliseconds":3}]"#.utf8)
    let window = try JSONDecoder().decode(TimeWindow.self, from: range)
    #expect(window == Instant(milliseconds: 5)...Instant(milliseconds: 3))
    #expect(try JSONDecoder().decode(TimeWindow.self, from: JSONEncoder().encode(window)) == window)
  }
}
