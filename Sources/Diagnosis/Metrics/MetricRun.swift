import Evidence
import Timeline

/// How one metric of one service ran, beside what is usual of it.
struct MetricRun: Sendable {
  let service: String
  let name: String
  let unit: String
  /// What its name tells.
  let traits: MetricTraits
  /// The index of the observation.
  let observation: Int
  let times: [Instant]
  /// The values; of an availability what is missing from all of it, so that more is worse.
  let values: [Double]
  /// The values of a quiet period; nil where none were given of it.
  let usual: Spread?
  /// What availability counts as all, 100 or 1; nil for all other metrics.
  let whole: Double?
  /// The clear change of it, nil where there is none.
  var step: Step?
  /// How it grew of what waits to be done; nil where it is none or did not.
  var backlog: Backlog?
  /// How much it grew steadily, as a part of its beginning; nil where it did not.
  var leak: Double?
  /// Of errors that are counted by the second, which part of all requests they are while they stand out.
  var share: Double?
  /// The limit it stands at, with the metric that tells it.
  var limit: (value: Double, name: String)?

  /// Reads an observation; nil where it is no metric.
  init?(
    _ observation: Observation, at index: Int, usual: [Double], traits: MetricTraits
  ) {
    guard case .metric(let name, let unit) = observation.measure else { return nil }
    service = observation.service
    self.name = name
    self.traits = traits
    let kind = traits.kind
    self.observation = index
    times = observation.values.times
    let read = observation.values.values
    let greatest = (read + usual).max() ?? 0
    // Nobody counts memory in anything smaller than megabytes but by the byte.
    self.unit = unit.isEmpty && kind == .memory && greatest >= 1e6 ? "bytes" : unit
    whole = kind == .availability ? (greatest > 1 ? 100 : 1) : nil
    let all = whole
    func turned(_ value: Double) -> Double { all.map { $0 - value } ?? value }
    // Mostly the very array of the observation.
    values = all == nil ? read : read.map(turned)
    self.usual =
      usual.count >= RankingModel.fewestUsual ? Spread(usual.map(turned)) : nil
  }

  /// The least spread that counts; `greatest` is the greatest value that any service has of the metric,
  /// `requests` are those that the service has a second, where that is told.
  func leastSpread(_ greatest: Double, requests: Double? = nil) -> Double {
    if let whole { return whole * 0.005 }
    if kind.isResource { return greatest * RankingModel.leastShareOfAll }
    if kind == .errors, isRate {
      return requests.map { $0 * RankingModel.leastFailingShare }
        ?? greatest * RankingModel.leastSpread
    }
    // One failure more or less in a bucket is chance; shares of failures are below one.
    if kind == .errors { return greatest > 1 ? 1 : 0.005 }
    return 0
  }

  /// Looks for what changed.
  mutating func look(greatest: Double, requests: Double? = nil) {
    guard !isLimit else {
      // What may be used is set, not measured: any other value is a change.
      step = kind.isResource ? Step.within(values, least: 0) : nil
      return
    }
    let least = leastSpread(greatest, requests: requests)
    step =
      usual.map { Step.beside(values, usual: $0, least: least) }
      ?? Step.within(values, least: least)
    if let usual, let found = step, found.after < usual.median, kind.isFelt { step = nil }
    if usual == nil { leak = steadyGrowth() }
    if traits.isBacklog, !isRate { backlog = Backlog(values) }
  }

  /// What it measures.
  var kind: MetricKind { traits.kind }

  /// Whether its values are counted by the second.
  var isRate: Bool { unit == Measured.perSecond }

  /// When the step began.
  var onset: Instant? { step.map { times[$0.range.lowerBound] } }

  /// The value that an engineer would read at a place, availability as such.
  func read(_ value: Double) -> Double { whole.map { $0 - value } ?? value }

  /// What its values are of, as the evidence counts them.
  var measured: Measured {
    // Beyond these a value is a step: see `Step.beside`.
    let band = usual.map { Measured.Band(read($0.quantile(0.01)), read($0.quantile(0.99))) }
    return Measured(name: name, unit: unit, usual: band, onset: onset)
  }

  /// The usual width from one point to the next, in milliseconds.
  var interval: Int64 {
    guard times.count > 1, let first = times.first, let last = times.last else { return 0 }
    return last.distance(from: first) / Int64(times.count - 1)
  }

  /// Whether it tells how much is left of something: less is worse.
  var isRemainder: Bool { traits.isRemainder }

  /// Whether it tells how much there may be, not how much there is.
  var isLimit: Bool { traits.isLimit }

  /// The value that stands for the evidence at a time: the last at or before it.
  func value(at time: Instant) -> Double? {
    let place = place(after: time)
    return place > 0 ? values[place - 1] : nil
  }

  /// Whether what changed for a while had changed so at the same time on every other day that was measured:
  /// what runs each night is usual.
  ///
  /// `others` are runs of the same metric that other files tell.
  func isDaily(_ step: Step, beside others: [MetricRun]) -> Bool {
    guard step.isOver else { return false }
    let (start, end) = (times[step.range.lowerBound], times[step.range.upperBound - 1])
    guard start.distance(from: end).magnitude < UInt64(Self.day / 2) else { return false }
    let half = (step.before + step.after) / 2
    var isMeasured = false
    for shift in -Self.mostDays...Self.mostDays where shift != 0 {
      let from = start.advanced(by: shift * Self.day)
      let through = end.advanced(by: shift * Self.day)
      guard let run = ([self] + others).first(where: { $0.covers(from, through) }) else { continue }
      let (low, high) = (
        run.place(after: from.advanced(by: -interval - 1)),
        run.place(after: through.advanced(by: interval))
      )
      guard high - low >= max(2, step.range.count / 2) else { continue }
      isMeasured = true
      let then = Spread(run.values[low..<high])
      guard step.isRise ? then.quantile(0.75) >= half : then.quantile(0.25) <= half else {
        return false
      }
    }
    return isMeasured
  }

  private func covers(_ from: Instant, _ through: Instant) -> Bool {
    guard let first = times.first, let last = times.last else { return false }
    return first <= from && through <= last
  }

  private static let day: Int64 = 86_400_000
  /// Days before and after that are compared.
  private static let mostDays: Int64 = 7

  /// The place of the first value behind a time.
  private func place(after time: Instant) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How much it grew over the evidence, where it rose all the time.
  ///
  /// Measured by the rank correlation of value and time (Spearman), which no single peak can raise.
  private func steadyGrowth() -> Double? {
    let count = Double(values.count)
    guard values.count >= 2 * RankingModel.fewestPoints else { return nil }
    let ranks = Spread.ranks(values)
    var distance = 0.0
    for (place, rank) in ranks.enumerated() {
      distance += (rank - Double(place)) * (rank - Double(place))
    }
    guard 1 - 6 * distance / (count * (count * count - 1)) >= RankingModel.steadyRise else {
      return nil
    }
    let part = max(RankingModel.fewestBeside, values.count / 10)
    let (first, last) = (Spread(values.prefix(part)).median, Spread(values.suffix(part)).median)
    guard first > 0, last >= first * (1 + RankingModel.leastLeak) else { return nil }
    // Half of the growth lies in each half: a step is none, nor what has come to rest.
    let middle = Spread(values[(values.count / 2 - part / 2)...].prefix(part)).median
    let share = (middle - first) / (last - first)
    return share > 0.25 && share < 0.75 ? (last - first) / first : nil
  }
}
