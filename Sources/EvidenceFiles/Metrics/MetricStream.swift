import Evidence
import Timeline

/// One label of a metric, which makes it a metric of its own: `status=500`.
struct MetricLabel: Hashable, Sendable {
  var name: String
  var value: String
}

/// The points of one stream of values as they were read: of one name with one set of labels.
struct MetricStream {
  var name: MetricName
  /// Whether its values are known to be counted up.
  var isCounter: Bool
  /// Whether its values are written as whole numbers.
  var isInteger = false
  /// The place of its values in the rows; nil where a row holds one value.
  var column: Int?
  var points: [Point] = []

  /// A value, and the number of the row that it stands in.
  struct Point {
    var time: Int64
    var value: Double
    var row: Int32
  }

  /// Adds a point in its place in time: rows come mostly in order.
  mutating func sort() {
    let isOrdered = zip(points, points.dropFirst()).allSatisfy { $0.time <= $1.time }
    if !isOrdered { points.sort { ($0.time, $0.row) < ($1.time, $1.row) } }
  }

  /// Joins each two neighbours to their mean.
  mutating func thin() {
    points = stride(from: 0, to: points.count, by: 2).map { at in
      guard at + 1 < points.count else { return points[at] }
      let (a, b) = (points[at], points[at + 1])
      return Point(time: a.time, value: a.value / 2 + b.value / 2, row: a.row)
    }
  }

  /// Whether the values tell nothing by themselves, but by how they grow.
  var isCounted: Bool { isCounter || (name.mayBeCounter || isTally) && onlyGrows }

  /// Whether whole numbers count what was done, and are no level that may rise all the time as well: a
  /// leak, a disk that fills.
  private var isTally: Bool {
    guard isInteger, points.count >= Self.fewestOfTally else { return false }
    let steps = zip(points, points.dropFirst()).count { $0.value != $1.value }
    let kind = MetricKind(name: name.metric)
    switch kind {
    // What goes wrong is counted seldom, until it does.
    case .loss: return true
    case .errors: return steps >= Self.fewestOfTally
    case .disk where Self.countsDeeds(name.metric): return steps * 2 > points.count
    default: return steps * 2 > points.count && !Self.levels.contains(kind)
    }
  }

  /// Whether a metric of disks counts what they did, as the kernel does: `diskio_reads`, `disk_write_bytes`.
  private static func countsDeeds(_ metric: String) -> Bool {
    MetricKind.tokens(metric).contains { deeds.contains($0) }
  }

  private static let deeds: Set<String> = [
    "read", "reads", "write", "writes", "written", "ops", "ios", "operations", "iops",
  ]

  private static let levels: Set<MetricKind> = [
    .pool, .queue, .memory, .threads, .files, .disk, .copies, .cpu,
  ]
  /// Values by which it shows that they only grow.
  private static let fewestOfTally = 12

  /// Whether values grow from one to the next, but for a few times at which they begin anew.
  private var onlyGrows: Bool {
    let falls = zip(points, points.dropFirst()).filter { $1.value < $0.value }
    guard let first = points.first, points.contains(where: { $0.value > first.value }) else {
      return false
    }
    return falls.count * 50 <= points.count && falls.allSatisfy { $1.value < $0.value / 4 }
  }

  /// What a counter grew by a second between two points; it begins anew where it falls.
  var rates: [Point] {
    zip(points, points.dropFirst()).compactMap { a, b in
      let span = b.time.subtractingReportingOverflow(a.time).partialValue
      guard span > 0 else { return nil }
      let growth = b.value >= a.value ? b.value - a.value : b.value
      return Point(time: b.time, value: max(0, growth) * 1000 / Double(span), row: b.row)
    }
  }

  /// The mean of what was counted between two points: what a sum grew by, through what a count did.
  ///
  ///     latency_sum    10  16  40        →  latency  2  3
  ///     latency_count   5   8  16
  static func means(of sum: MetricStream, by count: MetricStream) -> [Point] {
    var counts: [Int64: Double] = [:]
    for point in count.points { counts[point.time] = point.value }
    var before: (sum: Double, count: Double)?
    return sum.points.compactMap { point in
      guard let count = counts[point.time] else { return nil }
      defer { before = (point.value, count) }
      guard let before, count > before.count, point.value >= before.sum else { return nil }
      let mean = (point.value - before.sum) / (count - before.count)
      return mean.isFinite ? Point(time: point.time, value: mean, row: point.row) : nil
    }
  }
}
