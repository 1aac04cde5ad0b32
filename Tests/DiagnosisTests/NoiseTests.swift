import Evidence
import Testing

@testable import Diagnosis

/// What only sounds like the cause: stray warnings, what was over, what a system logs all the time.
struct NoiseTests {
  @Test func `A stray warning long before does not tell when the trouble began`() {
    var lines = LogLines.quiet("till", minutes: 0..<30, "receipt printed")
    lines += LogLines.quiet("vault", minutes: 0..<30, "page written")
    lines += "10:02:00 W till | paper is a little damp\n"
    lines += "10:30:01 E vault | Low disk space. Stopping in an orderly way\n"
    for minute in 31..<50 {
      lines += "\(LogLines.clock(10, minute, 0)) W till | vault call: connection refused\n"
    }
    let diagnosis = LogLines.diagnose(lines, services: ["till"], words: "answer")
    #expect(diagnosis.firstKind == "disk-full")
    #expect(diagnosis.namesCause)
  }

  @Test func `A key of a record names no service, nor is one of a thousand starts a change`() {
    var lines = ""
    for minute in 0..<60 {
      for second in [0, 20, 40] {
        let game = "m-\(minute)\(second)a"
        lines +=
          "\(LogLines.clock(9, minute, second)) I match | \(game) started map=\(second) players=8\n"
        if minute >= 30 {
          lines += "\(LogLines.clock(9, minute, second + 5)) E store | "
          lines += "{\"msg\":\"open tick.rpl: no space left on device\",\"match\":\"\(game)\"}\n"
          lines +=
            "\(LogLines.clock(9, minute, second + 6)) W match | \(game) replay not available\n"
        }
      }
    }
    lines += "09:29:50 I match | m-ebbfae started map=7 players=8\n"
    let diagnosis = LogLines.diagnose(lines, words: "replays missing")
    #expect(diagnosis.firstKind == "disk-full")
    #expect(diagnosis.changes.isEmpty)
  }

  @Test func `What came from the beginning on as often as later is no cause`() {
    var lines = ""
    for minute in 0..<60 {
      lines += "\(LogLines.clock(9, minute, 7)) W namer | could not resolve host tracker.example\n"
      let isBad = minute >= 30
      lines +=
        "\(LogLines.clock(9, minute, 40)) \(isBad ? "E" : "I") mill | "
        + (isBad ? "batch lost: permission denied on /srv/out\n" : "batch written\n")
    }
    let diagnosis = LogLines.diagnose(lines, words: "batches")
    #expect(diagnosis.firstKind == "permission")
  }

  @Test func `A picture that a client asks for in vain is no missing file of the server`() {
    var lines = ""
    for minute in 0..<60 {
      for second in stride(from: 0, to: 60, by: 4) {
        lines += "\(LogLines.clock(9, minute, second)) I edge | GET /news/ 200\n"
      }
    }
    func missing(_ minute: Int) -> String {
      "\(LogLines.clock(9, minute, 1)) E edge | open() \"/srv/www/touch-icon.png\" failed (2: No such "
        + "file or directory), client: 198.51.100.7, server: www.example.org, "
        + "request: \"GET /touch-icon.png HTTP/1.1\"\n"
    }
    let quiet = LogLines.diagnose(lines + missing(20) + missing(47), words: "hit")
    #expect(!quiet.namesCause)
    // A page that all clients ask for in vain is one.
    let broken = LogLines.diagnose(lines + (30..<60).map(missing).joined(), words: "hit")
    #expect(broken.firstKind == "missing-setting")
  }

  @Test(arguments: [
    "core: clock skew of 112ms is within the allowed 10s",
    "disk latency 12 ms is within limits, no action",
  ])
  func `What is measured within its bounds is no trouble`(message: String) {
    let lines =
      LogLines.quiet("vault", minutes: 0..<50, "lease renewed") + "10:31:00 I vault | \(message)\n"
    #expect(!LogLines.diagnose(lines, words: "wrong").namesCause)
  }

