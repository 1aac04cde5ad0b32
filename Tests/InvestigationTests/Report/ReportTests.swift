import Evidence
import Foundation
import Investigation
import Redaction
import TestSupport
import Testing

@Suite(.steppingBack) struct ReportTests {
  @Test func `a report names cause, service, onset and way, and cites them`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("why did checkout start failing?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(asked.firstSentence.hasPrefix("**ledger** "), "\(answer)")
    #expect(asked.firstSentence.contains("2026-03-10 10:30:00 UTC"), "\(answer)")
    #expect(answer.contains("pool exhausted (2/2)"))
    #expect(answer.contains("**checkout** through **payment**"), "\(answer)")
    #expect(asked.file.incident?.cause?.service == "ledger")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `sections come in their order, each once`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("why did checkout start failing?", in: [folder.path])
    let order = [
      "Answer", "Confidence", "Suspects", "Path", "Change", "Impact", "Timeline", "Ruled out",
      "Evidence", "Not seen", "Next checks",
    ]
    #expect(asked.titles == order.filter(asked.titles.contains))
    #expect(Set(asked.titles).count == asked.titles.count)
    #expect(asked.titles.contains("Evidence") && asked.titles.contains("Path"))
  }

  @Test func `an exhibit keeps its number and its line through a conversation`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let first = try await ask("why did checkout start failing?", in: [folder.path])
    let one = try #require(first.file.exhibits.first)
    let lines = try await ask("show me the last 5 lines of mailer", in: [folder.path], after: first)
    let third = try await ask("why not payment?", in: [folder.path], after: lines)
    #expect(third.file.exhibits.first?.reference == one.reference)
    #expect(third.file.exhibits.map(\.number) == Array(1...third.file.exhibits.count))
    #expect(lines.exhibits.count == 5)
    #expect(lines.exhibits.allSatisfy { $0.number > first.file.exhibits.count })
    try checkCitations(third, in: folder.path)
  }

  @Test func `secrets in quoted lines are masked everywhere`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    for question in ["why did checkout fail?", "show the last 3 errors of ledger"] {
      let asked = try await ask(question, in: [folder.path])
      #expect(!asked.markdown.contains("hunter2"))
      #expect(asked.markdown.contains(SecretMask.mark) || !question.hasPrefix("show"))
    }
  }

  @Test func `the last errors of a service are counted and shown`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("show me the last 5 errors of payment", in: [folder.path])
    #expect(asked.exhibits.count == 5)
    #expect(
      asked.exhibits.allSatisfy { $0.sample.service == "payment" && $0.quote.contains("timed out") }
    )
    #expect(asked.section("Answer")?.hasPrefix("225 errors") == true, "\(asked.markdown)")
    try checkCitations(asked, in: folder.path)
  }

  @Test(arguments: [
    ("what changed?", "pool.max 40 -> 2"), ("how many errors of payment?", "225 errors"),
    ("which service logs the most errors?", "225 of 675"), ("what do you have?", "4 services"),
    ("when did it start?", "10:30:00"), ("how many warp drives failed?", "`warp`"),
  ])
  func `what was asked for comes first`(question: String, answer: String) async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask(question, in: [folder.path])
    #expect(asked.section("Answer")?.contains(answer) == true, "\(asked.markdown)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `the slowest is found whatever unit its field has`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "app.log",
      (1...9).map {
        "time=2026-03-10T10:00:0\($0)Z level=info msg=\"row stored\" duration_ms=\($0)00\n"
      }
      .joined())
    try folder.write(
      "access.log",
      (1...9).map {
        "10.0.0.1 - - [10/Mar/2026:10:00:0\($0) +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"c\" rt=\($0).25\n"
      }.joined())
    let asked = try await ask("show me the slowest requests", in: [folder.path])
    #expect(asked.section("Answer")?.contains("9.25") == true, "\(asked.markdown)")
  }

  @Test func `an exhibit stands for as many entries as say what it says`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("how many errors are there?", in: [folder.path])
    #expect(asked.section("Answer")?.contains("675 errors") == true, "\(asked.markdown)")
    #expect(asked.exhibits.allSatisfy { $0.count <= 225 }, "\(asked.markdown)")
  }

  @Test func `when a service failed first is told by its errors, not by its first entry`()
    async throws
  {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("when did payment fail first?", in: [folder.path])
    #expect(asked.section("Answer")?.contains("10:30:00") == true, "\(asked.markdown)")
  }

  @Test func `every tool has a name of its own and says what it does`() {
    #expect(Set(EvidenceTools.all.map { $0.name }).count == EvidenceTools.all.count)
    #expect(EvidenceTools.all.allSatisfy { $0.description.hasSuffix(".") })
  }

  @Test func `a report tells of the incident, not of what is amiss all the time`() async throws {
    let folder = try TemporaryFolder()
    var logs: [String: [String]] = [:]
    for minute in 0..<60 {
      let stamp = "2026-03-10T10:\(minute < 10 ? "0" : "")\(minute)"
      logs["parcels", default: []].append("\(stamp):01Z INFO parcel \(minute) weighed")
      logs["feeds", default: []].append("\(stamp):02Z ERROR feed row \(minute) has no price")
      if minute == 25 { logs["feeds"]?.append("\(stamp):30Z INFO deploying feeds v7") }
      guard minute >= 30 else { continue }
      logs["parcels"]?.append(
        "\(stamp):05Z ERROR label of parcel \(minute) not printed after three tries on printer hall-4, "
          + "sheet format A6, tray 2, operator on shift 3, depot north-west, colour profile plain, job "
          + "priority normal: write /spool/label-\(minute): no space left on device")
    }
    for (service, lines) in logs {
      try folder.write("\(service).log", lines.joined(separator: "\n") + "\n")
    }
    let asked = try await ask("why are labels not printed?", in: [folder.path])
    // Of a long message the part that says why is quoted.
    #expect(asked.firstSentence.contains("no space left on device"), "\(asked.firstSentence)")
    let impact = try #require(asked.section("Impact"))
    #expect(impact.contains("**parcels**: 30 failing entries") && !impact.contains("feeds"))
    #expect(asked.section("Timeline")?.contains("has no price") == false)
    let change = try #require(asked.section("Change"))
    #expect(change.contains("`deploying feeds v7`, which nothing ties to the failure"))
    #expect(asked.section("Next checks")?.contains("`df -h; df -i` on the host of parcels") == true)
    try checkCitations(asked, in: folder.path)
  }

  @Test func `the first check prints the lines from the change to the onset`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("why did checkout start failing?", in: [folder.path])
    let checks = try #require(asked.section("Next checks"))
    #expect(checks.hasPrefix("- From the change to the onset, in the evidence folder: `sed -n '"))
    #expect(
      asked.section("Confidence")?.contains("and failures of payment name ledger, and") == false)
  }

  @Test func `a field beside the message that says why is quoted with it`() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<20).map { second in
      "level=error ts=2026-03-10T10:00:\(second + 10)Z msg=\"batch of parcels dropped\" status=400 "
        + #"error="entry for stream \"north\" exceeded the limit of 3 MB a second""#
    }
    try folder.write("shipper.log", lines.joined(separator: "\n") + "\n")
    let asked = try await ask("why does the shipper drop batches?", in: [folder.path])
    #expect(
      asked.firstSentence.contains(
        "`batch of parcels dropped`, with `exceeded the limit of 3 MB a second` [1]"),
      "\(asked.firstSentence)")
  }
}
