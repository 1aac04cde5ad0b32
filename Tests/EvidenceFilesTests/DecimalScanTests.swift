import Testing

@testable import EvidenceFiles

/// Numbers as tables hold them.
@Suite struct DecimalScanTests {
  private func number(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalScan.number($0) }
  }

  @Test(arguments: [
    "0", "-0.5", "12.5", " 3 ", ".5", "5.", "0.1", "9007199254740993", "18446744073709551615",
    "18446744073709551616", "0.00000000000000000001", "0.004399999999999999", "2.3127879006008545",
    "9999999999999999999", "0.9999999999999999999", "1844674407370955161.6", "1e-05", "-1.5E3",
    "00000000000000000000000007.25",
  ])
  func `A number is the nearest double, as the library reads it`(text: String) {
    let expected = Double(text.filter { $0 != " " })
    #expect(number(text) == expected)
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "12 ms", "nan", "-inf", "1e999", "--1", "1234567:", "12345678/",
    "-12:4567890",
  ])
  func `What is no finite number is none`(text: String) {
    #expect(number(text) == nil)
  }

  @Test func `Digits of any length behind any zeros are rounded as the library rounds them`() {
    var seed: UInt64 = 7
    for _ in 0..<20_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = String(seed >> (seed % 60))
      let zeros = String(repeating: "0", count: Int(seed >> 7 % 5))
      let place = Int(seed >> 33) % (digits.count + 1)
      let text = "\(digits.prefix(place)).\(zeros)\(digits.dropFirst(place))"
      #expect(number(text) == Double(text.hasPrefix(".") ? "0" + text : text), "\(text)")
    }
  }
}
