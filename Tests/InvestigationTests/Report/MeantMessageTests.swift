import Foundation
import TestSupport
import Testing

/// Follow-ups that name entries by what they are about, by that they failed, and by what was said
/// before, hardly ever by their words.
@Suite struct MeantMessageTests {
  /// A depot whose parcels are sorted for six chutes; from 09:20 to 09:39 a lock is held and two chutes
  /// refuse parcels, until somebody releases it; its front sees that, and clerks sign in all along.
  private static func evidence() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func clock(_ minute: Int, _ second: Int) -> String {
      "2026-05-12T09:\(pad(minute)):\(pad(second))Z"
    }
    var sorter: [String] = []
    var front: [String] = []
    for minute in 0..<60 {
      let isBad = (20...39).contains(minute)
      for (second, chute) in [(4, "amber"), (23, "birch"), (41, "cedar")] {
        sorter.append(
          isBad && chute != "cedar"
            ? "\(clock(minute, second)) ERROR chute \(chute) rejected parcel P-\(minute * 3 % 7): lock "
              + "of belt 4 is held by maintenance"
            : "\(clock(minute, second)) INFO parcel of chute \(chute) sorted, 0 rejected")
      }
      front.append("\(clock(minute, 9)) INFO clerk signed in at desk \(minute % 5)")
      if isBad, minute % 2 == 0 {
        front.append(
          "\(clock(minute, 25)) ERROR sorter answered: lock of belt 4 is held by maintenance")
      }
    }
    sorter.append("2026-05-12T10:00:30Z INFO parcel of chute amber sorted, 0 rejected")
    try folder.write("sorter/sorter.log", sorter.joined(separator: "\n") + "\n")
    try folder.write("front/front.log", front.joined(separator: "\n") + "\n")
    try folder.write(
      "belts/belts.log",
      "\(clock(17, 30)) INFO maintenance mode of belt 4 switched on by ines\n"
        + "\(clock(40, 2)) INFO lock of belt 4 released by tomas\n")
    return folder
  }

  private static func cause(_ folder: TemporaryFolder) async throws -> Asked {
    let cause = try await ask("why are parcels left lying?", in: [folder.path])
    #expect(cause.firstSentence.contains("lock of belt 4"))
    return cause
  }

  @Test(arguments: [
    "how many parcels were rejected?", "how many did it refuse?",
    "how many were thrown back for that reason?",
  ])
  func `What failed is counted in all its forms, and what was not rejected is not`(
    question: String
  ) async throws {
    let folder = try Self.evidence()
    let many = try await ask(question, in: [folder.path], after: Self.cause(folder))
    #expect(many.firstSentence.hasPrefix("40 "), "\(many.firstSentence)")
  }

  @Test func `Of those that were spoken of another service has its own`() async throws {
    let folder = try Self.evidence()
    let many = try await ask(
      "how many of those did the front log?", in: [folder.path], after: Self.cause(folder))
    #expect(many.firstSentence.hasPrefix("10 "), "\(many.firstSentence)")
  }

  @Test func `The first and the last that failed are those of the failure`() async throws {
    let folder = try Self.evidence()
    let cause = try await Self.cause(folder)
    let first = try await ask(
      "when exactly was the first parcel refused?", in: [folder.path], after: cause)
    #expect(first.firstSentence.contains("09:20:04"))
    let last = try await ask("when was the last one rejected?", in: [folder.path], after: cause)
    #expect(last.firstSentence.contains("09:39:23"))
  }

  @Test func `How many different ones there are is told by the blanks of the message`() async throws
  {
    let folder = try Self.evidence()
    let different = try await ask(
      "how many different parcels were rejected?", in: [folder.path], after: Self.cause(folder))
    #expect(different.markdown.contains("7 different"), "\(different.markdown)")
  }

  @Test(arguments: ["what ended it?", "who fixed it and when?", "how was it fixed?"])
  func `What ended the trouble is what came when it was over`(question: String) async throws {
    let folder = try Self.evidence()
    let end = try await ask(question, in: [folder.path], after: Self.cause(folder))
    #expect(end.firstSentence.contains("09:39:"), "\(end.markdown)")
    if question.hasPrefix("who") { #expect(end.firstSentence.contains("tomas")) }
    #expect(end.section("Answer")?.contains("released by tomas") == true, "\(end.markdown)")
  }

  @Test func `Anything just before is looked for in what is rare, not counted`() async throws {
    let folder = try Self.evidence()
    let before = try await ask(
      "did anything happen to the belt just before?", in: [folder.path], after: Self.cause(folder))
    #expect(before.section("Answer")?.contains("switched on by ines") == true, "\(before.markdown)")
  }

  @Test func `A status names requests well enough, whatever else is said of them`() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<40).map { minute in
      "10.0.0.9 - - [12/May/2026:09:\(minute < 10 ? "0" : "")\(minute):01 +0000] \"GET /parcels HTTP/1.1\" "
        + (minute % 4 == 3 ? "503 91" : "200 812")
    }
    try folder.write("gate/access.log", lines.joined(separator: "\n") + "\n")
    let many = try await ask("how many requests got a 503 at the balancer?", in: [folder.path])
    #expect(many.firstSentence.hasPrefix("10 "), "\(many.firstSentence)")
  }

  @Test func `A secret in a blank of a message is masked there, too`() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<40).map { minute in
      "2026-05-12T09:\(minute < 10 ? "0" : "")\(minute):04Z "
        + (minute < 20
          ? "INFO desk is open"
          : "ERROR login of clerk-\(minute % 4) rejected, password=Zq8hunterX\(minute % 5) is stale")
    }
    try folder.write("desk/desk.log", lines.joined(separator: "\n") + "\n")
    let cause = try await ask("why can nobody sign in?", in: [folder.path])
    let different = try await ask(
      "how many different clerks were rejected?", in: [folder.path], after: cause)
    #expect(different.markdown.contains("4 different"), "\(different.markdown)")
    #expect(!different.markdown.contains("hunter"), "\(different.markdown)")
    #expect(!String(decoding: different.memory ?? .init(), as: UTF8.self).contains("hunter"))
  }
}