  @Test func `What was not done within its time is trouble`() throws {
    let kind = try #require(FaultKind.named("timeouts"))
    func isDenied(_ message: String) -> Bool { CopingWords.deny(kind, MessageWords.split(message)) }
    #expect(!isDenied("store timed out: not done within the allowed 30s"))
    #expect(!isDenied("backup did not finish within limits"))
    #expect(isDenied("timeout of 2s is within the allowed 30s"))
  }

  @Test func `That a machine is up is no change that somebody made`() {
    let lines =
      LogLines.quiet("cass", minutes: 0..<50, "page flushed")
      + "10:20:00 I cass | InetAddress /10.77.0.14:7000 is now UP\n"
      + "10:22:00 I cass | Update table 'mail/outbox' From TableMetadata[grace=864000] To TableMetadata[grace=3600]\n"
    let changes = LogLines.diagnose(lines, words: "changed").changes
    #expect(changes.count == 1)
  }

  @Test func `A service is meant by its program's name too`() {
    var lines = LogLines.quiet("mysql", minutes: 0..<40, "query done")
    lines += "10:31:00 E kernel | Out of memory: Killed process 1187 (mysqld) total-vm:7576084kB\n"
    let diagnosis = LogLines.diagnose(lines, services: ["mysql"], words: "died")
    #expect(diagnosis.namesCause, "\(diagnosis.hypotheses)")
  }

  @Test func `A lone error by which the usual messages stop is no chance`() {
    var lines = ""
    for minute in 0..<50 {
      for second in [0, 10, 20, 30, 40, 50] {
        lines += "\(LogLines.clock(8, minute, second)) I press | sheet cut\n"
        lines += "\(LogLines.clock(8, minute, second + 2)) I press | sheet folded\n"
      }
    }
    lines += "08:50:05 E press | run halted: overlaps found between two sheets of the plan\n"
    for minute in 51..<120 {
      lines += "\(LogLines.clock(8 + minute / 60, minute % 60, 0)) I press | alive\n"
    }
    let diagnosis = LogLines.diagnose(lines, services: ["press"], words: "fold")
    #expect(diagnosis.first.contains("overlaps found"))
    #expect(diagnosis.namesCause)
  }

  @Test(arguments: [
    ("worker is gone (it may have been killed or may have crashed)", "crash", false),
    ("worker has crashed", "crash", true),
    ("relay of call 7: no available ports", "limit-reached", true),
    ("no local offer matches what the peer sent", "mismatch", true),
    ("Incompatible ring ids: mine 4, theirs 9", "mismatch", true),
    ("store is already locked exclusively by process 71", "lock", true),
  ])
  func `What is only supposed is no fact, and what is used up or does not fit is`(
    text: String, kind: String, tells: Bool
  ) {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("core", minutes: 0..<5, "tick") + "10:06:00 E core | \(text)\n")
    #expect((diagnosis.firstKind == kind) == tells)
  }

  @Test func `What stands behind a shutdown and a colon is its reason`() {
    let diagnosis = LogLines.diagnose("- - board | unit 'a' shutdown: step came far behind\n")
    #expect(diagnosis.first.contains("step came far behind"))
  }

  @Test func `A trouble that the asked service shares is no hearsay`() {
    var lines = ""
    for minute in 10..<20 {
      lines += "\(LogLines.clock(11, minute, 1)) E west | clone of plans: key mismatch\n"
      lines += "\(LogLines.clock(11, minute, 9)) E east | clone of maps: key mismatch\n"
    }
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("east", hour: 11, minutes: 0..<10, "maps up to date")
        + LogLines.quiet("west", hour: 11, minutes: 0..<10, "plans up to date") + lines,
      words: "merges reach")
    #expect(diagnosis.firstKind == "mismatch")
    #expect(diagnosis.namesCause)
  }
}
