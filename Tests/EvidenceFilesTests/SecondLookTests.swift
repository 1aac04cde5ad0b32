import Evidence
import Foundation
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// Samples, counts and surroundings, taken from the lines again.
@Suite struct SecondLookTests {
  private static func evidence(_ folder: TemporaryFolder) async throws -> FileEvidence {
    let pay = (0..<600).map { number in
      let time = String(format: "2026-01-02T03:%02d:%02dZ", number / 60, number % 60)
      return number % 5 == 0
        ? "\(time) ERROR pay cannot reach bank duration_ms=\(number)\n\tat step\nCaused by: refused\n"
        : "\(time) INFO order \(number) status=\(number % 2 == 0 ? 200 : 503) paid\n"
    }.joined()
    try folder.write("pay.log", pay)
    try folder.writeGzip(
      "cart.log.gz",
      "2026-01-02T03:00:00Z WARN cart is slow, 12 ms\n\n2026-01-02T03:30:00Z INFO ok\n")
    return try await read([folder.path])
  }

  @Test func `a scope filters by level, service, window and words, from either end`() async throws {
    let folder = try TemporaryFolder()
    let evidence = try await Self.evidence(folder)
    var scope = Scope()
    scope.services = ["pay"]
    scope.minimumLevel = .error
    let latest = try await evidence.samples(scope, order: .latest, limit: 3)
    #expect(latest.total == 120)
    #expect(latest.samples.map { $0.text.suffix(3) } == ["585", "590", "595"])
    #expect(latest.samples.allSatisfy { $0.further.contains { $0.text.hasPrefix("Caused by") } })
    let time = try #require(latest.samples.first?.time?.instant)
    let around = try await evidence.samples(scope, order: .around(time), limit: 3)
    #expect(around.samples.map { $0.text.suffix(3) } == ["580", "585", "590"])
    scope.window = time...time
    #expect(try await evidence.samples(scope, order: .earliest, limit: 9).total == 1)
  }

  @Test func `several scopes are counted in one look as each is alone`() async throws {
    let folder = try TemporaryFolder()
    let evidence = try await Self.evidence(folder)
    var failed = Scope()
    failed.minimumLevel = .error
    var refused = Scope()
    refused.terms = [Scope.Term(["refused"])]
    var cart = Scope()
    cart.services = ["cart"]
    let scopes = [failed, Scope(), refused, cart, failed]
    let counts = try await evidence.counts(of: scopes)
    var alone: [Int] = []
    for scope in scopes {
      alone.append(try await evidence.aggregate(Aggregate(scope: scope)).total)
    }
    #expect(counts == alone && counts == [120, 602, 120, 2, 120])
    #expect(try await evidence.counts(of: []) == [])
  }

  @Test func `words are found in further lines, whole or not, and keep others out`() async throws {
    let folder = try TemporaryFolder()
    let evidence = try await Self.evidence(folder)
    func count(_ change: (inout Scope) -> Void) async throws -> Int {
      var scope = Scope()
      change(&scope)
      return try await evidence.samples(scope, order: .earliest, limit: 0).total
    }
    #expect(try await count { $0.terms = [Scope.Term(["REFUSED"])] } == 120)
    #expect(try await count { $0.excludedTerms = [Scope.Term(["refused"])] } == 482)
    #expect(try await count { $0.terms = [Scope.Term(["order 1"], isWholeWord: true)] } == 1)
    #expect(try await count { $0.terms = [Scope.Term(["nothing", "slow"])] } == 1)
    #expect(
      try await count {
        $0.fields = [
          Scope.FieldCondition(name: "duration_ms", comparison: .atLeast, value: "0.59s")
        ]
      } == 2)
    #expect(try await count { $0.statuses = [500...599] } == 240)
    #expect(try await count { $0.paths = ["cart.log.gz"] } == 2)
  }

  @Test func `groups are counted and measured exactly`() async throws {
    let folder = try TemporaryFolder()
    let evidence = try await Self.evidence(folder)
    let minutes = try await evidence.aggregate(Aggregate(scope: Scope(), by: .time(600_000)))
    #expect(minutes.groups.map(\.count) == [601, 1] && minutes.total == 602)
    let numbers = try await evidence.aggregate(
      Aggregate(scope: Scope(), measure: .number(field: "duration_ms")))
    let found = try #require(numbers.groups.first?.numbers)
    #expect(found.count == 120 && found.least == 0 && found.greatest == 595 && found.unit == "ms")
    #expect(found.median == 295 && found.p95 == 565 && found.p99 == 590)
    #expect(found.top.text.hasSuffix("=595"))
    let levels = try await evidence.aggregate(Aggregate(scope: Scope(), by: .level))
    #expect(levels.groups.map(\.key) == ["INFO", "ERROR", "WARNING"])
    let statuses = try await evidence.aggregate(Aggregate(scope: Scope(), by: .status))
    #expect(statuses.groups.map(\.key) == ["200", "503"])
  }

  @Test func `the lines around a citation are those of the file, or none`() async throws {
    let folder = try TemporaryFolder()
    let evidence = try await Self.evidence(folder)
    let reference = Reference(source: "files", locator: .line(path: "pay.log", number: 4))
    let lines = try #require(try await evidence.surroundings(of: reference, before: 2, after: 1))
    #expect(lines.map(\.number) == [2, 3, 4, 5] && lines[1].text == "Caused by: refused")
    try folder.write("pay.log", "other\n")
    #expect(try await evidence.surroundings(of: reference, before: 2, after: 1) == nil)
    let lost = try await evidence.samples(Scope(), order: .latest, limit: 9)
    #expect(lost.unread.map(\.path) == ["pay.log"] && lost.total == 2)
  }

  @Test func `a limit reads the end of each file, under the right line numbers`() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      let text = (1...40_000).map { "2026-01-02T03:04:05Z INFO number \($0) of \(name)\n" }.joined()
      try folder.write("\(name).log", text)
    }
    let evidence = try await read([folder.path], limit: 200_000)
    #expect(evidence.files.allSatisfy { $0.lines == 40_000 && $0.entries < 4000 })
    #expect(evidence.files.allSatisfy { $0.notes.contains { $0.contains("only the last") } })
    for sample in evidence.samples { #expect(sample.text.contains("number \(sample.line) of")) }
    let last = try await evidence.samples(Scope(), order: .latest, limit: 1)
    #expect(last.samples.first?.line == 40_000)
  }
}
