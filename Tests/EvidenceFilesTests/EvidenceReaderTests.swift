import Evidence
import Foundation
@testable import EvidenceFiles
import TestSupport
import Testing
import Timeline

@Suite struct EvidenceReaderTests {
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

  /// All that some evidence says, as text.
  private static func text(_ evidence: FileEvidence) -> String {
    "\(evidence.catalog.services) \(evidence.observations)"
  }

  @Test func `every citation holds its quote, in plain files and in compressed ones`() async throws
  {
    let folder = try TemporaryFolder()
    let text = Self.log("pay", lines: 500)
    try folder.write("pay/pay.log", text)
    try folder.writeGzip("cart/cart.log.gz", text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try await read([folder.path])
    #expect(index.files.map(\.path) == ["cart/cart.log.gz", "pay/pay.log"])
    #expect(index.catalog.services.map(\.name) == ["cart", "pay"])
    for sample in index.samples {
      #expect(lines[sample.line - 1] == sample.text)
      #expect(sample.text.contains(sample.message))
    }
    #expect(index.observations.map(\.count).reduce(0, +) == 1000)
  }

  @Test func `large files read in parts give right lines and the same index on any threads`()
    async throws
  {
    let folder = try TemporaryFolder()
    let text = String(repeating: Self.log("pay", lines: 3600), count: 180)
    let file = try folder.write("pay.log", text)
    let lines = text.split(separator: "\n").map(String.init)
    let one = try await read([file], threads: 1)
    let four = try await read([file], threads: 4)
    #expect(text.utf8.count > 32 << 20)
    #expect(Self.text(one) == Self.text(four))
    #expect(one.files.first?.lines == lines.count)
    #expect(one.files.first?.entries == 3600 * 180)
    #expect(one.observations.map(\.count).reduce(0, +) == 3600 * 180)
    for sample in one.samples {
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
    let a = try await read([first.path])
    let b = try await read([second.path])
    #expect(a.observations.map(\.measure) == b.observations.map(\.measure))
    #expect(a.observations.map(\.count) == b.observations.map(\.count))
    #expect(a.observations.map(\.values) == b.observations.map(\.values))
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
      try await read(locations).files.map(\.path)
    }
    #expect(try await paths([one]) == ["sub/a.log"])
    #expect(try await paths([one, two]) == ["one/sub/a.log", "two/b.log"])
    #expect(try await paths([lone]) == ["a.log"])
    #expect(try await paths([lone, two]) == ["a.log", "two/b.log"])
    #expect(try await paths([folder.path + "/*/*.log"]) == ["two/b.log"])
    #expect(try await paths([folder.path + "/*/sub"]) == ["one/sub/a.log"])
  }

  @Test func `messages that differ in a telling word keep templates of their own`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("pay.log", Self.log("pay", lines: 50))
    let index = try await read([folder.path])
    #expect(
      index.templates == [
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
    let index = try await read([folder.path])
    #expect(index.observations.map(\.count).reduce(0, +) == 40_000)
    #expect(index.observations.count < 20_000)
  }
}
