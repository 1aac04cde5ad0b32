/// Finds the stretch in which a series is most crowded (Kulldorff's scan statistic for counts).
enum BurstScan {
  struct Burst: Hashable, Sendable {
    /// The bins of the burst.
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
  /// Complexity: quadratic in the number of bins.
  static func strongest(in counts: [Int]) -> Burst? {
    let total = counts.reduce(0, +)
    guard total > 0, let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    var sums = [0]
    for count in counts { sums.append(sums[sums.count - 1] + count) }
    var best: Burst?
    for start in first...last where counts[start] > 0 {
      for end in start...last where counts[end] > 0 {
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
    let rest = max(1, count - bins.count)
    let outsideRate = max(0.5, Double(total - inside)) / Double(rest)
    return Burst(
      bins: bins, inside: inside, outside: total - inside, score: score,
      ratio: insideRate / outsideRate)
  }

  private static func likelihood(_ inside: Int, _ total: Int, _ length: Int, _ bins: Int) -> Double
  {
    let expected = Double(total) * Double(length) / Double(bins)
    let observed = Double(inside)
    guard observed > expected else { return 0 }
    var score = observed * NaturalLogarithm.of(observed / expected)
    let rest = Double(total) - observed
    if rest > 0 {
      score += rest * NaturalLogarithm.of(rest / (Double(total) - expected))
    }
    return score
  }
}
