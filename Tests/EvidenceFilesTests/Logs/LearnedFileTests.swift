import Testing

@testable import EvidenceFiles

/// What only many lines of a file tell: how its levels count, whose head its lines have, its machine.
@Suite struct LearnedFileTests {
  private static func numbered(_ levels: [Int]) -> String {
    levels.enumerated().map {
      #"{"time":"2026-03-10T10:00:\#(10 + $0.offset)Z","level":\#($0.element),"msg":"entry \#($0.offset)"}"#
    }.joined(separator: "\n")
  }

  @Test(arguments: [
    ([1, 1, 1, 2, 1, 1, 3, 1, 1, 0, 1, 4], 6, "ERROR", 9, "DEBUG"),
    ([2, 2, 2, 2, 4, 2, 2, 3, 2, 2, 2, 2], 4, "FATAL", 7, "ERROR"),
    ([2, 2, 2, 2, 4, 2, 2, 3, 2, 2, 2, 1], 4, "FATAL", 11, "DEBUG"),
    // Syslog's own: most entries inform.
    ([6, 6, 6, 6, 3, 6, 6, 4, 6, 6, 6, 5], 4, "ERROR", 7, "WARNING"),
    // Pino's.
    ([30, 30, 30, 30, 50, 30, 30, 40, 30, 30, 30, 30], 4, "ERROR", 7, "WARNING"),
  ])
  func `Of levels that are digits what most entries have is the usual`(
    _ levels: [Int], _ first: Int, _ firstLevel: String, _ second: Int, _ secondLevel: String
  ) {
    let summaries = LogTable.summaries(Self.numbered(levels))
    let isRising = levels.filter { $0 == levels[0] }.count > 6 && levels[0] == 2
    // With 2 as the usual, 3 warns and 4 is an error.
    #expect(summaries[first].contains(isRising ? " ERROR " : " \(firstLevel) "))
    if !isRising { #expect(summaries[second].contains(" \(secondLevel) ")) }
    if isRising, levels[second] == 3 { #expect(summaries[second].contains(" WARNING ")) }
  }

  @Test func `The head by which a runner tells whose a line is is no part of its message`() {
    let steps = (0..<9).map {
      #"Stage \#($0 % 2) - "\#($0 % 2 == 0 ? "unit" : "push")": ok part \#($0)"#
    }
    let failed = #"Stage 1 - "push": ERROR: denied: no right to write to the registry"#
    let text = (["fetching", "done"] + steps + [failed]).joined(separator: "\n")
    #expect(
      LogTable.summaries(text).last == "ERROR push denied: no right to write to the registry")
    #expect(LogTable.summaries(text)[3] == "push ok part 1")

    let tasks = (0..<12).map { "\($0 % 3 == 0 ? "web" : "api"):build: compiled file\($0).ts" }
    #expect(LogTable.summaries(tasks.joined(separator: "\n"))[1] == "api:build compiled file1.ts")

    let images =
      (0..<9).map { "#\($0 % 3) 0.\($0)12 copying layer \($0)" } + ["#2 3.1 npm ERR! no disk"]
    let summaries = LogTable.summaries(images.joined(separator: "\n"))
    #expect(summaries.count == 10)
    #expect(summaries[9] == "ERROR npm ERR! no disk" && summaries[4] == "copying layer 4")
  }

  @Test func `Lines that name different things before a colon have no head`() {
    let text = (0..<12).map { "name\($0): value \($0)" }.joined(separator: "\n")
    #expect(LogTable.summaries(text)[5] == "name5: value 5")
    // Where lines have times, what stands before a colon is read as before.
    let timed = (0..<12).map { "2026-03-10 10:00:\(10 + $0) cache: hit \($0)" }
    #expect(LogTable.summaries(timed.joined(separator: "\n"))[0].hasSuffix("cache: hit 0"))
  }

  @Test func `A machine that all lines name behind their uptime is theirs without a process too`() {
    let lines = (0..<10).map {
      "[\(900 + $0).250000] box-7 \($0 % 2 == 0 ? "sshd[31]" : "kernel"): part \($0)"
    }
    #expect(
      LogTable.summaries(lines.joined(separator: "\n"))[1] == "00:15:01.250 kernel@box-7 part 1")
    let drivers = (0..<10).map { "[  \(900 + $0).250000] usb 1-\($0): new device" }
    #expect(
      LogTable.summaries(drivers.joined(separator: "\n"))[3] == "00:15:03.250 usb 1-3: new device")
  }

  @Test func `A record between rules is one entry, whose message stands below its named values`() {
    func record(_ second: Int, _ message: String) -> String {
      """
      03/10/26 10:00:\(second) AM - Process(81.\(second)) User(app) Program(broker)
                          Host(mq-1) Installation(Main)
                          Time(2026-03-10T09:00:\(second).000Z)

      \(message)

      EXPLANATION:
      A longer text that failed to say more.
      ACTION:
      None.
      ----- store.c : 1166 -----------------------------------------
      """
    }
    let text = [
      record(11, "SHQ9001I: Channel 'A' ended normally."),
      record(12, "SHQ6708E: The disk is full."),
      record(13, "SHQ9002W: Channel 'B' is slow."), record(14, "SHQ9001I: Channel 'C' ended."),
    ].joined(separator: "\n")
    #expect(
      LogTable.summaries(text).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
        == [
          "INFO SHQ9001I: Channel 'A' ended normally.", "ERROR SHQ6708E: The disk is full.",
          "WARNING SHQ9002W: Channel 'B' is slow.", "INFO SHQ9001I: Channel 'C' ended.",
        ])
  }

  @Test func `Columns that a line names with tabs are those of the lines below`() {
    let text = """
      #separator \\x09
      #fields\tts\tid.orig_h\tmethod\thost\turi\tstatus_code
      #types\ttime\taddr\tstring\tstring\tstring\tcount
      1784820580.012449\t10.0.0.9\tGET\tfeeds.example\t/a\t200
      1784820610.496998\t10.0.0.9\tGET\tfeeds.example\t/b\t503
      """
    let summaries = LogTable.summaries(text)
    #expect(summaries.count == 2)
    #expect(summaries.last?.contains("{503}") == true, "\(summaries)")
  }

  @Test func `A level that is a letter may stand behind a place that only some lines name`() {
    let lines = (0..<9).map {
      "2026-10-22 17:0\($0):44.168 [2211] main/\($0)/iproto I> saved \($0)"
    }
    let failed =
      "2026-10-22 17:25:55.550 [2211] main/117/iproto tuple.cc:148 E> no room for 19 bytes"
    let summaries = LogTable.summaries((lines + [failed]).joined(separator: "\n"))
    #expect(summaries.first == "2026-10-22T17:00:44.168 INFO saved 0")
    #expect(summaries.last == "2026-10-22T17:25:55.550 ERROR no room for 19 bytes")
  }
}
