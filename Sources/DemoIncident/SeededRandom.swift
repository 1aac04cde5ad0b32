/// A small random generator with a seed: the same numbers on every machine.
///
/// Source: SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below a bound, which is above 0.
  mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(max(1, bound)))
  }

  /// A number in a range.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// Returns true as often as the chance says, from 0 to 1.
  mutating func happens(_ chance: Double) -> Bool {
    Double(next() >> 11) < chance * 9_007_199_254_740_992  // 2 to the power of 53
  }

  /// One of some values; nil only where there are none.
  mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values[below(values.count)]
  }

  /// The values in another order.
  mutating func shuffle<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for index in values.indices.reversed() { values.swapAt(index, below(index + 1)) }
    return values
  }
}
