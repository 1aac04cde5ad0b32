/// The growth of what waits to be done: from some point on more comes in than is taken.
///
///     4 5 7 4 12 | 130 260 390 … 12704      → from 4 to 12,704, from the 6th value on
struct Backlog: Hashable, Sendable {
  /// From the first value beyond the usual to the greatest.
  let range: ClosedRange<Int>
  /// What was usual before, and the greatest value.
  let before: Double
  let most: Double

  /// The part of the values that shows what is usual, one in so many, and values at least.
  private static let openingPart = 8
  private static let fewestOpening = 3
  /// Values that a growth lasts at least: a burst is worked off before.
  private static let fewest = 6
  /// How many times the usual it comes to, and by how many it grows at least.
  private static let (leastRatio, leastGrowth) = (4.0, 20.0)

  /// Nil where it does not grow, or in a leap.
  init?(_ values: [Double]) {
    let opening = max(Self.fewestOpening, values.count / Self.openingPart)
    guard values.count >= 2 * Self.fewest, values.allSatisfy(\.isFinite) else { return nil }
    let usual = Spread(values.prefix(opening))
    guard let peak = values.indices.max(by: { (values[$0], $1) < (values[$1], $0) }),
      values[peak] >= Self.leastRatio * max(usual.median, 1),
      values[peak] - usual.median >= Self.leastGrowth
    else { return nil }
    let high = usual.quantile(1) + max(usual.quantile(1) - usual.quantile(0), 3)
    guard let last = values[..<peak].lastIndex(where: { $0 <= high }), last + 1 >= opening,
      peak - last >= Self.fewest
    else { return nil }
    let rise = Array(values[(last + 1)...peak])
    let ranks = Spread.ranks(rise)
    let count = Double(rise.count)
    let distance = ranks.enumerated().reduce(0) { sum, rank in
      sum + (rank.element - Double(rank.offset)) * (rank.element - Double(rank.offset))
    }
    // The rank correlation of value and time (Spearman).
    guard 1 - 6 * distance / (count * (count * count - 1)) >= RankingModel.steadyRise else {
      return nil
    }
    // A leap, and rest after it, is no growth.
    let greatestStep = zip(rise, rise.dropFirst()).map { $1 - $0 }.max() ?? 0
    guard greatestStep <= (values[peak] - usual.median) / 2,
      rise[0] - usual.median <= (values[peak] - usual.median) / 2
    else { return nil }
    range = last + 1...peak
    before = usual.median
    most = values[peak]
  }
}
