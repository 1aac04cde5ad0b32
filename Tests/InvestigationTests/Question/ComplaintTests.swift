import Investigation
import Testing

/// What a first message asks for that tells of trouble, and what only looks like one.
@Suite struct ComplaintTests {
  static let causes = [
    "could not pay with vouchers since 10:40",
    "can not log in to search any more",
    "what made the stock worker hang at 10:42?",
    "what makes search so slow since this morning",
    "which bad deploy took payment down last night?",
    "which error brought the mailer down between 10:00 and 11:00?",
    "what keeps kafka from starting",
    "ledger-db-3 hangs in Terminating since the migration, claim never unbinds",
    "nightly batch stays pending, nobody knows the scheduler state",
    "503 on /search since half past ten - instances all look green??",
    "all panels are empty 10:40 - 10:50, which service went down??",
    "search p95 went bonkers around half past ten, only there. whats that??",
  ]

  @Test(arguments: causes)
  func `Trouble that is told, or a doer that is sought, asks for the cause`(
    ask: String
  ) {
    let question = Shop.read(ask)
    #expect(question.act == .cause)
    #expect(!question.isNotUnderstood)
  }

  static let others: [(ask: String, read: String)] = [
    ("which client made the most requests to gateway", "count"),
    ("503s per minute at gateway - which was the worst minute?", "count.rate"),
    ("gateway is down since 10:42, how many 503s were there?", "count"),
    ("orders were down this morning. tldr please", "tell"),
    ("could you not show the debug lines of kafka?", "lines"),
  ]

  @Test(arguments: others) func `What asks for something else at its end gets that`(
    ask: String, read: String
  ) {
    #expect(Shop.read(ask).actText.hasPrefix(read.prefix { $0 != "." }))
  }

  static let requests = [
    "a client complained about request 77c55969ff. what happened to it?",
    "support forwarded us trace id 77c55969ff, what went wrong there?",
    "what became of 77c55969ff",
  ]

  @Test(arguments: requests) func `What became of a request is its story`(ask: String) {
    #expect(Shop.read(ask).actText == "story.requestPath")
  }

  @Test func `Why a request failed is a cause`() {
    #expect(Shop.read("why did request 77c55969ff fail").act != .lines)
  }
}
