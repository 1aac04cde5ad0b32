/// Finds the stretch in which a series is most crowded (Kulldorff's scan statistic for counts).
enum BurstScan {
  /// A crowded stretch.
  struct Burst: Hashable, Sendable {
    var bins: Range<Int>
    var inside: Int
    var outside: Int
    /// The log-likelihood ratio against a steady rate.
    var score: Double
    /// The rate inside over the rate outside; outside has a floor of half an entry.
    var ratio: Double
  }

  /// The most crowded stretch; nil for an empty series.
  ///
  /// Complexity: quadratic in the bins that are not empty.
  static func strongest(in counts: [Int]) -> Burst? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var sums = [0]
    for count in counts { sums.append(sums[sums.count - 1] + count) }
    let filled = counts.indices.filter { counts[$0] > 0 }
    var best: Burst?
    for (position, start) in filled.enumerated() {
      for end in filled[position...] {
        let inside = sums[end + 1] - sums[start]
        let score = likelihood(inside, total, end + 1 - start, counts.count)
        guard score > best?.score ?? -1 else { continue }
        best = burst(start..<end + 1, inside, total, counts.count, score)
      }
    }
    return best
  }

  private static func burst(
    _ bins: Range<Int>, _ inside: Int, _ total: Int, _ count: Int, _ score: Double
  ) -> Burst {
    let insideRate = Double(inside) / Double(bins.count)
    let outsideRate =
      max(RankingModel.leastOutside, Double(total - inside)) / Double(max(1, count - bins.count))
    return Burst(
      bins: bins, inside: inside, outside: total - inside, score: score,
      ratio: insideRate / outsideRate)
  }

  private static func likelihood(
    _ inside: Int, _ total: Int, _ length: Int, _ bins: Int
  ) -> Double {
    let expected = Double(total) * Double(length) / Double(bins)
    let observed = Double(inside)
    guard observed > expected else { return 0 }
    let score = observed * (observed / expected).logarithm
    let rest = Double(total) - observed
    guard rest > 0 else { return score }
    return score + rest * (rest / (Double(total) - expected)).logarithm
  }
}
