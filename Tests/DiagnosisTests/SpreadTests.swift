import Testing

@testable import Diagnosis

@Suite struct SpreadTests {
  @Test(arguments: [3, 95, 96, 97, 1500])
  func `Values are sorted whatever their number, sign and size`(count: Int) {
    var state: UInt64 = 7
    var values = (0..<count).map { index -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(Int64(bitPattern: state) >> 20)
      return index % 5 == 0 ? 12.5 : index % 3 == 0 ? value / 1e9 : value
    }
    values[0] = -.infinity
    values[1] = 0
    #expect(Spread(values).sorted == values.sorted())
  }

  @Test func `Many that are the same are their own middle`() {
    let spread = Spread([Double](repeating: -3, count: 400))
    #expect(spread.median == -3 && spread.range == 0)
  }
}
