import Evidence
import Timeline

extension Finding {
  /// The most spans and entries that are cited of one finding.
  private static let mostCited = 6
  /// The width of the buckets in which spans of a finding are counted.
  private static let bucket: Int64 = 1000

  /// What some spans of requests tell of a service.
  ///
  /// They are those that are not as they should be; nil where there are none. What is `cited` comes
  /// before them, what is `beside` behind the longest of them.
  init?(
    detector: String, service: String, kind: String, strength: Double, detail: String,
    spans: [Int], of tree: RequestTree, cited: [Sample] = [],
    beside: Sample? = nil, names: [String] = []
  ) {
    let all = tree.requests.spans
    let spans = spans.sorted { (all[$0].start, $0) < (all[$1].start, $1) }
    guard let first = spans.first, let last = spans.last else { return nil }
    let start = Instant(microseconds: all[first].start)
    let end = Instant(microseconds: spans.map { all[$0].end }.max() ?? all[last].end)
    let latest = Instant(microseconds: all.map(\.start).max() ?? all[last].start)
    var counts: [Int64: Double] = [:]
    for span in spans {
      let second = (all[span].start / 1000).floorDivided(by: Self.bucket).quotient
      counts[second, default: 0] += 1
    }
    // The longest, the first and the last say most of how it was.
    let longest = spans.max { all[$0].duration < all[$1].duration } ?? first
    var told: Set<Int> = []
    let own = [longest, first, last].filter { told.insert($0).inserted }.map(tree.requests.sample)
    let samples = cited + own.prefix(1) + [beside].compactMap { $0 } + own.dropFirst()
    let gap = latest.distance(from: Instant(microseconds: all[last].start))
    self.init(
      detector: detector, service: service, kind: kind, role: .state,
      period: TimeWindow(from: start, through: end),
      isOngoing: gap <= max(RankingModel.atOnce / 2, end.distance(from: start) / 4),
      count: spans.count, strength: strength, detail: detail,
      samples: Array(samples.prefix(Self.mostCited)),
      values: Series(
        width: Self.bucket,
        points: counts.sorted { $0.key < $1.key }.map {
          .init(
            time: Instant(milliseconds: $0.key.multipliedClamped(by: Self.bucket)), value: $0.value)
        }), names: names, signal: .traces)
  }

  /// How strongly so many requests speak: each counts a little, and some are left to chance.
  static func strength(ofRequests count: Int) -> Double {
    let count = Double(count)
    return RankingModel.fewRequests + (1 - RankingModel.fewRequests) * count
      / (count + RankingModel.halfwayRequests)
  }
}
