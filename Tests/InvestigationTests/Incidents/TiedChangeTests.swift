import Foundation
import TestSupport
import Testing

/// What led to a failure and what ended it, where that stands in another file: a flag by its name, who
/// switched it, the line of code, the one job on which workers die.
@Suite struct TiedChangeTests {
  private static func clock(_ minute: Int, _ second: Int = 0) -> String {
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2026-04-21T13:\(pad(minute)):\(pad(second))Z"
  }

  /// A reading room whose pages ask for similar titles from 13:20 on, for a flag was switched.
  ///
  /// The pool runs out from 13:21 to 13:40, when the flag is switched off; a release stands before it too.
  private static func library() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var room: [String] = []
    for minute in 0..<60 {
      room.append("\(clock(minute, 5)) INFO page /titles/\(minute * 7) rendered in 21 ms")
      if (20..<40).contains(minute) {
        room.append("\(clock(minute, 20)) INFO query of similar_titles took 480 ms, 190 rows")
      }
      if (21..<40).contains(minute) {
        for second in [25, 35, 45] {
          room.append(
            "\(clock(minute, second)) ERROR page /titles/\(minute * 3): connection pool exhausted, "
              + "0 of 12 free")
        }
      }
    }
    try folder.write("reading-room.log", room.joined(separator: "\n") + "\n")
    try folder.write(
      "flags.jsonl",
      """
      {"at":"\(clock(3))","actor":"odile","flag":"summer_banner","action":"enable 10%"}
      {"at":"\(clock(19, 50))","actor":"bram.k","flag":"similar_titles_v3","action":"enable 100%"}
      {"at":"\(clock(40, 10))","actor":"bram.k","flag":"similar_titles_v3","action":"disable"}

      """)
    try folder.write(
      "deploys.log", "\(clock(8)) lending 4.1.0 rollout finished, 3 of 3 healthy\n")
    return folder
  }

  @Test func `A flag is tied to the cause by its name, and who switched it is told`() async throws {
    let folder = try Self.library()
    let cause = try await ask("why did pages fail from 13:21 on?", in: [folder.path])
    #expect(cause.section("Answer")?.contains("similar_titles_v3") == true, "\(cause.markdown)")
    #expect(cause.section("Answer")?.contains("lending") == false)
    let who = try await ask("who switched it on?", in: [folder.path], after: cause)
    #expect(who.firstSentence.contains("bram.k"), "\(who.firstSentence)")
  }

  @Test func `What was closed on the way is tied to what cannot be reached, and nothing else`()
    async throws
  {
    let folder = try TemporaryFolder()
    let lines = (0..<60).map { minute in
      (20..<40).contains(minute)
        ? "\(Self.clock(minute, 30)) ERROR dial tcp 10.4.0.9:5432: i/o timeout"
        : "\(Self.clock(minute, 30)) INFO loan \(minute) booked"
    }
    try folder.write("loans.log", lines.joined(separator: "\n") + "\n")
    func event(_ time: String, _ name: String, _ group: String) -> String {
      #"{"eventTime":"\#(time)","userIdentity":{"userName":"odile"},"eventSource":"ec2.amazonaws.com","#
        + #""eventName":"\#(name)","requestParameters":{"groupId":"\#(group)"}}"#
    }
    try folder.write(
      "trail.jsonl",
      event(Self.clock(19, 40), "RevokeSecurityGroupIngress", "sg-9") + "\n"
        + event(Self.clock(19, 50), "TagVolume", "vol-3") + "\n")
    let cause = try await ask("why are no loans booked?", in: [folder.path])
    let answer = try #require(cause.section("Answer"))
    #expect(answer.contains("RevokeSecurityGroupIngress"), "\(cause.markdown)")
    #expect(!answer.contains("TagVolume"))
  }

  @Test(arguments: ["what made it work again?", "what ended it?", "did it stop on its own?"])
  func `What ended it is what undid the change`(question: String) async throws {
    let folder = try Self.library()
    let cause = try await ask("why did pages fail from 13:21 on?", in: [folder.path])
    let end = try await ask(question, in: [folder.path], after: cause)
    #expect(end.section("Answer")?.contains("disable") == true, "\(end.markdown)")
    #expect(end.section("Answer")?.contains("13:39:45") == true, "\(end.markdown)")
  }

  @Test(arguments: ["why have pages stopped?", "which pages stopped?"])
  func `What stopped is not what ended it`(question: String) async throws {
    let folder = try Self.library()
    let cause = try await ask("why did pages fail from 13:21 on?", in: [folder.path])
    let other = try await ask(question, in: [folder.path], after: cause)
    #expect(!other.firstSentence.contains("next to its end"), "\(other.markdown)")
  }

  /// Workers that print labels; each dies at one job, which is handed out again.
  private static func printers() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<60 {
      for second in [3, 23] {
        let job = 40_000 + minute * 100 + second
        lines.append("\(clock(minute, second)) INFO job taken: order=\(job) pages=2")
        lines.append("\(clock(minute, second + 2)) INFO job done in 1 s")
      }
      if minute >= 20, minute % 4 == 0 {
        lines.append("\(clock(minute, 40)) INFO job taken: order=77123 pages=41")
        lines.append(
          "\(clock(minute, 42)) ERROR worker \(minute) died unexpectedly: signal 11 (SIGSEGV)")
        lines.append("Traceback (most recent call last):")
        lines.append(#"  File "/srv/printer/labels/render.py", line 88, in draw_page"#)
        lines.append(#"  File "/usr/lib/python3/dist-packages/cairo/surface.py", line 9, in show"#)
      }
    }
    try folder.write("printer.log", lines.joined(separator: "\n") + "\n")
    return folder
  }

  @Test func `The one job on which workers die, and the own code, stand in the answer`()
    async throws
  {
    let folder = try Self.printers()
    let cause = try await ask("why do the workers of printer crash?", in: [folder.path])
    let answer = try #require(cause.section("Answer"))
    #expect(answer.contains("77123"), "\(cause.markdown)")
    #expect(answer.contains("render.py"), "\(cause.markdown)")
    let before = try await ask(
      "what did it print right before that?", in: [folder.path], after: cause)
    #expect(before.firstSentence.contains("order=77123"), "\(before.markdown)")
  }
}
