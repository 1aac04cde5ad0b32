import Evidence
import Timeline

/// How entries of one kind lie over the time of the evidence.
struct TimeShape: Hashable, Sendable {
  /// How they came to stand out.
  enum Course: Hashable, Sendable {
    /// They began at some point within the evidence, or are too few to say more.
    case began
    /// They were there before, and came far more often from some point on.
    case burst
    /// They run through all of the evidence.
    case allAlong
    /// They come by the clock: every so many minutes or hours.
    case recurring
    /// The evidence has no times.
    case timeless
  }

  var course: Course
  /// From the first to the last; of a burst its own bounds.
  ///
  /// Nil where there are no times.
  var period: TimeWindow?
  /// Whether they go on at the end of the evidence.
  var isOngoing: Bool
  /// The milliseconds from one time to the next where they come by the clock.
  var recurrence: Int64?
  /// Whether they crowd in a stretch far more than chance has it.
  var isCrowded = false

  /// The shape of a single moment.
  init(at moment: Instant) {
    (course, period, isOngoing) = (.began, TimeWindow(from: moment, through: moment), false)
  }

  /// Tells the shape of an observation within the time of all evidence.
  init(_ observation: Observation, within window: TimeWindow?) {
    let times = observation.samples.times.map(\.instant)
    let (points, width) = Self.points(of: observation, times, window)
    let first = times.min() ?? points.first?.time
    let last = [times.max(), points.last.map { $0.time }].compactMap { $0 }.max()
    guard let window, !window.isEmpty, let first, let last else {
      (course, period, isOngoing) = (.timeless, nil, false)
      return
    }
    period = TimeWindow(from: first, through: max(first, last))
    let gap = last.distance(from: first) / Int64(max(1, observation.count - 1))
    let length = window.length
    let tail = window.upperBound.distance(from: last)
    // Where other logs reach back for weeks, a part of all that is longer than what is looked at.
    let own = last.distance(from: first) / RankingModel.silentPartOfOwn
    let part = length / RankingModel.silentPart
    isOngoing =
      tail
      <= max(
        gap.multipliedClamped(by: RankingModel.silentGaps), RankingModel.slack,
        observation.count > 1 ? min(part, own) : part)
    course = .began
    guard observation.count >= RankingModel.fewestAllAlong, length > 0 else { return }
    let counts = Self.counts(points, width, window)
    // Of some of the entries alone, the first among them, neither a period nor a burst can be told.
    let areAllKnown =
      points.reduce(0) { $0 + $1.value } <= Double(max(points.count, 1)) || width > 1
    if areAllKnown, let bins = Self.period(of: counts.filled) {
      course = .recurring
      recurrence = Int64(bins).multipliedClamped(by: counts.width)
      return
    }
    let head = first.distance(from: window.lowerBound)
    // What comes at random leaves gaps at the ends as well, but hardly its longest one.
    let longest = zip(points.dropFirst(), points).map { $0.time.distance(from: $1.time) }.max() ?? 0
    let usual = min(
      max(Double(longest), Double(gap) * RankingModel.openGaps),
      Double(gap) * RankingModel.clearGaps)
    guard let burst = BurstScan.strongest(in: counts.filled) else { return }
    let isBurst =
      areAllKnown && burst.score >= RankingModel.burstSignificance
      && burst.ratio >= RankingModel.burstRatio
    isCrowded = isBurst
    if isBurst, burst.outside > 0 {
      // What came before the burst makes it a burst; otherwise it just began.
      course = counts.filled[..<burst.bins.lowerBound].contains { $0 > 0 } ? .burst : .began
      if course == .burst {
        let start = counts.start.advanced(
          by: Int64(burst.bins.lowerBound).multipliedClamped(by: counts.width))
        let inside = times.filter { $0 >= start }.min() ?? start
        let begin = points.first { $0.time >= start }?.time ?? start
        period = TimeWindow(
          from: max(start, min(inside, begin)), through: max(first, last))
      }
      return
    }
    if Double(head) <= usual, Double(tail) <= usual, Self.isSpread(counts.filled) {
      course = .allAlong
    }
  }

  /// The counts over time, and the width of their buckets; the times of the samples, each for its share
  /// of the entries, where the buckets are too wide to tell anything.
  private static func points(
    of observation: Observation, _ times: [Instant], _ window: TimeWindow?
  ) -> ([Series.Point], Int64) {
    let values = observation.values
    guard let window, values.width > window.length / RankingModel.fewestBuckets, !times.isEmpty
    else {
      return (values.points.filter { $0.value > 0 }, max(1, values.width))
    }
    let share = max(1, Double(observation.count) / Double(times.count))
    return (times.sorted().map { Series.Point(time: $0, value: share) }, 1)
  }

  /// The entries in each of equal bins over the evidence.
  private static func counts(
    _ points: [Series.Point], _ width: Int64, _ window: TimeWindow
  ) -> (filled: [Int], start: Instant, width: Int64) {
    let bucket = max(1, width)
    let bin = (window.length / RankingModel.bins / bucket + 1).multipliedClamped(by: bucket)
    let start = window.lowerBound.milliseconds.floorDivided(by: bin).quotient
      .multipliedClamped(by: bin)
    let span = window.upperBound.milliseconds.subtractingClamped(start)
    var counts = [Int](repeating: 0, count: Int(min(max(0, span) / bin, RankingModel.bins * 2)) + 1)
    for point in points {
      let place = point.time.milliseconds.subtractingClamped(start) / bin
      guard place >= 0, place < counts.count else { continue }
      counts[Int(place)] += Series.count(point.value)
    }
    return (counts, Instant(milliseconds: start), bin)
  }

  /// Whether entries are found in at least three of the four quarters, the first and last included.
  private static func isSpread(_ counts: [Int]) -> Bool {
    guard counts.count >= 4 else { return false }
    let quarters = (0..<4).map { quarter in
      counts[(counts.count * quarter / 4)..<(counts.count * (quarter + 1) / 4)].contains { $0 > 0 }
    }
    return quarters[0] && quarters[3] && (quarters[1] || quarters[2])
  }

  /// The distance of clusters that come at even distances from the beginning on; nil where they do not.
  ///
  /// A fault that comes and goes begins late; a scheduled job has been there all along.
  private static func period(of counts: [Int]) -> Int? {
    var clusters: [Range<Int>] = []
    for (bin, count) in counts.enumerated() where count > 0 {
      if let last = clusters.last, bin - last.upperBound <= 1 {
        clusters[clusters.count - 1] = last.lowerBound..<bin + 1
      } else {
        clusters.append(bin..<bin + 1)
      }
    }
    guard clusters.count >= RankingModel.fewestClusters else { return nil }
    let starts = clusters.map(\.lowerBound)
    let gaps = zip(starts.dropFirst(), starts).map { $0 - $1 }
    guard let shortest = gaps.min(), let longest = gaps.max(), let first = starts.first else {
      return nil
    }
    func slack(_ gap: Int) -> Int { max(RankingModel.unevenBins, gap / RankingModel.unevenPart) }
    let isEven =
      longest <= shortest + slack(shortest) && first <= longest + 1
      && counts.count - (starts.last ?? 0) <= longest + slack(longest)
    return isEven ? ((starts.last ?? 0) - first) / max(1, gaps.count) : nil
  }
}

extension Series {
  /// A value of a count as a whole number; 0 where it is none.
  static func count(_ value: Double) -> Int { value >= 0 && value < 1e12 ? Int(value) : 0 }
}
