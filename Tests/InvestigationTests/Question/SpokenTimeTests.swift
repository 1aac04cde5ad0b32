import Evidence
import Investigation
import Testing

/// Times as people say them: in words, rounded, as a part of all there is.
@Suite struct SpokenTimeTests {
  static let clocks: [(ask: String, window: String)] = [
    ("at quarter past eleven", "11:15:00..11:15:59.999"),
    ("at a quarter past ten", "10:15:00..10:15:59.999"),
    ("at half past nine", "09:30:00..09:30:59.999"),
    ("at quarter to twelve", "11:45:00..11:45:59.999"),
    ("at ten past eleven", "11:10:00..11:10:59.999"),
    ("at 20 past 10", "10:20:00..10:20:59.999"),
    ("at twenty to twelve", "11:40:00..11:40:59.999"),
    ("at ten to eleven", "10:50:00..10:50:59.999"),
    ("at five minutes past ten", "10:05:00..10:05:59.999"),
    ("at eleven o'clock", "11:00:00..11:00:59.999"),
    ("at 10 o'clock", "10:00:00..10:00:59.999"),
    ("at quarter past 3 pm yesterday", "10T15:15:00..10T15:15:59.999"),
    ("before half past ten", "..10:29:59.999"),
    ("until quarter to eleven", "..10:45:00"),
    ("since half past eleven", "11:30:00.."),
    ("after twenty past ten", "10:20:00.."),
    ("from quarter past eleven to half past", "11:15:00..11:30:00"),
    ("from quarter past ten to quarter to eleven", "10:15:00..10:45:00"),
    ("between half past ten and eleven o'clock", "10:30:00..11:00:00"),
    ("between ten and eleven", "10:00:00..11:00:00"),
    ("from ten to twelve", "10:00:00..12:00:00"),
    ("between 10:15 and half past", "10:15:00..10:30:00"),
  ]

  static let tolerances: [(ask: String, window: String)] = [
    ("at 11:45, give or take 2 min", "11:43:00..11:47:59.999"),
    ("at 10:20 give or take a minute", "10:19:00..10:21:59.999"),
    ("at 10:42:07 plus or minus 30 seconds", "10:41:37..10:42:37.999"),
    ("at 10:20 ±5 min", "10:15:00..10:25:59.999"),
    ("at 10:20 ± 5 minutes", "10:15:00..10:25:59.999"),
    ("at 10:20 +/- 1 min", "10:19:00..10:21:59.999"),
    ("at 10:20 +-1min", "10:19:00..10:21:59.999"),
    ("at half past ten, give or take five minutes", "10:25:00..10:35:59.999"),
    ("at 10:20 or so", "10:15:00..10:25:59.999"),
    ("at noon give or take 10 min", "11:50:00..12:10:59.999"),
  ]

  static let lengths: [(ask: String, window: String)] = [
    ("in the first half hour", "10T09:00:00..10T09:30:00"),
    ("in the first half hour of the logs", "10T09:00:00..10T09:30:00"),
    ("in the last half-hour", "11:59:59..12:29:59"),
    ("in the last half an hour", "11:59:59..12:29:59"),
    ("in the last quarter of an hour", "12:14:59..12:29:59"),
    ("in the last three quarters of an hour", "11:44:59..12:29:59"),
    ("in the last hour and a half", "10:59:59..12:29:59"),
    ("in the last one and a half hours", "10:59:59..12:29:59"),
    ("in the last 1.5 hours", "10:59:59..12:29:59"),
    ("in the last 2.5 min", "12:27:29..12:29:59"),
    ("in the first ten minutes of the logs", "10T09:00:00..10T09:10:00"),
    ("in the final 90 seconds", "12:28:29..12:29:59"),
    ("half an hour before 11:00", "10:30:00..10:59:59.999"),
    ("a quarter of an hour after 11:00", "11:00:59.999..11:15:59.999"),
    ("the 5 minutes before 10:42:07", "10:37:07..10:42:06.999"),
  ]

  static let wholes: [(ask: String, window: String)] = [
    ("over the whole morning", "00:00:00..11:59:59.999"),
    ("for the entire morning", "00:00:00..11:59:59.999"),
    ("all morning", "00:00:00..11:59:59.999"),
    ("during the full afternoon", "12:00:00..17:59:59.999"),
    ("overall", ""),
    ("over the whole log", ""),
    ("in the entire time", ""),
    ("all the time", ""),
    ("over the whole of the period", ""),
  ]

  @Test(arguments: clocks + tolerances + lengths + wholes)
  func `a time in words is a window`(ask: String, window: String) {
    let question = Shop.read("errors of search \(ask)")
    #expect(question.windowText == window, "\(question.summary)")
    #expect(question.scope.terms.isEmpty, "\(question.summary)")
  }

  @Test(arguments: [
    ("overall", "10T09:00:00..12:29:59"), ("over the whole log", "10T09:00:00..12:29:59"),
    ("over the whole morning", "00:00:00..11:59:59.999"),
    ("in the entire period", "10T09:00:00..12:29:59"),
  ])
  func `all of the time takes back the window of a list`(ask: String, window: String) {
    #expect(Shop.read("and \(ask)?", .list).windowText == window)
  }

  @Test(arguments: [
    "while it lasted", "while it was failing", "while orders was down", "for as long as it lasted",
    "while the trouble lasted", "while this was going on", "during the whole incident",
  ])
  func `how long something lasted is the incident`(ask: String) {
    #expect(
      Shop.read("how many errors of gateway \(ask)?", .cause).windowText == "10:42:07..11:10:00")
  }

  @Test(
    arguments: [
      ("what happened in the 5 minutes before the first 503?", "status=503", false, 300_000),
      ("anything odd since the last 504?", "status=504", true, nil),
      ("lines of orders until the first error of ledger db", "ledger-db error+", false, nil),
      (
        "what was logged in the minute before the first 77c55969ff?", "\"77c55969ff\"", false,
        60_000
      ),
    ] as [(String, String, Bool, Int64?)])
  func `a window may hang on an entry`(ask: String, scope: String, isLast: Bool, length: Int64?)
    throws
  {
    let question = Shop.read(ask)
    let event = try #require(question.event)
    var other = question
    other.scope = event.scope
    #expect(other.scopeText == scope)
    #expect(event.isLast == isLast)
    #expect(event.length == length)
    #expect(question.scope.statuses.isEmpty && question.scope.terms.isEmpty, "\(question.summary)")
  }
}
