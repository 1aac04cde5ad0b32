/// What services say while all is well, and what is amiss in any system at any time.
enum Chatter {
  /// Ordinary messages; a service draws some of them.
  static let ordinary: [String] = [
    "handled {path} in {ms} ms", "request {id} served in {ms} ms",
    "stored entry {number} for {user}",
    "cache hit for key {id}", "cache miss for key {id}, loading", "page {count} of results sent",
    "user {user} session refreshed", "event {id} published to topic entries",
    "event {id} consumed, offset {number}", "price of item {number} computed in {ms} ms",
    "item {number} reserved until confirmation", "batch of {count} rows written in {ms} ms",
    "query took {ms} ms, {count} rows", "token of {user} validated",
    "GET {path} 200 {ms}ms", "worker took job {id} from the queue", "job {id} done after {ms} ms",
    "connection from {address} accepted", "document {number} indexed", "health check passed",
    "rates table refreshed, {count} entries", "quote {number} accepted by {user}",
  ]

  /// What is said of a call that went well.
  static let calls: [String] = [
    "calling {callee} for request {id}", "{callee} answered 200 in {ms} ms",
    "POST http://{callee}:8080/v1 200 {ms}ms", "rpc {CalleeClass}/Get ok {ms}ms",
  ]

  /// Small troubles that go on all the time, and harm nobody.
  static let troubles: [(level: LineLevel, text: String)] = [
    (.warning, "client {address} closed the connection before the answer was sent"),
    (.warning, "validation failed for request {id}: quantity must be positive"),
    (.warning, "slow query: 812 ms for select on entries"),
    (.warning, "attempt 1 of 3 failed for job {id}, trying again"),
    (.error, "request {id} refused: unknown coupon code"),
    (.error, "could not parse header of request from {address}"),
    (.error, "payment method of {user} declined by issuer"),
    (.warning, "deprecated field region used by client {address}"),
  ]

  /// Rare lines that come once, by chance.
  static let oddities: [(level: LineLevel, text: String)] = [
    (.error, "unexpected end of body in request {id}"),
    (.warning, "received SIGHUP, reopening log files"),
    (.error, "request {id} failed: broken pipe while writing the answer"),
    (.warning, "gc pause of 412 ms"),
    (.error, "job {id} failed once: record {number} was changed by another writer"),
  ]

  /// Loud troubles of services beside the way: red herrings.
  static let herrings: [(level: LineLevel, text: String)] = [
    (.error, "550 5.1.1 mailbox unavailable for {user}@example.com"),
    (.warning, "thumbnail of item {number} could not be rendered: unsupported colour profile"),
    (.error, "feed row {number} rejected: missing field gtin"),
    (.error, "webhook to partner {number} failed with status 410"),
    (.warning, "push to device {id} failed: token no longer registered"),
    (.error, "import of line {number} failed: not a number in column 7"),
  ]

  /// Changes that harm nobody.
  static let harmlessChanges: [String] = [
    "deploying {service} v7.3.{count}", "configuration reloaded: log.sampling 10 -> 20",
    "feature flag new-banner enabled for 5 percent of users", "scaled from 3 to 4 replicas",
  ]
}
