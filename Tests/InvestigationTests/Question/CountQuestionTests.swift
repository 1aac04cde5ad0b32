import Testing

/// What a first question counts, measures and compares.
@Suite struct CountQuestionTests {
  static let rows: [(ask: String, read: String)] = [
    ("how mnay errors did kafak log", "count | kafka error+"),
    ("shw me the lst errors of gatway", "lines | gateway error+ | last"),
    ("conection refused", "lines | \"connection\" \"refused\""),
    ("grep rebalanc", "lines | \"rebalance\""),
    ("warnings of payment_api", "lines | payment-api warning"),
    ("errors of PaymentAPI", "lines | payment-api error+"),
    ("errors of ledger database", "lines | ledger-db error+"),
    ("errors of the db", "lines | ledger-db error+"),
    ("errors of the queue", "lines | kafka error+"),
    ("errors of the stock worker and the mailer", "lines | stock-worker mailer error+"),
    ("errors of shop.orders.Checkout", "lines | ~shop.orders.Checkout error+"),
    ("errors of inventory", "lines | error+"),
    ("show me 429", "lines | status=429"),
    ("lines with level=warn", "lines | warning"),
    ("service=orders level=error", "lines | orders error+"),
    ("status>=500 and path=/checkout", "lines | status=500-599 path=/checkout"),
    ("\"connection pool exhausted\" in orders", "lines | orders \"connection pool exhausted\""),
    ("show everything but the health checks", "lines | -\"health checks\""),
    ("errors but not timeouts", "lines | error+ -\"timeouts\""),
    ("show all lines of mailer", "lines | mailer | all"),
    ("only 3 errors please", "lines | error+ | 3"),
    ("show me one error of kafka", "lines | kafka error+ | 1"),
    ("last error?", "lines | error+ | last 1"),
    ("display the warnings that kafka wrote after 11:00", "lines | kafka warning | 11:00:00.."),
    ("i'd like all errors mentioning voucher", "lines | error+ \"voucher\" | all"),
    ("pull the gateway log between 11:00 and 11:02", "lines | gateway | 11:00:00..11:02:00"),
    ("everything the mailer said at 10:42", "lines | mailer | 10:42:00..10:42:59.999"),
    ("got any lines with \"connection pool\"?", "lines | \"connection pool\""),
    ("which lines mention rebalance", "lines | \"rebalance\""),
    ("entries where user_id is u4711", "lines | user_id=u4711"),
    ("latest 10 log lines of vm-7", "lines | @vm-7 | last 10"),
    ("the first three errors on the 11th", "lines | error+ | 00:00:00..23:59:59.999 | first 3"),
    ("find me the request 8f3a-77c5-9920", "lines.request | \"8f3a-77c5-9920\""),
    (
      "trace id 4bf92f3577b34da6a3ce929d0e0e4736",
      "lines.request | \"4bf92f3577b34da6a3ce929d0e0e4736\""
    ),
    ("how many times did payment get declined?", "count | payment-api \"declined\""),
    ("how frequently does kafka rebalance", "count.rate | kafka \"rebalance\" | per 60s"),
    ("what's the total of 5xx at the gateway", "count | gateway status=500-599"),
    (
      "how many 4xx and 5xx did the gateway send",
      "count | gateway status=400-499 status=500-599"
    ),
    ("count of warnings for each service", "count.which | warning | by service"),
    ("breakdown of statuses at the gateway", "count.which | gateway | by status"),
    ("what are the noisiest services", "count.which | by service"),
    ("which service is the loudest", "count.which | by service"),
    ("which machine produces most errors", "count.which | error+ | by host"),
    (
      "which customers saw errors between 10:40 and 10:50",
      "count.which | error+ | 10:40:00..10:50:00 | by user_id"
    ),
    (
      "what are the five most common error messages of orders",
      "count.top | orders error+ | 5 by template"
    ),
    ("list the distinct errors of payment", "count.top | payment-api error+ | by template"),
    ("how many different users had a 503", "count.which | status=503 | by user_id"),
    (
      "95th percentile response time for /checkout",
      "number | \"/checkout\" | p95 of duration_ms"
    ),
    ("what was the worst latency of search", "number | search | greatest of duration_ms"),
    ("longest request of the day", "number | greatest of duration_ms"),
    (
      "what was the heap of the stock worker at 10:42",
      "number | stock-worker | 10:42:00..10:42:59.999 | of heap_mb"
    ),
    ("did the heap grow?", "number | trend of heap_mb"),
    ("which version is running", "count.which | by version"),
    (
      "how does today differ from yesterday",
      "compare | 00:00:00..23:59:59.999 | with 10T00:00:00..10T23:59:59.999"
    ),
    (
      "were there more errors after 10:42 than before",
      "compare | error+ | 10:42:00.. | with error+ ..10:41:59.999"
    ),
    (
      "is the error rate of orders higher than yesterday",
      "compare | orders error+ | 00:00:00.. | with orders error+ 10T00:00:00..10T23:59:59.999"
    ),
    ("how many customers were hit", "count.which | error+ | by user_id"),
  ]

  @Test(arguments: rows)
  func `what is counted is read`(ask: String, read: String) {
    #expect(Shop.read(ask).summary == read)
  }
}
