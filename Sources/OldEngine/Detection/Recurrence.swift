/// Tells what recurs by the clock, and so belongs to the ordinary run of things.
enum Recurrence {
  /// Returns whether counts come in clusters at even distances from the beginning on.
  ///
  /// A fault that comes and goes begins late; a scheduled job has been there all along.
  static func isScheduled(_ counts: [Int]) -> Bool {
    let clusters = clusters(of: counts)
    guard clusters.count >= 3 else { return false }
    let starts = clusters.map(\.lowerBound)
    let gaps = zip(starts.dropFirst(), starts).map { $0 - $1 }
    guard let shortest = gaps.min(), let longest = gaps.max(), let first = starts.first else {
      return false
    }
    return longest <= shortest + max(2, shortest / 3) && first <= longest + 1
      && counts.count - (starts.last ?? 0) <= longest + max(2, longest / 3)
  }

  /// Returns whether clusters as large as the burst lie outside it, so that it is nothing special.
  static func isCommonplace(_ counts: [Int], _ burst: Range<Int>) -> Bool {
    let clusters = clusters(of: counts)
    let sizes = clusters.map { counts[$0].reduce(0, +) }
    let inside = zip(clusters, sizes).filter { $0.0.overlaps(burst) }.map(\.1).max() ?? 0
    let rivals = zip(clusters, sizes).filter {
      !$0.0.overlaps(burst) && $0.0.upperBound <= burst.lowerBound && $0.1 * 5 >= inside * 2
    }
    return rivals.count >= 2
  }

  /// Runs of bins with entries, with at most one empty bin between.
  private static func clusters(of counts: [Int]) -> [Range<Int>] {
    var clusters: [Range<Int>] = []
    for (bin, count) in counts.enumerated() where count > 0 {
      if let last = clusters.last, bin - last.upperBound <= 1 {
        clusters[clusters.count - 1] = last.lowerBound..<bin + 1
      } else {
        clusters.append(bin..<bin + 1)
      }
    }
    return clusters
  }
}
