import Foundation
import Investigation
import Testing
import Timeline

@Suite(.steppingBack) struct EvidenceReaderTests {
  /// A log of some services with many lines, the same for the same seed.
  private static func log(_ service: String, lines: Int) -> String {
    (0..<lines).map { number in
      let second = String(format: "%02d:%02d", number / 60 % 60, number % 60)
      let head = "2026-01-02T03:\(second)Z"
      return switch number % 5 {
      case 0: "\(head) ERROR \(service) cannot reach 10.0.0.\(number % 250):80 after \(number) ms\n"
      case 1: "\(head) INFO order \(number * 7919) paid by user\(number)\n"
      case 2: "\(head) INFO worker started\n\tat step.\(number)\n"
      default: "\(head) INFO worker stopped\n"
      }
    }.joined()
  }

  /// All that an index says, as text.
  private static func text(_ index: LogIndex) -> String {
    "\(index.services) \(index.templates) \(index.series) \(index.bucketWidth)"
  }

  @Test func `every citation holds its quote, in plain files and in compressed ones`() async throws
  {
    let folder = try TemporaryFolder()
    let text = Self.log("pay", lines: 500)
    try folder.write("pay/pay.log", text)
    try folder.writeGzip("cart/cart.log.gz", text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.files.map(\.path) == ["cart/cart.log.gz", "pay/pay.log"])
    #expect(index.services == ["cart", "pay"])
    for sample in index.series.flatMap(\.samples) {
      #expect(lines[sample.line - 1] == sample.text)
      #expect(sample.text.contains(sample.quote))
    }
    #expect(index.series.map(\.total).reduce(0, +) == 1000)
  }

  @Test func `large files read in parts give right lines and the same index on any threads`()
    async throws
  {
    let folder = try TemporaryFolder()
    let text = String(repeating: Self.log("pay", lines: 3600), count: 180)
    let file = try folder.write("pay.log", text)
    let lines = text.split(separator: "\n").map(String.init)
    let one = try await EvidenceReader(locations: [file], threads: 1).index()
    let four = try await EvidenceReader(locations: [file], threads: 4).index()
    #expect(text.utf8.count > 32 << 20)
    #expect(Self.text(one) == Self.text(four))
    #expect(one.files.first?.lineCount == lines.count)
    #expect(one.files.first?.entryCount == 3600 * 180)
    #expect(one.series.map(\.total).reduce(0, +) == 3600 * 180)
    for sample in one.series.flatMap(\.samples) {
      #expect(lines[sample.line - 1] == sample.text)
    }
  }

  @Test func `the names of folders change neither templates nor counts`() async throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    for (number, name) in ["pay", "cart", "mail"].enumerated() {
      let text = Self.log(name, lines: 100 + number)
      try first.write("a\(number)/\(name).log", text)
      try second.write("z\(9 - number)/\(name).log", text)
    }
    let a = try await EvidenceReader(locations: [first.path]).index()
    let b = try await EvidenceReader(locations: [second.path]).index()
    #expect(a.templates.map(\.text) == b.templates.map(\.text))
    #expect(a.services == b.services)
    #expect(a.series.map(\.total) == b.series.map(\.total))
    #expect(a.series.map(\.counts) == b.series.map(\.counts))
  }

  @Test func `paths are shown below their folder, with its name where several are given`()
    async throws
  {
    let folder = try TemporaryFolder()
    let line = Self.log("x", lines: 1)
    let lone = try folder.write("one/sub/a.log", line)
    try folder.write("two/b.log", line + line)
    let one = folder.path + "/one"
    let two = folder.path + "/two/"
    func paths(_ locations: [String]) async throws -> [String] {
      try await EvidenceReader(locations: locations).index().files.map(\.path)
    }
    #expect(try await paths([one]) == ["sub/a.log"])
    #expect(try await paths([one, two]) == ["one/sub/a.log", "two/b.log"])
    #expect(try await paths([lone]) == ["a.log"])
    #expect(try await paths([lone, two]) == ["a.log", "two/b.log"])
    #expect(try await paths([folder.path + "/*/*.log"]) == ["two/b.log"])
    #expect(try await paths([folder.path + "/*/sub"]) == ["one/sub/a.log"])
  }

  @Test func `a search filters by term, level, service and window, and keeps the newest`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("pay.log", Self.log("pay", lines: 600))
    try folder.write("cart.log", Self.log("cart", lines: 600))
    let reader = try await EvidenceReader(locations: [folder.path]).snapshot()
    let errors = try await reader.search(
      LogSearch(services: ["pay"], minimumLevel: .error, limit: 3))
    #expect(errors.total == 120)
    #expect(errors.entries.map(\.service) == ["pay", "pay", "pay"])
    #expect(errors.entries.last?.excerpt.text.contains("after 595 ms") == true)
    let oldest = try await reader.search(
      LogSearch(terms: ["CANNOT reach", "cart"], limit: 2, newestFirst: false))
    #expect(oldest.entries.map(\.excerpt.line) == [1, 7])
    let start = try #require(errors.entries.first?.excerpt.time)
    let window = try await reader.search(
      LogSearch(window: start...start, terms: ["cannot"], limit: 9))
    #expect(window.total == 2)
  }

  @Test func `a file outside the window is passed over and says so`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("old.log", "2020-01-02T03:04:05Z INFO old\n")
    try folder.write("new.log", "2026-01-02T03:04:05Z INFO new\n")
    let day = Instant(milliseconds: 1_767_312_000_000)
    let index = try await EvidenceReader(locations: [folder.path]).index(
      window: day...Instant(milliseconds: day.milliseconds + 86_400_000))
    #expect(index.templates.map(\.text) == ["new"])
    let old = try #require(index.files.first { $0.path == "old.log" })
    #expect(old.notes.contains { $0.contains("outside the window") })
  }

  @Test func `messages that differ in a telling word keep templates of their own`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("pay.log", Self.log("pay", lines: 50))
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(
      index.templates.map(\.text) == [
        "order <*> paid by <*>", "pay cannot reach <*> after <*>", "worker started",
        "worker stopped",
      ])
  }

  @Test func `far more kinds of message than can be told apart are counted all the same`()
    async throws
  {
    let folder = try TemporaryFolder()
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let text = (0..<40_000).map { number in
      let word = [number, number / 26, number / 676, number / 17_576].map { letters[$0 % 26] }
      return "2026-01-02T03:04:05Z INFO \(String(word)) \(String(word.reversed())) ends\n"
    }.joined()
    try folder.write("pay.log", text)
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.series.map(\.total).reduce(0, +) == 40_000)
    #expect(index.series.count < 20_000)
  }
}
