import Testing

/// When a first question is about: the evidence runs from the 10th, 09:00, to the 11th, 12:29:59, in UTC.
@Suite struct TimeQuestionTests {
  static let rows: [(ask: String, read: String)] = [
    ("show lines around 10:42", "lines.around | around 10:42:00 | at 10:42:00"),
    ("what was logged a minute before 10:42:07", "lines | 10:41:07..10:42:06.999"),
    (
      "error rate of payment in the last 30 minutes",
      "count.share | payment-api error+ | 11:59:59..12:29:59"
    ),
    (
      "errors before and after 10:42",
      "compare | error+ | ..10:41:59.999 | with error+ 10:42:00.."
    ),
    ("errors between 10:10 and 10:20", "lines | error+ | 10:10:00..10:20:00"),
    ("errors from 10:10 to 10:20", "lines | error+ | 10:10:00..10:20:00"),
    ("errors from 9 to 10", "lines | error+ | 09:00:00..10:00:00"),
    ("errors 10:10-10:20", "lines | error+ | 10:10:00..10:20:00"),
    ("errors 10:10 – 10:20 yesterday", "lines | error+ | 10T10:10:00..10T10:20:00"),
    ("errors on March 10 between 9:15 and 9:30", "lines | error+ | 10T09:15:00..10T09:30:00"),
    ("errors on 2026-03-10", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors at 10:05", "lines | error+ | 10:05:00..10:05:59.999"),
    ("errors at 10:05:33", "lines | error+ | 10:05:33..10:05:33.999"),
    ("errors at 5 pm", "lines | error+ | 10T17:00:00..10T17:00:59.999"),
    ("errors at 9 am yesterday", "lines | error+ | 10T09:00:00..10T09:00:59.999"),
    ("errors after 11:30", "lines | error+ | 11:30:00.."),
    ("errors since 11:30", "lines | error+ | 11:30:00.."),
    ("errors before 09:00", "lines | error+ | ..08:59:59.999"),
    ("errors until 10:00", "lines | error+ | ..10:00:00"),
    ("errors up to 10:00 yesterday", "lines | error+ | ..10T10:00:00"),
    ("errors around 10:42", "lines.around | error+ | around 10:42:00 | at 10:42:00"),
    ("errors in the last 15 minutes", "lines | error+ | 12:14:59..12:29:59"),
    ("errors in the past hour", "lines | error+ | 11:29:59..12:29:59"),
    ("errors in the first 10 minutes", "lines | error+ | 10T09:00:00..10T09:10:00"),
    ("errors 20 minutes ago", "lines | error+ | 12:04:59..12:14:59 | at 12:09:59"),
    ("errors since half an hour ago", "lines | error+ | 11:59:59.."),
    ("errors today", "lines | error+ | 00:00:00..23:59:59.999"),
    ("errors yesterday", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors yesterday afternoon", "lines | error+ | 10T12:00:00..10T17:59:59.999"),
    ("errors this morning", "lines | error+ | 00:00:00..11:59:59.999"),
    ("errors last night", "lines | error+ | 10T18:00:00..05:59:59.999"),
    ("errors between 12:10 CET and 12:20 CET", "lines | error+ | 11:10:00..11:20:00"),
    ("errors between 11:10 and 11:20 CET", "lines | error+ | 10:10:00..10:20:00"),
    ("errors at 12:42+02:00", "lines | error+ | 10:42:00..10:42:59.999"),
    ("errors at 2026-03-11T10:42:07Z", "lines | error+ | 10:42:07..10:42:07.999"),
    ("errors at 10:42:07 UTC", "lines | error+ | 10:42:07..10:42:07.999"),
    ("errors since midnight", "lines | error+ | 00:00:00.."),
    ("errors before noon", "lines | error+ | ..11:59:59.999"),
    ("errors from 23:50 to 00:10", "lines | error+ | 10T23:50:00..00:10:00"),
    ("errors on tuesday", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors on the 10th of march", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors of 10.03.2026", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors of 03/10/2026", "lines | error+ | 10T00:00:00..10T23:59:59.999"),
    ("errors since 10/Mar/2026:22:00:00", "lines | error+ | 10T22:00:00.."),
    ("errors from 11:00 on", "lines | error+ | 11:00:00.."),
    ("errors at 1773225727", "lines | error+ | 10:42:07..10:42:07.999"),
    ("errors within 2 minutes of 10:42", "lines | error+ | 10:40:00..10:44:59.999"),
    (
      "errors between 10:30 and 10:40 of orders on node-1",
      "lines | orders @node-1 error+ | 10:30:00..10:40:00"
    ),
    ("last 10 minutes of gateway", "lines | gateway | 12:19:59..12:29:59"),
    ("errors last hour", "lines | error+ | 11:29:59..12:29:59"),
    ("why did payment fail at 10:42:07?", "cause | payment-api | 10:42:07..10:42:07.999"),
    ("did search fail between 3 and 4 pm yesterday", "cause | search | 10T15:00:00..10T16:00:00"),
  ]

  @Test(arguments: rows)
  func `a time is read in the evidence and its zone`(ask: String, read: String) {
    #expect(Shop.read(ask).summary == read)
  }
}
