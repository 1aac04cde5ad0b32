import Testing

@testable import Diagnosis

/// Failures that lie on one machine of several, whose kernel tells why; and ends that blame each other.
@Suite struct MachineFaultTests {
  /// Two readers on n1, one on n2; n1 tracks no more connections from 9:20 on.
  private static func lookups(kernelOn host: String) -> String {
    var lines = ""
    for minute in 0..<40 {
      let isBad = minute >= 20
      func line(_ second: Int, _ rest: String) {
        lines += "\(LogLines.clock(9, minute, second)) \(rest)\n"
      }
      if isBad { line(2, "W kernel@\(host) | nf_conntrack: table full, dropping packet") }
      for (second, app) in [(7, "cart"), (9, "feed")] {
        line(
          second,
          isBad ? "E \(app)@n1 | getaddrinfo EAI_AGAIN store.test" : "I \(app)@n1 | looked up")
      }
      line(20, "I recs@n2 | looked up")
      line(21, "I kernel@n2 | eth0: link is up")
    }
    return lines
  }

  @Test func `the machine that all of them are on is the cause`() {
    let diagnosis = LogLines.diagnose(Self.lookups(kernelOn: "n1"), services: ["cart"])
    #expect(diagnosis.namesCause)
    #expect(diagnosis.hypotheses.first?.service == "kernel")
    #expect(diagnosis.hypotheses.first?.reason.contains("cart, feed fail on its machine") ?? false)
  }

  @Test func `another machine's trouble is not`() {
    let diagnosis = LogLines.diagnose(Self.lookups(kernelOn: "n2"), services: ["cart"])
    #expect(diagnosis.hypotheses.first?.service == "cart")
  }

  @Test func `of two ends that each say the other closed, neither is named`() {
    var lines = ""
    for minute in 0..<40 {
      lines += "\(LogLines.clock(9, minute, 1)) I bills | bill sent\n"
      lines += "\(LogLines.clock(9, minute, 2)) I store | checkpoint complete\n"
      guard minute >= 10, minute % 3 == 0 else { continue }
      lines += "\(LogLines.clock(9, minute, 30)) E bills | store: connection reset by peer\n"
      lines +=
        "\(LogLines.clock(9, minute, 30)) E store | connection from bills: connection reset by peer\n"
    }
    #expect(!LogLines.diagnose(lines, services: ["bills"]).namesCause)
  }
}
