/// A stretch of a series whose values differ clearly from those before it, or from a quiet period's.
///
///     1 1 2 1 1 | 9 8 9 9        → 1 to 9, from index 5 on
///     1 1 2 | 9 8 9 | 1 2 1      → 1 to 9, from index 3 to 6, over since
struct Step: Hashable, Sendable {
  /// The values of the stretch, by their indexes.
  var range: Range<Int>
  /// The medians of what is usual, and of the stretch.
  var before: Double
  var after: Double
  /// How far the stretch lies beyond nearly all that is usual, in spreads.
  var size: Double
  /// Whether it ended before the series did.
  var isOver: Bool
  /// Whether the values of the stretch hardly differ: they stand at a bound.
  var isFlat: Bool

  var isRise: Bool { after > before }

  /// How many times as much, at least 1, whichever way it went; of nothing a thousand times.
  var ratio: Double {
    let (low, high) = (min(abs(before), abs(after)), max(abs(before), abs(after)))
    guard high > 0 else { return 1 }
    return low * RankingModel.mostStep > high ? high / low : RankingModel.mostStep
  }

  /// Looks for one within a series; `least` is the least spread that counts, in the series' unit.
  ///
  /// Ranks are asked first, for no outlier moves them. They do not tell a leap from a drift: where a
  /// day's wave has lifted most values already, a late leap to many times as much is some ranks more.
  /// Where they find nothing the values themselves are asked, whose sums a single burst can bend: what
  /// they find counts only where nothing else in the series comes up to it.
  static func within(_ values: [Double], least: Double) -> Step? {
    guard values.count >= RankingModel.fewestPoints else { return nil }
    if let step = stretch(of: Spread.ranks(values), in: values, least: least) { return step }
    guard let step = stretch(of: values, in: values, least: least) else { return nil }
    let inside = Spread(values[step.range])
    let usual = values[..<step.range.lowerBound] + values[step.range.upperBound...]
    let (low, high) = (inside.quantile(0.25), inside.quantile(0.75))
    return usual.allSatisfy { step.isRise ? $0 < low : $0 > high } ? step : nil
  }

  /// Looks for a step where weights of the values, which lie in their order, gather.
  ///
  /// They are summed up from the beginning, each less their mean: where the sums differ most from one
  /// place to another lies the stretch (Page's cumulative sums; on ranks after Pettitt, 1979). What
  /// counts then are medians and quartiles; nil where nothing differs clearly.
  private static func stretch(of weights: [Double], in values: [Double], least: Double) -> Step? {
    let mean = weights.reduce(0, +) / Double(weights.count)
    var sums = [0.0]
    sums.reserveCapacity(weights.count + 1)
    for weight in weights { sums.append((sums.last ?? 0) + weight - mean) }
    // Of values at the bounds of what a number holds there is no sum.
    guard sums.allSatisfy(\.isFinite),
      let low = sums.indices.min(by: { (sums[$0], $0) < (sums[$1], $1) }),
      let high = sums.indices.max(by: { (sums[$0], $1) < (sums[$1], $0) }), low != high
    else { return nil }
    var range = min(low, high)..<max(low, high)
    // What lies at the beginning is what was usual, also where noise hid the very first values.
    if range.lowerBound == 0 { range = range.upperBound..<values.count }
    range = trimmed(range, values)
    if range.lowerBound == 0, range.upperBound < values.count {
      range = trimmed(range.upperBound..<values.count, values)
    }
    let usual = values[..<range.lowerBound] + values[range.upperBound...]
    guard range.count >= RankingModel.fewestBeside, usual.count >= RankingModel.fewestBeside else {
      return nil
    }
    return Step(values, range, usual: Spread(usual), least: least)
  }

  /// Compares a series with a quiet period's: what lies beyond nearly all of that.
  static func beside(_ values: [Double], usual: Spread, least: Double) -> Step? {
    let spread = max(usual.range, RankingModel.leastSpread * abs(usual.median), least)
    let (low, high) = (usual.quantile(0.01), usual.quantile(0.99))
    let odd = values.indices.filter {
      values[$0] > high + RankingModel.leastStep * spread
        || values[$0] < low - RankingModel.leastStep * spread
    }
    guard let first = odd.first, let last = odd.last else { return nil }
    let range = first..<last + 1
    // Lone points among many are outliers.
    guard odd.count * 2 >= range.count || odd.count > RankingModel.fewestUsual else { return nil }
    let after = Spread(odd.map { values[$0] })
    return Step(
      range: range, before: usual.median, after: after.median,
      size: (after.median > usual.median ? after.median - high : low - after.median) / spread,
      isOver: range.upperBound < values.count, isFlat: false)
  }

  /// Leaves out what at its ends lies nearer to the usual.
  private static func trimmed(_ range: Range<Int>, _ values: [Double]) -> Range<Int> {
    let usual = Spread(values[..<range.lowerBound] + values[range.upperBound...]).median
    let odd = Spread(values[range]).median
    func isOdd(_ value: Double) -> Bool { abs(value - odd) < abs(value - usual) }
    var (first, end) = (range.lowerBound, range.upperBound)
    while first < end, !isOdd(values[first]) { first += 1 }
    while first > 0, isOdd(values[first - 1]) { first -= 1 }
    while end > first, !isOdd(values[end - 1]) { end -= 1 }
    while end < values.count, isOdd(values[end]) { end += 1 }
    return first..<end
  }

  private init?(_ values: [Double], _ range: Range<Int>, usual: Spread, least: Double) {
    let inside = Spread(values[range])
    self.range = range
    before = usual.median
    after = inside.median
    let spread = max(usual.range, RankingModel.leastSpread * abs(before), least)
    guard spread > 0 else { return nil }
    size =
      after > before
      ? (inside.quantile(0.25) - usual.quantile(0.95)) / spread
      : (usual.quantile(0.05) - inside.quantile(0.75)) / spread
    isOver = range.upperBound < values.count
    isFlat = inside.range <= abs(after) * 0.005
    guard size >= RankingModel.leastStep, ratio >= 1 + RankingModel.leastGrowth else { return nil }
  }

  private init(
    range: Range<Int>, before: Double, after: Double, size: Double, isOver: Bool, isFlat: Bool
  ) {
    self.range = range
    self.before = before
    self.after = after
    self.size = size
    self.isOver = isOver
    self.isFlat = isFlat
  }
}
