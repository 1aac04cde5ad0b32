import Testing

@testable import EvidenceFiles

/// The small values of spans: identifiers, numbers, names, places in code.
@Suite struct SpanPartsTests {
  private static func with<Result>(_ text: String, _ body: (Bytes) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test func `Identifiers are the same whatever their case and zeros, and nothing is none`() {
    func number(_ text: String) -> UInt64 { Self.with(text, SpanParts.number) }
    #expect(number("00ab12") == number("AB12"))
    #expect(number("ab12") != number("ab13"))
    for nothing in ["", "root", "0000000000000000", "null", "None", "-1"] {
      #expect(number(nothing) == 0)
    }
  }

  @Test(arguments: [
    ("GET /orders/1723/items/9f1c2b7e-11aa-4c3d", "GET /orders/{}/items/{}"),
    ("GET /v2/orders3/{id}", "GET /v2/orders3/{id}"),
    ("SELECT shop.carts", "SELECT shop.carts"),
    ("/api/files/0123456789abcdef", "/api/files/{}"),
  ])
  func `Operations go by what does not differ from request to request`(
    name: String, plain: String
  ) {
    #expect(Self.with(name, OperationName.plain) == plain)
  }

  @Test(arguments: [
    ("INFO o.s.OrderService#45 stored", "o.s.OrderService#45"),
    ("orders/main.go:120: stored", "orders/main.go:120"),
    ("10.0.0.1:8080 refused", ""), ("order#45 stored", ""), ("db.internal:5432 is slow", ""),
    ("at 10:00:12.123 stored", ""),
  ])
  func `A message names its place in code`(message: String, place: String) {
    let found = Self.with(message) { bytes in
      CodePlace.find(in: bytes).map { bytes.part($0.lowerBound, $0.upperBound).text() }
    }
    #expect((found ?? "") == place)
  }

  @Test func `Numbers count in their unit`() {
    func read(_ text: String, _ unit: SpanUnit) -> Int64? {
      Self.with(text) { SpanNumbers.nanoseconds($0, unit) }
    }
    #expect(read("28160", .microseconds) == 28_160_000)
    #expect(read("1.5", .seconds) == 1_500_000_000)
    #expect(read("-2", .milliseconds) == -2_000_000)
    #expect(read("99999999999999999999999", .seconds) == .max)
    #expect(read("1e5", .seconds) == nil)
    #expect(read("", .seconds) == nil)
    #expect(Self.with("durationMs", SpanUnit.init(name:)) == .milliseconds)
    #expect(Self.with("status", SpanUnit.init(name:)) == nil)
    #expect(SpanUnit(sinceEpoch: 1_773_136_800_000) == .milliseconds)
  }
}
