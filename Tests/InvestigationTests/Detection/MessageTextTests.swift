import Testing

@testable import Investigation

@Suite struct MessageTextTests {
  @Test(arguments: [
    ("2026-03-10T10:05:12.123Z ERROR [http-1] pool exhausted", "pool exhausted"),
    (
      "2026-03-10 10:05:12,123 ERROR com.acme.Pool: ERROR IN CONTACTING RM.",
      "ERROR IN CONTACTING RM."
    ),
    ("Mar 10 10:05:12 node-3 orders[812]: disk full", "disk full"),
    ("E0310 10:05:12.123456       1 server.go:118] disk full", "disk full"),
    ("[Sun Dec 04 06:22:55 2005] [error] child in error state 6", "child in error state 6"),
    ("{\"ts\":\"x\",\"msg\":\"say \\\"hi\\\" twice\"}", "say \\\"hi\\\" twice"),
    ("time=x level=error msg=\"disk full\"", "disk full"),
    ("disk full", "disk full"),
    ("java.lang.IllegalStateException: no", "java.lang.IllegalStateException: no"),
  ])
  func `the message stands behind time, level, thread and logger`(line: String, message: String) {
    #expect(MessageText.core(of: line) == message)
  }
}
