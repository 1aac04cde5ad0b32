import TestSupport
import Testing

/// Questions that name no metric, of the one that was spoken of: how long, how fast, which of them, and
/// whether others are well.
@Suite(.steppingBack) struct MetricFollowUpTests {
  private static func time(_ minute: Int) -> String {
    let (hour, rest) = (10 + minute / 60, minute % 60)
    return "2026-03-10T\(hour):\(rest < 10 ? "0" : "")\(rest):00Z"
  }

  /// Three hosts for three hours; from 11:00 to 11:40 the second is at 93 % and the first at 88 %.
  private static func hosts() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var rows = ["time,service,metric,value,unit"]
    for minute in 0..<180 {
      let isBusy = (60..<100).contains(minute)
      let values = [isBusy ? 88 : 12, isBusy ? 93 : 11, 9]
      for (name, value) in zip(["render-1", "render-2", "mail-1"], values) {
        rows.append("\(time(minute)),\(name),cpu_percent,\(value + minute % 2),%")
        rows.append("\(time(minute)),\(name),requests_per_second,\(100 + minute % 5),")
      }
    }
    try folder.write("hosts.csv", rows.joined(separator: "\n") + "\n")
    return folder
  }

  private func answers(_ questions: [String], in folder: TemporaryFolder) async throws -> [String] {
    var last: Asked?
    var answers: [String] = []
    for question in questions {
      let asked = try await ask(question, in: [folder.path], after: last)
      answers.append(asked.section("Answer") ?? asked.markdown)
      last = asked
    }
    return answers
  }

  @Test func `how long it was beyond a value is the length of the stretch`() async throws {
    let told = try await answers(
      [
        "render-1 cpu was at 88 percent at 11:10, why?", "how long was it above 80%?",
        "how long was it above 95%?",
      ], in: Self.hosts())
    #expect(
      told[1].contains("above 80 % for 40 min, 2026-03-10 11:00:00 to 11:40:00"), "\(told[1])")
    #expect(told[2].contains("never above 95 %"), "\(told[2])")
  }

  @Test func `of several the one with the highest value comes first`() async throws {
    let told = try await answers(
      [
        "render-1 cpu was at 88 percent at 11:10, why?",
        "which of the three got hottest and how hot?",
        "how high did it get at most, and at what minute?",
      ], in: Self.hosts())
    #expect(told[1].contains("**render-2** cpu_percent: at most 94 %"), "\(told[1])")
    #expect(told[2].contains("at most 89 % at 11:01:00"), "\(told[2])")
  }

  @Test(arguments: [
    ("mail-1 busy at that time as well?", "No: nothing of **mail-1** changed clearly"),
    ("is mail-1 alright?", "Yes: nothing of **mail-1** changed clearly"),
    ("is render-1 affected too?", "Yes: **render-1**"),
  ])
  func `others are looked at by their own metrics`(question: String, begins: String) async throws {
    let told = try await answers(
      ["render-1 cpu was at 88 percent at 11:10, why?", question], in: Self.hosts())
    #expect(told[1].hasPrefix(begins), "\(told[1])")
  }

  /// A disk that grows by 0.5 points a day, and one whose values fall.
  private static func disks() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var rows = ["time,db_disk_used_percent,db_disk_free_percent"]
    for hour in 0..<240 {
      let day = 10 + hour / 24
      let used = 50 + Double(hour) / 48
      rows.append(
        "2026-03-\(day)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z,\(used),\(100 - used)")
    }
    try folder.write("disk.csv", rows.joined(separator: "\n") + "\n")
    return folder
  }

  @Test func `what grows is told by the day, and when it comes to a value`() async throws {
    let told = try await answers(
      [
        "does the disk of db keep growing?", "how much per day?",
        "at this rate, when would that be at 85?", "and when will it be full?",
      ], in: Self.disks())
    #expect(told[1].contains("grows by 0.5 % a day"), "\(told[1])")
    // From 54.98 on 60 days are left.
    #expect(told[2].contains("comes to 85 % about 2026-05-1"), "\(told[2])")
    #expect(told[2].contains("60 days after its last value"), "\(told[2])")
    #expect(told[3].contains("comes to 100 % about 2026-06-"), "\(told[3])")
  }

  @Test func `an average asked for is the mean, on both sides of the moment`() async throws {
    let folder = try TemporaryFolder()
    var rows = ["time,web_rps,web_errors_per_second"]
    for minute in 0..<120 {
      let rps = minute < 60 ? (minute % 4 == 0 ? 400 : 100) : 900
      rows.append("\(Self.time(minute)),\(rps),0")
    }
    try folder.write("web.csv", rows.joined(separator: "\n") + "\n")
    let told = try await answers(
      [
        "requests of web tripled at 11:00, are we in trouble?",
        "average rps before 11:00 and after?",
      ],
      in: folder)
    #expect(told[1].contains("on average 175 before"), "\(told[1])")
    #expect(told[1].contains("on average 900 from"), "\(told[1])")
  }

  @Test func `the nights before are each set beside the last`() async throws {
    let folder = try TemporaryFolder()
    var rows = ["time,batch_cpu_percent,batch_requests_per_second"]
    for hour in 0..<96 {
      for minute in stride(from: 0, to: 60, by: 5) {
        let isBatch = hour % 24 == 2
        rows.append(
          "2026-03-\(10 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):"
            + "\(minute < 10 ? "0" : "")\(minute):00Z,\(isBatch ? 90 : 10),5")
      }
    }
    try folder.write("batch.csv", rows.joined(separator: "\n") + "\n")
    let told = try await answers(
      [
        "cpu of batch was at 90 from 02:00 to 03:00 on march 13, what broke?",
        "was it like that the nights before too?",
      ], in: folder)
    #expect(told[1].hasPrefix("Yes, about the same on each of the 3 days before"), "\(told[1])")
  }

  @Test func `the line that proves it is the one that the cause rests on`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "shop.log",
      (0..<30).map { "\(Self.time($0)) INFO shop GET /cart 200 in 5 ms\n" }.joined()
        + "\(Self.time(31)) FATAL shop java.lang.OutOfMemoryError: Java heap space\n")
    let told = try await answers(
      ["why did shop die?", "show me the line that proves it"], in: folder)
    #expect(told[1].contains("OutOfMemoryError"), "\(told[1])")
    #expect(!told[1].contains("proves"), "\(told[1])")
  }
}
