import Testing

/// What a first question searches, counts and measures.
@Suite struct SearchQuestionTests {
  static let rows: [(ask: String, read: String)] = [
    (
      "show errors of gateway between 10:10 and 10:20",
      "lines | gateway error+ | 10:10:00..10:20:00"
    ),
    ("show me errors and warnings of payment", "lines | payment-api warning+"),
    ("warnings and up of ledger db", "lines | ledger-db warning+"),
    ("FATAL lines of ledger-db please", "lines | ledger-db fatal+"),
    ("grep rebalance", "lines | \"rebalance\""),
    ("grep -i \"leader election\" kafka", "lines | kafka \"leader election\""),
    ("anything about vouchers in orders?", "lines | orders \"vouchers\""),
    ("logs with request id 77c55969ff", "lines.request | \"77c55969ff\""),
    ("request_id=77c55969ff", "lines | request_id=77c55969ff"),
    ("504s", "lines | status=504"),
    (
      "show me all 5xx of gateway since 10:30",
      "lines | gateway status=500-599 | 10:30:00.. | all"
    ),
    ("requests to /checkout slower than 2s", "lines | duration_ms>2000 \"/checkout\""),
    ("which calls to /cart/42 got a 404", "lines | status=404 \"/cart/42\""),
    ("duration_ms > 2000 of payment", "lines | payment-api duration_ms>2000"),
    ("user_id=u17 errors", "lines | error+ user_id=u17"),
    (
      "errors except mailer",
      "lines | gateway kafka ledger-db orders payment-api search stock-worker error+"
    ),
    ("errors without retry", "lines | error+ -\"retry\""),
    ("errors of orders, not those of node-1", "lines | orders error+ -\"node-1\""),
    ("tail 20 gateway", "lines | gateway | last 20"),
    ("last 3 warnings from vm-7", "lines | @vm-7 warning | last 3"),
    ("the very first error of kafka", "lines | kafka error+ | first 1"),
    ("give me five examples of declined payments", "lines | payment-api \"declined\" | 5"),
    ("newest line of search", "lines | search | last 1"),
    ("oldest error on node-2", "lines | @node-2.shop.example error+ | first 1"),
    ("how many 503s did gateway return?", "count | gateway status=503"),
    ("how many errors per minute", "count.rate | error+ | per 60s"),
    ("number of declined between 10:00 and noon", "count | \"declined\" | 10:00:00..12:00:00"),
    ("count the timeouts of search per hour", "count.rate | search \"timeouts\" | per 3600s"),
    ("any timeouts?", "count.exists | \"timeouts\""),
    ("were there any fatals on node-1", "count.exists | @node-1 fatal+"),
    ("what percentage of requests failed", "count.share | status=500-599"),
    ("top 5 errors", "count.top | error+ | 5 by template"),
    ("most frequent warnings of kafka", "count.top | kafka warning | by template"),
    ("errors by host", "count.which | error+ | by host"),
    ("requests per status", "count.which | by status"),
    ("who logs the most warnings?", "count.which | warning | by service"),
    ("which users got a 503?", "count.which | status=503 | by user_id"),
    ("which regions are affected", "count.which | error+ | by region"),
    ("how many distinct users were hit", "count.which | error+ | by user_id"),
    ("which consumer groups rebalance", "count.which | \"rebalance\" | by consumer_group"),
    ("p99 of duration of search", "number | search | p99 of duration_ms"),
    ("median latency of orders per minute", "number | orders | p50 of duration_ms per 60s"),
    ("average duration_ms by path", "number | mean of duration_ms by path"),
    ("slowest requests", "number | greatest of duration_ms"),
    ("ten slowest requests of gateway", "number | gateway | 10 greatest of duration_ms"),
    ("how long do exports take?", "number | \"exports\" | of duration_ms"),
    ("how long does search take to answer", "number | search | of duration_ms"),
    ("max heap of stock worker", "number | stock-worker | greatest of heap_mb"),
    ("how did heap_mb develop", "number | trend of heap_mb"),
    (
      "compare yesterday and today",
      "compare | 10T00:00:00..10T23:59:59.999 | with 00:00:00..23:59:59.999"
    ),
    ("compare orders with search", "compare | orders | with search"),
    (
      "is search slower than yesterday",
      "compare | search | 00:00:00.. | with search 10T00:00:00..10T23:59:59.999"
    ),
    ("orders vs payment", "compare | orders | with payment-api"),
    (
      "gateway requests longer than 1500 ms since 10:00",
      "lines | gateway duration_ms>1500 | 10:00:00.."
    ),
    ("show me bookngs", "lines | \"bookngs\""),
    ("erors of ordres", "lines | orders error+"),
    ("wich hosts log erors", "count.which | error+ | by host"),
  ]

  @Test(arguments: rows)
  func `what is sought is read`(ask: String, read: String) {
    #expect(Shop.read(ask).summary == read)
  }
}
