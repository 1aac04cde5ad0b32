package import Timeline

/// The times at which anything was recorded, and the pauses between them that are no usual ones.
package struct RecordedTimes: Sendable {
  /// In their order, each once.
  let times: [Instant]
  /// The least pause that is told, in milliseconds; nil where too few times show what is usual.
  private let least: Int64?

  /// Takes the times of several series, most of which are recorded together.
  package init(_ series: some Sequence<[Instant]>) {
    var all = Self.distinct(series).flatMap(\.self)
    // Each series is in order, which is what this sort makes use of.
    all.sort()
    var times: [Instant] = []
    for time in all where time != times.last { times.append(time) }
    self.times = times
    let usual = zip(self.times, self.times.dropFirst()).map { $1.distance(from: $0) }.sorted()
    least =
      usual.count < RankingModel.fewestPoints
      ? nil : max(RankingModel.leastSilence, usual[usual.count / 2] * RankingModel.fewestMissing)
  }

  /// The times of several series, those that were recorded together once.
  package static func distinct(_ series: some Sequence<[Instant]>) -> [[Instant]] {
    var known: Set<[Instant]> = []
    var distinct: [[Instant]] = []
    // The metrics of a file follow each other and share their times: they are equal without a look at them.
    for next in series where next != distinct.last && known.insert(next).inserted {
      distinct.append(next)
    }
    return distinct
  }

  /// The stretches without any, in the order of time; where `end` lies behind the last one, also that
  /// up to there.
  package func pauses(until end: Instant? = nil) -> [TimeWindow] {
    guard let least else { return [] }
    var bounds = times
    if let end, let last = times.last, end > last { bounds.append(end) }
    return zip(bounds, bounds.dropFirst()).filter { $1.distance(from: $0) >= least }
      .map { TimeWindow(from: $0, through: $1) }
  }
}
