import Evidence
import Testing

@testable import Diagnosis

/// Who passes on what another said, who follows from whom, and what was there long before.
struct WhoFollowsTests {
  @Test func `A failure that quotes another service's is passed on from there`() {
    var lines = LogLines.quiet("agent", hour: 9, minutes: 0..<10, "address given")
    lines += LogLines.quiet("runner", hour: 9, minutes: 0..<10, "pod started")
    for minute in 10..<16 {
      lines +=
        "\(LogLines.clock(9, minute, 3)) W agent | address pool of the node used up\n"
        + "\(LogLines.clock(9, minute, 3)) E runner | sandbox not made: plugin says: "
        + "address pool of the node used up\n"
    }
    let diagnosis = LogLines.diagnose(lines, words: "pods pending")
    let runner = diagnosis.findings.first { $0.service == "runner" && $0.role != .change }
    #expect(runner?.names == ["agent"])
    // Two that say the same say it each of itself.
    let same = LogLines.diagnose(
      (10..<16).map {
        "\(LogLines.clock(9, $0, 3)) E a | disk of the node is worn out\n"
          + "\(LogLines.clock(9, $0, 4)) E b | disk of the node is worn out\n"
      }.joined())
    #expect(same.findings.allSatisfy { $0.names.isEmpty })
  }

  @Test(arguments: [
    ("unable to get one via the local cilium agent: busy", ["cilium-agent"]),
    ("open /var/lib/cilium/agent.sock", []),
    ("POST http://cilium-agent/ipam failed", ["cilium-agent"]),
    ("open /var/lib/cilium-agent/state: denied", []),
    ("cilium-agent exited with code 2", ["cilium-agent"]),
  ])
  func `A name of two parts is read as words, and a part of a path is no call`(
    text: String, called: [String]
  ) {
    #expect(NameMentions(["cilium-agent", "kubelet"]).called(in: text, by: "kubelet") == called)
  }

  @Test func `A folder of a few services is another name of each`() {
    let mentions = NameMentions(["push", "pull", "db"], folders: ["backup": ["pull", "push"]])
    #expect(mentions.named(in: "the command was: backup --push") == ["push", "pull"])
  }

  @Test func `A queue that fills behind one who is not reached follows from it`() {
    var lines = LogLines.quiet("collector", hour: 9, minutes: 0..<10, "batch sent")
    for minute in 10..<20 {
      lines += "\(LogLines.clock(9, minute, 1)) W collector | export: connection refused, retry\n"
    }
    for minute in 13..<20 {
      lines += "\(LogLines.clock(9, minute, 2)) E collector | sending queue is full, dropped\n"
    }
    #expect(LogLines.diagnose(lines, words: "hole traces").firstKind == "unreachable")
    // Alone it is what is wrong.
    let alone = lines.split(separator: "\n").filter { !$0.contains("refused") }
    #expect(
      LogLines.diagnose(alone.joined(separator: "\n"), words: "hole").firstKind == "queue-full")
  }

  @Test func `Who restarts finds others not ready, and that is not why it restarted`() {
    var lines = LogLines.quiet("k", hour: 9, minutes: 0..<10, "lease renewed")
    lines += """
      09:10:01 E k | lease of the leader lost, storage answered after 17 s
      09:10:02 F k | exiting
      09:10:20 I k | starting k

      """
    for second in 21..<50 {
      lines += "\(LogLines.clock(9, 10, second)) W k | dial 10.0.0.7:6443: connection refused\n"
    }
    let diagnosis = LogLines.diagnose(lines, services: ["k"], words: "restart")
    #expect(diagnosis.first.contains("storage"))
  }

  @Test func `What began long before the time that was named is not what began then`() {
    var lines = ""
    for minute in stride(from: 0, to: 90, by: 9) {
      lines += "\(LogLines.clock(8, minute, 1)) E sync | quota exceeded for project sand\n"
    }
    for minute in 60..<90 {
      lines += "\(LogLines.clock(8, minute, 5)) E sync | lookup of git.example: no such host\n"
    }
    let diagnosis = LogLines.diagnose(lines, words: "apps unknown", from: "09:00:00")
    #expect(diagnosis.firstKind == "name-resolution")
  }

  @Test func `What runs through all of the evidence did not begin at the time that was named`() {
    var lines = LogLines.quiet("shop", hour: 8, minutes: 0..<120, "GET /cart 200")
    for minute in stride(from: 0, to: 120, by: 9) {
      lines += "\(LogLines.clock(8, minute, 1)) W front | TLS handshake error from 10.0.0.9: EOF\n"
    }
    #expect(!LogLines.diagnose(lines, words: "slow", from: "09:00:00").namesCause)
  }

  @Test func `A state on a machine or in a file that the question names is on the way`() {
    var lines = LogLines.quiet("writer", hour: 9, minutes: 0..<10, "record sent")
    for minute in 10..<16 {
      lines += "\(LogLines.clock(9, minute, 1)) E writer | 10.4.0.22:9092: connection refused\n"
      lines += "\(LogLines.clock(9, minute, 9)) E broker | fork failed: resource temporarily "
      lines += "unavailable\n"
    }
    let asked = LogLines.diagnose(
      lines, services: ["writer"], words: "back reboot", places: ["broker.log"])
    #expect(asked.firstKind == "resource-unavailable")
    #expect(asked.namesCause)
  }

  @Test func `Callers may notice it before the one that has the trouble says so`() {
    var lines = LogLines.quiet("api", hour: 9, minutes: 0..<10, "entry stored")
    lines += LogLines.quiet("store", hour: 9, minutes: 0..<10, "range moved")
    for second in 0..<20 {
      lines += "\(LogLines.clock(9, 10, second)) E api | POST /entries: deadline exceeded\n"
    }
    lines += "09:12:31 F store | write stall: disk is too slow, file 4803 waits for 20 s\n"
    let diagnosis = LogLines.diagnose(lines, services: ["api"], words: "timeouts")
    #expect(diagnosis.firstKind == "slow-disk")
    #expect(diagnosis.namesCause)
  }

  @Test func `Of a trace of Ruby, and of details set in, the reason is read`() {
    let ruby = LogLines.diagnose(
      """
      09:00:01 W build | the terminal should be of another sort
      \t/gems/path.rb:141:in `normal': Normal form not appropriate for bytes (Encoding::Wrong)
      09:00:02 E build | exited with status 1
      """, words: "red")
    #expect(ruby.first.hasPrefix("Normal form"))
    let detail = LogLines.diagnose(
      LogLines.quiet("push", hour: 9, minutes: 0..<9, "segment pushed")
        + """
        09:10:00 E push | unable to find a valid repository:
        \t    repo1: [MismatchError] version 15 does not match the 14 of the stanza
        """, words: "grows")
    #expect(detail.firstKind == "mismatch")
  }
}
