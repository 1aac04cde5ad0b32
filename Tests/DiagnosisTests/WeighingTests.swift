import Evidence
import Testing

@testable import Diagnosis

/// What outweighs what: each test is one rule of the ranking, on lines made for it.
struct WeighingTests {
  @Test func `What ran from the beginning is the cause where nothing began later`() {
    let lines = (0..<24).map { index in
      "\(LogLines.clock(8, index / 2, index % 2 * 30 + 5)) W sidecar | no identity: certificate is "
        + "not yet valid, clock skew of 611 s"
    }
    let probes = (0..<23).map { index in
      "\(LogLines.clock(8, index / 2, index % 2 * 30 + 20)) W nodelet | readiness probe failed for cart"
    }
    let diagnosis = LogLines.diagnose(
      (lines + probes).joined(separator: "\n"), words: "pods become ready")
    #expect(diagnosis.firstKind == "clock")
    #expect(diagnosis.namesCause)
  }

  @Test func `What ran all along is no part of what began in the middle`() {
    var lines = ""
    for minute in 0..<40 {
      lines += "\(LogLines.clock(8, minute, 5)) E portal | feed: certificate has expired\n"
      let isBad = minute >= 25
      lines +=
        "\(LogLines.clock(8, minute, 40)) \(isBad ? "E" : "I") portal | "
        + (isBad ? "login refused: open /run/key.pem: permission denied\n" : "login ok\n")
    }
    let diagnosis = LogLines.diagnose(lines, services: ["portal"], words: "login")
    #expect(diagnosis.firstKind == "permission")
  }

  @Test func `An error outweighs a warning of failing that came before it`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("db", minutes: 0..<10, "checkpoint")
        + """
        10:04:00 W db | client of web timed out, closing it
        10:05:00 W db | client of web timed out, closing it
        10:06:00 W db | client of web timed out, closing it
        10:09:10 E db | page 4411 of ledger holds two roots, refusing to go on
        """, services: ["db"], words: "stop")
    #expect(diagnosis.first.contains("two roots"))
    #expect(diagnosis.namesCause)
  }

  @Test func `A weak word moments before only announces what is wrong`() {
    let diagnosis = LogLines.diagnose(
      """
      06:15:00 - resolver | using a degraded mode for server 10.8.0.1
      06:15:02 - resolver | DNSSEC validation failed for mirror.example.net
      06:15:03 - courier | E fetch failed: temporary failure in name resolution
      06:16:02 - resolver | DNSSEC validation failed for mirror.example.net
      06:16:03 - courier | E fetch failed: temporary failure in name resolution
      """, words: "resolve names")
    #expect(diagnosis.hypotheses.first?.service == "resolver")
    #expect(diagnosis.first.contains("DNSSEC"))
  }

  @Test func `A message that stopped is never what stands out beside an error`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("post", minutes: 0..<30, "letter sent by post")
        + (0..<12).map { index in
          "\(LogLines.clock(10, 31 + index, 0)) E hub | operation refused for user 'post', code \(index)"
        }.joined(separator: "\n"), services: ["post"], words: "letters")
    let first = diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] }
    #expect(first?.detector != "vanished-entries")
  }

  @Test func `An account, a queue or a table that is named is not what was called`() {
    let mentions = NameMentions(["hub", "mail"])
    for text in ["refused for user 'mail'", "queue 'mail.out' is gone", "table=mail missing"] {
      #expect(mentions.called(in: text, by: "hub").isEmpty, "\(text)")
    }
    #expect(mentions.called(in: "Killed process 4187 (mail) total-vm:9kB", by: "hub").isEmpty)
    #expect(mentions.called(in: "upstream mail refused", by: "hub") == ["mail"])
  }

  @Test func `A folder that is one service's alone is another name of it`() {
    let mentions = NameMentions(["inbox", "system"], folders: ["cassandra": ["system"]])
    #expect(mentions.named(in: "Cassandra failure during read") == ["system"])
  }

  @Test func `Slow answers of one who was reached are no lost connection, and no cause`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("edge", minutes: 0..<12, "GET /a 200")
        + (0..<9).map { index in
          "\(LogLines.clock(10, 12, index * 5)) E edge | upstream timed out (110: Connection timed out) "
            + "while reading response header, request \(index)"
        }.joined(separator: "\n"), services: ["edge"], words: "time out")
    #expect(diagnosis.firstKind == "slow-answer")
    #expect(!diagnosis.namesCause)
  }

  @Test func `A weak trouble of another service that nobody blames is no cause`() {
    let trouble = [3, 9, 14, 22, 31].map { minute in
      "\(LogLines.clock(10, minute, 30)) E parcels | could not parse header of request \(minute)"
    }
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("dispatch", minutes: 0..<36, "asked parcels for")
        + LogLines.quiet("parcels", minutes: 0..<36, "label printed")
        + trouble.joined(separator: "\n"), services: ["dispatch"], words: "fail")
    #expect(!diagnosis.namesCause, "\(diagnosis.first)")
  }

  @Test func `What the kernel did to a process explains why it ended`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("renderer", minutes: 0..<9, "frame drawn")
        + """
        10:09:10 - kernel | Out of memory: Killed process 77 (renderer) total-vm:100kB, anon-rss:90kB
        10:09:11 E renderer | worker 77 exited with signal 9
        10:13:10 - kernel | Out of memory: Killed process 78 (renderer) total-vm:100kB, anon-rss:90kB
        10:13:11 E renderer | worker 78 exited with signal 9
        """, words: "frames drawn")
    #expect(diagnosis.firstKind == "out-of-memory")
  }

  @Test func `A guess of the program is no evidence`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("app", minutes: 0..<9, "GET /a 200")
        + "10:09:30 E app | worker 22 was sent SIGKILL! Perhaps out of memory?\n"
        + "10:14:30 E app | worker 23 was sent SIGKILL! Perhaps out of memory?",
      services: ["app"], words: "fail")
    #expect(diagnosis.hypotheses.first?.service == "app")
    #expect(diagnosis.firstKind != "out-of-memory")
  }

  @Test func `The status of a command is no exit of the one that ran it`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("runner", minutes: 0..<9, "container started")
        + "10:10:00 E runner | port not published: nft: no chain by that name in table nat (exit status 1)\n"
        + "10:11:00 E runner | port not published: nft: no chain by that name in table nat (exit status 1)",
      services: ["runner"], words: "publish port")
    #expect(diagnosis.namesCause)
    #expect(diagnosis.first.contains("no chain"))
  }

  @Test func `A trouble of the same kind that another service told of before came from there`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("web", minutes: 0..<9, "page sent")
        + """
        10:09:01 E store | write refused: disk quota exceeded
        10:09:02 E web | upload refused: disk quota exceeded
        10:09:31 E store | write refused: disk quota exceeded
        10:09:32 E web | upload refused: disk quota exceeded
        """, words: "uploads")
    #expect(diagnosis.hypotheses.first?.service == "store")
  }

  @Test func `What a program printed below a message that says nothing is read too`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("courier", minutes: 0..<5, "parcel list ready")
        + """
        10:06:00 - courier | sftp session ended
        \tHost key verification failed.
        10:08:00 - courier | sftp session ended
        \tHost key verification failed.
        """, words: "parcel lists sent")
    #expect(diagnosis.firstKind == "credentials")
    #expect(diagnosis.namesCause)
  }
}
