import Foundation
import TestSupport
import Testing

/// Follow-ups are answered with what was asked for: a value, a place, a change, a time.
@Suite(.steppingBack) struct AskedAgainTests {
  /// A stock keeper whose lock another session holds from 08:10 to 08:30, as two of three tills feel;
  /// a log of roll-outs; a till program that was started anew with another version.
  private static func write(to folder: TemporaryFolder) throws {
    func stamp(_ second: Int) -> String {
      String(
        format: "2026-03-03T%02d:%02d:%02dZ", 8 + second / 3600, second % 3600 / 60, second % 60)
    }
    var keeper: [String] = ["\(stamp(0)) INFO keeper   Max Reservations:   4200"]
    var tills: [String: [String]] = ["till-a": [], "till-b": [], "till-c": []]
    for second in stride(from: 0, to: 2700, by: 10) {
      let isHeld = second >= 600 && second < 1800
      if isHeld, second.isMultiple(of: 30) {
        keeper.append(
          "\(stamp(second)) ERROR keeper could not obtain lock on stock: lock wait timeout exceeded"
        )
        keeper.append(
          "\(stamp(second)) INFO keeper Session holding the lock: 4417. Waiting: \(5000 + second).")
      } else {
        keeper.append("\(stamp(second)) INFO keeper reserved item in \(2 + second % 5) ms")
      }
      for till in ["till-a", "till-b", "till-c"] {
        let fails = isHeld && till != "till-c" && second.isMultiple(of: 60)
        tills[till]?.append(
          fails
            ? #"\#(stamp(second)) level=error msg="sale failed" cashier=c\#(second / 60 % 4) error="keeper: lock wait timeout exceeded""#
            : #"\#(stamp(second)) level=info msg="sale done" cashier=c9"#)
      }
    }
    tills["till-a"]?.insert(
      #"\#(stamp(481)) level=info msg="till starting" version=7.1.0 previous=7.0.9"#, at: 49)
    try folder.write("keeper/keeper.log", keeper.joined(separator: "\n") + "\n")
    for (till, lines) in tills {
      try folder.write("\(till)/till.log", lines.joined(separator: "\n") + "\n")
    }
    try folder.write(
      "rollouts.log",
      """
      2026-03-03T08:07:30Z pricelist 12.3.0 -> 12.4.0 done
      2026-03-03T08:40:00Z labels 2.0.0 -> 2.0.1 done

      """)
  }

  /// The answer to the last of some questions, the first of which is why sales fail.
  private func answer(_ questions: String...) async throws -> String {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let engine = fileEngine()
    var asked = try await ask("why do sales fail?", in: [folder.path], of: engine)
    for question in questions {
      asked = try await ask(question, in: [folder.path], after: asked, of: engine)
    }
    return asked.section("Answer") ?? ""
  }

  @Test(arguments: ["was there a release before that?", "was anything rolled out shortly before?"])
  func `the entries of a log of changes are changes`(question: String) async throws {
    let text = try await answer(question)
    #expect(text.contains("**pricelist**"), "\(text)")
    #expect(text.contains("12.3.0 -> 12.4.0"), "\(text)")
    #expect(!text.hasPrefix("No"), "\(text)")
  }

  @Test func `before that means before the onset, whatever was spoken of last`() async throws {
    let text = try await answer(
      "show the first error after 08:15", "was there a rollout before that?")
    #expect(text.contains("12.4.0"), "\(text)")
    #expect(!text.contains("labels 2.0.0"), "\(text)")
  }

  @Test func `a version beside the message is quoted with it`() async throws {
    let text = try await answer("what changed in till before it started?")
    #expect(text.contains("version=7.1.0"), "\(text)")
  }

  @Test(arguments: ["which session held the lock?", "who holds the lock?"])
  func `the holder is named, not those who wait`(question: String) async throws {
    let text = try await answer(question)
    #expect(text.hasPrefix("The lock was held by `4417`"), "\(text)")
  }

  @Test func `hosts are told by the files their entries stand in`() async throws {
    let text = try await answer("which hosts are affected?")
    #expect(text.contains("till-a") && text.contains("till-b"), "\(text)")
    #expect(!text.contains("till-c"), "\(text)")
  }

  @Test func `only one is answered with yes or no`() async throws {
    let text = try await answer("only till-a or other hosts too?")
    #expect(text.hasPrefix("No, not only one") && text.contains("till-b"), "\(text)")
  }

  @Test func `different values are counted over all entries`() async throws {
    let text = try await answer("how many different cashiers are affected?")
    #expect(text.contains("4"), "\(text)")
    #expect(text.contains("c0") && !text.contains("c9"), "\(text)")
  }

  @Test func `a setting is quoted from where it was told`() async throws {
    let text = try await answer("what is the reservations limit of keeper?")
    #expect(text.contains("4200"), "\(text)")
  }

  @Test func `what is over is measured by all entries of the trouble`() async throws {
    let text = try await answer("is it over?")
    #expect(text.contains("08:29:"), "\(text)")
    #expect(text.contains("no longer"), "\(text)")
  }

  @Test func `a summary names the change before the cause`() async throws {
    let text = try await answer("tl;dr")
    #expect(text.contains("12.4.0"), "\(text)")
  }

  @Test func `the next steps begin with the change and say how to release a lock`() async throws {
    let text = try await answer("what should I do now?")
    #expect(text.hasPrefix("Check first"), "\(text)")
    #expect(text.contains("release the lock"), "\(text)")
  }

  @Test func `a service that fell silent has a last sign and a return`() async throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<60 where minute < 20 || minute >= 40 {
      lines.append(String(format: "2026-03-03T09:%02d:00Z INFO crane moved a pallet", minute))
    }
    try folder.write("crane.log", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "yard.log",
      (0..<60).map {
        String(format: "2026-03-03T09:%02d:30Z ", $0)
          + ($0 == 25 ? "ERROR yard lost connection to crane" : "INFO yard counted trucks")
      }.joined(separator: "\n") + "\n")
    let engine = fileEngine()
    let first = try await ask("why did the yard stop?", in: [folder.path], of: engine)
    let sign = try await ask(
      "when did the crane give the last sign of life?", in: [folder.path], after: first, of: engine)
    #expect(sign.section("Answer")?.contains("09:19:00") == true, "\(sign.markdown)")
    #expect(sign.section("Answer")?.contains("09:40:00") == true, "\(sign.markdown)")
  }
}
