import CPlatform
import Foundation
import Testing

@testable import Investigation

/// Inputs as long as the contract allows, of what takes longest to make out.
@Suite(.serialized, .steppingBack) struct LongInputTests {
  static let texts = [
    "🇩", "🇩🇪 ", "e\u{301}\u{316}", "why ", "few ", "at ", "10:05 ", "1 ", "\"", "'a ", "a.b.c ",
    "mon ",
    "payment-service-7d9f8c6b5-x2x1z ", "what is wrong with ", " ", "\u{2003}", "x", "=",
    "the the a ",
    "between 10:00 and ", "９", "İ", "{\"msg\":\"x\"},", "`", "-", "since ",
  ]

  private static let catalog = EvidenceCatalog(
    LogIndex(
      files: [LogFile(path: "a.log")],
      services: ["payment-service"] + (0..<500).map { "acme-part\($0)-service" },
      templates: [LogTemplate(text: "refund of order <*> rejected")], span: QuestionFixture.span))

  /// The least processor time of this thread for some work, of three times, in milliseconds.
  private func time(of work: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }
    return (0..<3).map { _ in
      let start = now()
      work()
      return now() - start
    }.min() ?? 0
  }

  /// The time for making out an input of so many bytes.
  private func time(of unit: String, bytes: Int) -> Double {
    let text = String(repeating: unit, count: bytes / unit.utf8.count)
    let parser = QuestionParser(catalog: Self.catalog, incidentTime: nil, memory: nil)
    return time {
      let writer = ReportWriter(
        index: LogIndex(), question: parser.parse(text),
        detections: Detections(anomalies: [], changes: [], steady: [], readings: []))
      _ = writer.scopeText()
    }
  }

  @Test(arguments: texts)
  func `Defect 3: making out an input takes no longer than its length tells`(unit: String) async {
    // On a thread of its own, behind all others: those that tests share attend to servers.
    let (short, middle, long) = await ThreadStart.result {
      cplatform_step_back_thread(19)
      _ = time(of: unit, bytes: 1000)
      return (
        time(of: unit, bytes: 8 << 10), time(of: unit, bytes: 64 << 10),
        time(of: unit, bytes: 1 << 20)
      )
    }
    print("\(unit.debugDescription) 8 KiB \(short) ms, 64 KiB \(middle) ms, 1 MiB \(long) ms")
    // Quadratic time would be 64 and 256 times as much; the half millisecond is for the scheduler.
    #expect(middle < 8 * 4 * (short + 0.5))
    #expect(long < 16 * 4 * (middle + 0.5))
  }

  @Test
  func `Defect 3: of an input too long to be a question both ends are read, and that is told`()
    async throws
  {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let filler = String(repeating: "lorem ipsum dolor ", count: 60_000)
    let first = try await ask("why did checkout start failing? " + filler, in: [folder.path])
    let last = try await ask(filler + "why did checkout start failing?", in: [folder.path])
    for report in [first, last] {
      #expect(report.suspects.first == "ledger", "\(report.markdown.prefix(500))")
      #expect(report.section("Answer")?.contains("Of this long input the first") == true)
      #expect(report.markdown.utf8.count < 20_000)
    }
  }

  @Test func `Defect 3: comparing lines of nothing but accents takes no quadratic time`() {
    // Marks that Unicode wants in another order: the standard library sorts them by insertion.
    func time(marks: Int) -> Double {
      let text = "e" + String(repeating: "\u{301}\u{316}", count: marks / 2)
      let shapes = (0..<100).map { Array("line \($0 % 7) \(text)".utf8) }
      return self.time {
        _ = TemplateGrouping.group(shapes)
        _ = Set(shapes.flatMap { SignalWords.split(String(decoding: $0, as: UTF8.self)) })
      }
    }
    let (few, many) = (time(marks: 100), time(marks: 1600))
    print("100 marks \(few) ms, 1600 marks \(many) ms")
    #expect(many < 16 * 4 * (few + 0.5))
  }
}
