import Testing

@testable import Diagnosis

struct LimitUseTests {
  @Test(arguments: [
    "workers 32/32 busy", "pool in use=40 of 40", "rss 512 MB of 512 MB", "payload 600 > 300",
    "took 2.9 s, expected 100 ms", "ticket is 93 seconds in the future, limit is 60",
    "used:1721 allowed:1658", "flush took 4 s, budget 1 s",
  ])
  func `A limit that is reached or overrun is told`(text: String) {
    let use = LimitUse(in: text)
    #expect(use?.isExceeded == true)
    #expect(use?.isNamed == true)
  }

  @Test(arguments: [
    "workers 4/32 busy", "took 80 ms, expected 100 ms", "pool in use=6 of 40 idle=34",
  ])
  func `A limit that is not reached is not exceeded`(text: String) {
    #expect(LimitUse(in: text)?.isExceeded == false)
  }

  @Test(arguments: [
    "attempt 3 of 3", "2047M->2046M(2048M)", "GET /a/1/2 200", "from 10.0.0.1/24 in 3 ms",
    "batch of 5 rows written in 149 ms", "version 3.1.4", "", "1/0", "9/",
  ])
  func `What only looks like a limit is none`(text: String) {
    #expect(LimitUse(in: text)?.isNamed != true || LimitUse(in: text)?.isExceeded != true)
  }
}
