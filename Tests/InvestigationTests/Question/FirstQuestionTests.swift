import Investigation
import Testing

/// What a first question wants that searches for nothing.
@Suite struct FirstQuestionTests {
  static let rows: [(ask: String, read: String)] = [
    ("why are orders failing?", "cause | orders"),
    ("why can't anyone order since this morning", "cause | 00:00:00..11:59:59.999"),
    ("gateway returns 503 for /checkout, any idea?", "cause | gateway status=503 \"/checkout\""),
    ("what took the mailer down last night", "cause | mailer | 10T18:00:00..05:59:59.999"),
    ("orders are broken pls help", "cause | orders"),
    ("nothing works!!", "cause"),
    (
      "could you look into the payment api between 10:10 and 10:20",
      "cause | payment-api | 10:10:00..10:20:00"
    ),
    (
      "did something go wrong with kafka around 10:42",
      "cause | kafka | 10:37:00..10:47:59.999 | at 10:42:00"
    ),
    ("what changed before 10:40", "changes | ..10:39:59.999"),
    ("any deploys yesterday?", "changes | 10T00:00:00..10T23:59:59.999"),
    ("did someone restart kafka", "changes | kafka"),
    ("was the config of payment changed", "changes | payment-api"),
    ("give me the timeline", "story.timeline"),
    ("what happened in which order", "story.timeline"),
    ("which failed first, orders or ledger-db", "story.order | orders ledger-db | first"),
    ("who calls ledger-db?", "story.dependents | ledger-db"),
    ("what is the blast radius", "story.impact"),
    ("follow request 77c55969ff", "story.requestPath | \"77c55969ff\""),
    ("what happened to 77c55969ff", "story.requestPath | \"77c55969ff\""),
    ("what services are there", "inventory.services"),
    ("which time range is in there", "inventory.timeRange"),
    ("which files could you not read, and why", "inventory.unread"),
    ("what logs do you have", "inventory"),
    ("hi", "inventory"),
    ("status of kafka", "state.health | kafka"),
    ("is everything ok", "state.health"),
    ("since when is payment failing", "state.since | payment-api"),
    ("when did kafka restart", "state.when | kafka \"restart\""),
    ("when was the last declined", "state.last | \"declined\" | last"),
    ("how long was gateway down", "state.duration | gateway"),
    ("did the mailer come back", "state.recovered | mailer"),
    ("what is the time zone of the logs", "inventory.timeRange"),
    ("status 503 from gateway", "lines | gateway status=503"),
    ("how come search is timing out?", "cause"),
    ("our users get a blank page since 10:40", "cause | 10:40:00.."),
    ("kafka won't come up", "cause | kafka"),
    ("give me the reason for the declined payments", "cause | payment-api"),
    ("where did it go wrong", "cause"),
    ("whats happening with orders right now", "cause | orders"),
    ("pls check payments something odd since 10:30", "cause | payment-api | 10:30:00.."),
    ("could you kindly tell why orders are getting failed", "cause | orders"),
    ("why do the orders are failing", "cause | orders"),
    ("is there a memory leak in stock worker", "judge.couldBe | stock-worker"),
    ("what got released yesterday", "changes | 10T00:00:00..10T23:59:59.999"),
    ("has anybody touched kafka", "changes | kafka"),
    ("list all restarts", "changes | all"),
    ("was there any config change before 10:42", "changes | ..10:41:59.999"),
    ("tell me the story of this outage", "story.timeline"),
    ("reconstruct the events", "story.timeline"),
    ("step by step, what happened", "story.timeline"),
    ("what does orders depend on", "story.dependents | orders"),
    ("which services are downstream of kafka", "story.dependents | kafka"),
    ("did anything else fail at the same time", "story.alsoBroken"),
    ("what became of order 77c55969ff", "story.requestPath | \"77c55969ff\""),
    ("is the ledger database healthy", "state.health | ledger-db"),
    ("is payment still down?", "state.stillHappening | payment-api"),
    ("are we still seeing 503s", "state.stillHappening | status=503"),
    ("did things calm down", "state.recovered"),
    ("when did the first 503 show up", "state.first | status=503 | first 1"),
    ("when did gateway last return a 503", "state.last | gateway status=503 | last"),
    ("for how long were orders failing", "state.duration | orders"),
    ("at which time did search break", "state.since | search"),
    ("when was kafka restarted the last time", "state.last | kafka \"restarted\" | last 1"),
    ("what hosts do we have logs from", "inventory.services"),
    ("what's the first timestamp in there", "inventory.timeRange | first"),
    ("did you manage to read all files", "inventory.unread | all"),
    ("what can I ask you?", "inventory"),
  ]

  @Test(arguments: rows)
  func `the act of a first question is read`(ask: String, read: String) {
    #expect(Shop.read(ask).summary == read)
  }

  @Test(arguments: [
    "orders p95 went through the roof at 10:42, why?",
    "p95 of orders went from 90 ms to a second, what happend there",
  ])
  func `a percentile in a complaint asks for no number`(ask: String) {
    #expect(Shop.read(ask).act == .cause)
  }
}
