/// How some values are spread: by their order, so that no single one counts much.
struct Spread: Sendable {
  /// Ascending.
  let sorted: [Double]

  init(_ values: some Sequence<Double>) {
    let values = Array(values)
    sorted = values.count < Self.fewest ? values.sorted() : Self.ascending(values)
  }

  /// From so many values on digits sort faster than comparisons.
  private static let fewest = 96
  /// Bits of a digit, and how many digits 64 bits are.
  private static let (bits, digits) = (8, 8)

  /// Sorts by digits, the last first (Knuth, The Art of Computer Programming 3, 5.2.5); digits that are the same
  /// in all values, as most are in a metric, cost nothing.
  private static func ascending(_ values: [Double]) -> [Double] {
    // Bit patterns rise with the values, where the sign is turned round, and all else of what is below zero.
    var keys = values.map { value -> UInt64 in
      let pattern = value.bitPattern
      return pattern ^ (pattern >> 63 == 0 ? 1 << 63 : .max)
    }
    let mask = UInt64(1 << bits - 1)
    var counts = [Int](repeating: 0, count: digits << bits)
    for key in keys {
      for digit in 0..<digits {
        counts[digit << bits | Int(key >> UInt64(digit * bits) & mask)] += 1
      }
    }
    var other = keys
    for digit in 0..<digits {
      let shift = UInt64(digit * bits)
      let first = Int(keys[0] >> shift & mask)
      guard counts[digit << bits | first] < keys.count else { continue }
      var place = 0
      for value in digit << bits..<(digit + 1) << bits {
        (counts[value], place) = (place, place + counts[value])
      }
      for key in keys {
        let value = digit << bits | Int(key >> shift & mask)
        other[counts[value]] = key
        counts[value] += 1
      }
      swap(&keys, &other)
    }
    return keys.map { Double(bitPattern: $0 ^ ($0 >> 63 == 0 ? .max : 1 << 63)) }
  }

  var count: Int { sorted.count }
  var median: Double { quantile(0.5) }
  /// From the first to the third quartile.
  var range: Double { quantile(0.75) - quantile(0.25) }

  /// The value below which a share of all lies, between neighbours by their distance; 0 of none.
  func quantile(_ share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
  }

  /// The ranks of values from 0, equal ones sharing the mean of theirs.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var at = 0
    while at < order.count {
      var end = at
      while end + 1 < order.count, values[order[end + 1]] == values[order[at]] { end += 1 }
      for place in at...end { ranks[order[place]] = Double(at + end) / 2 }
      at = end + 1
    }
    return ranks
  }
}
