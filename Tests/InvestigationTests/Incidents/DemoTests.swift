import DemoIncident
import Foundation
import Investigation
import TestSupport
import Testing

/// The demos as an engineer on call meets them: what the first answer must hold, and how long it is.
@Suite(.steppingBack) struct DemoTests {
  /// What is true of a demo, in words that its own lines have.
  struct Truth: Sendable, CustomTestStringConvertible {
    var demo: String
    var service: String
    var cause: String
    /// The onset, which files of times in UTC show as it is.
    var onset: String
    var change: String
    /// The services that it came through, and where it was felt.
    var way: [String]
    var testDescription: String { demo }
  }

  static let truths = [
    Truth(
      demo: "shop", service: "ledger", cause: "HikariPool-1", onset: "10:05:12",
      change: "maximum-pool-size 40 -> 4", way: ["payment", "checkout"]),
    Truth(
      demo: "railway", service: "tariff", cause: "KeyError: 'tax_rate'", onset: "06:45:00",
      change: "release v4.12.0 is live", way: ["fares", "booking"]),
    Truth(
      demo: "bank", service: "corebank", cause: "password authentication failed",
      onset: "20:52:13", change: "rotated, version 18 is active", way: ["accounts", "transfers"]),
  ]

  @Test(arguments: truths)
  func `The first answer of a demo holds cause, service, onset and change, and fits a window`(
    truth: Truth
  ) async throws {
    let demo = try #require(Demo.all.first { $0.name == truth.demo })
    let folder = try TemporaryFolder()
    try demo.story.write(to: folder.path)
    let asked = try await ask(demo.questions[0], in: [folder.path])
    try checkCitations(asked, in: folder.path)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.hasPrefix("**\(truth.service)** "), "\(answer)")
    #expect(asked.firstSentence.contains(truth.cause), "\(answer)")
    #expect(asked.firstSentence.contains(truth.onset), "\(answer)")
    #expect(answer.contains(truth.change), "\(answer)")
    for service in truth.way { #expect(answer.contains("**\(service)**"), "\(answer)") }
    #expect(asked.section("Confidence")?.hasPrefix("High") == true)
    let check = asked.section("Next checks")?.split(separator: "\n").first.map(String.init)
    #expect(check?.contains("sed -n") == true, "\(check ?? "")")
    // Two thirds of a window of 24 lines, 80 columns wide: what comes first must fit.
    let shown =
      [answer, asked.section("Confidence") ?? "", check ?? ""] + carrying(answer, asked)
    #expect(shown.map(Self.rows).reduce(0, +) <= 16, "\(shown.joined(separator: "\n"))")
  }

  @Test func `Where nothing is wrong the calm demo names no cause`() async throws {
    let demo = try #require(Demo.all.last)
    let folder = try TemporaryFolder()
    try demo.story.write(to: folder.path)
    let asked = try await ask(demo.questions[0], in: [folder.path])
    #expect(demo.name == "calm" && asked.file.incident?.cause == nil)
    #expect(asked.section("Answer")?.hasPrefix("Not proven") == true)
  }

  /// The rows of evidence for the cause and the change: the first two that the answer cites.
  private func carrying(_ answer: String, _ asked: Asked) -> [String] {
    let cited = answer.matches(of: /\[(\d+)\]/).map { String($0.1) }.prefix(2)
    let rows = asked.section("Evidence")?.split(separator: "\n").map(String.init) ?? []
    return cited.compactMap { number in rows.first { $0.hasPrefix("- [\(number)]") } }
  }

  /// How many rows a text takes in a window of 80 columns, without its marks.
  private static func rows(_ text: String) -> Int {
    let plain = text.replacing("**", with: "").replacing("`", with: "")
    var (rows, column) = (1, 0)
    for word in plain.split(whereSeparator: \.isWhitespace) {
      if column > 0, column + 1 + word.count > 80 { (rows, column) = (rows + 1, 0) }
      column += word.count + (column > 0 ? 1 : 0)
    }
    return rows
  }
}
