import DemoIncident
import Foundation
import Investigation
import TestSupport
import Testing
import Timeline

/// Every demo, and its like by other seeds: the first answer to its own question must tell what is true,
/// and go on to be of use when a file is missing or damaged.
@Suite(.steppingBack) struct DemoStoryTests {
  /// A demo by a seed.
  struct Told: Sendable, CustomTestStringConvertible {
    var demo: Demo
    var seed: UInt64
    var testDescription: String { "\(demo.name) \(seed)" }
  }

  /// Where a seed draws who is at fault and when, few seeds show too little of what can come.
  static let told = Demo.all.flatMap { demo in
    (0..<(["video", "parcels", "clinic"].contains(demo.name) ? 16 : 4)).map {
      Told(demo: demo, seed: demo.seed + $0)
    }
  }

  @Test(arguments: told)
  func `the first answer names cause, service, onset and change`(told: Told) async throws {
    let story = told.demo.tell(told.seed)
    let folder = try TemporaryFolder()
    try story.write(to: folder.path)
    let asked = try await ask(story.question, in: [folder.path])
    try checkCitations(asked, in: folder.path)
    let answer = try #require(asked.section("Answer"))
    guard let truth = story.truth else {
      #expect(asked.file.incident?.cause == nil, "\(answer)")
      return
    }
    #expect(answer.hasPrefix("**\(truth.service)**"), "\(answer)")
    #expect(truth.markers.contains { answer.contains($0) }, "\(truth.markers): \(answer)")
    if let change = truth.change { #expect(answer.contains(change), "\(answer)") }
    // A cluster's states have no time of their own: the change before them has.
    guard let onset = asked.file.incident?.onset else {
      #expect(told.demo.name == "clinic" && answer.contains("came before it at "), "\(answer)")
      return
    }
    let distance = abs(onset.milliseconds - truth.onsetMilliseconds)
    #expect(distance <= Self.interval, "\(distance) ms: \(answer)")
  }

  /// How far off an onset may be, in milliseconds: metrics are told every half minute, and what grows
  /// over a minute and a half is seen before it is at its height.
  private static let interval: Int64 = 90_000

  static let further = Demo.all.filter { !["railway", "bank", "shop"].contains($0.name) }

  @Test(arguments: further)
  func `with a file missing or damaged the answer is of use or says that it cannot tell`(
    demo: Demo
  ) async throws {
    let story = demo.story
    let whole = try TemporaryFolder()
    try story.write(to: whole.path)
    let names = try FileManager.default.subpathsOfDirectory(atPath: whole.path).sorted().filter {
      FileManager.default.contents(atPath: "\(whole.path)/\($0)") != nil
    }
    #expect(names.count > 2)
    for name in names {
      let bytes = try #require(FileManager.default.contents(atPath: "\(whole.path)/\(name)"))
      for damage in [nil, bytes.prefix(bytes.count / 2 + 1)] {
        let folder = try TemporaryFolder()
        try story.write(to: folder.path)
        let file = "\(folder.path)/\(name)"
        try FileManager.default.removeItem(atPath: file)
        try damage.map { try Data($0).write(to: URL(filePath: file)) }
        let asked = try await ask(story.question, in: [folder.path])
        try checkCitations(asked, in: folder.path)
        let answer = try #require(asked.section("Answer"))
        let isPlain = ["Not proven", "Nothing is wrong", "This cannot be told"].contains {
          answer.hasPrefix($0)
        }
        // With a part of the evidence gone another may stand first; the true one is pointed to.
        let pointed = answer + (asked.section("Suspects") ?? "")
        let isRight = story.truth.map { pointed.contains($0.service) } ?? false
        let state = damage == nil ? "without" : "with half of"
        #expect(isRight || isPlain, "\(demo.name) \(state) \(name): \(answer)")
      }
    }
  }

  @Test func `what came at the same time and is not to blame is not named as the change before`()
    async throws
  {
    let demo = try #require(Demo.all.first { $0.name == "tickets" })
    let folder = try TemporaryFolder()
    try demo.story.write(to: folder.path)
    let asked = try await ask(demo.story.question, in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(!answer.contains("before it"), "\(answer)")
    let change = asked.section("Change") ?? ""
    #expect(change.contains("web v9.1.0") || change.contains("release v9.1.0"), "\(change)")
    #expect(change.contains("which nothing ties to the failure"), "\(change)")
    let judged = try await ask("was it the release of web?", in: [folder.path], after: asked)
    let isDenied = judged.firstSentence.hasPrefix("Rather not: it came")
    #expect(isDenied && judged.firstSentence.contains("of **web**"), "\(judged.firstSentence)")
    // No line says "traffic": it is seen in requests that were counted.
    let traffic = try await ask("could it be the traffic?", in: [folder.path], after: asked)
    #expect(traffic.firstSentence.hasPrefix("Rather not: "), "\(traffic.firstSentence)")
    #expect(traffic.section("Answer")?.contains("requests rose") == true)
  }

  @Test(arguments: [
    ("video", "It began at "), ("parcels", "It began at "),
    ("clinic", "Nothing that was read tells since when"),
  ])
  func `when it started is told without any log`(name: String, words: String) async throws {
    let demo = try #require(Demo.all.first { $0.name == name })
    let folder = try TemporaryFolder()
    try demo.story.write(to: folder.path)
    let asked = try await ask(demo.story.question, in: [folder.path])
    let when = try await ask("when did it start?", in: [folder.path], after: asked)
    #expect(when.firstSentence.hasPrefix(words), "\(when.firstSentence)")
    let change = try #require(demo.story.truth?.change)
    #expect(when.section("Answer")?.contains(change) == true, "\(when.firstSentence)")
    #expect(when.section("Suspects") == nil)
    try checkCitations(when, in: folder.path)
  }

  @Test func `five demos and more tell of incidents of different kinds, one of none`() {
    let kinds = Demo.all.compactMap { $0.story.truth?.kind }
    #expect(kinds.count >= 7 && Set(kinds).count == kinds.count)
    #expect(Demo.all.count == kinds.count + 1)
    #expect(Set(Demo.all.map(\.evidence)).count >= 5)
  }
}
