import Evidence
import Timeline

/// Gathers the points of metrics while a file is read, in bounded memory.
///
/// Where there are too many points, neighbours are joined to their mean.
struct MetricSeries {
  private let file: ObservedFile
  /// The byte between the values of a row; nil where rows are no table.
  private let separator: UInt8?
  private var numbers: [MetricName: Int] = [:]
  private var streams: [MetricStream] = []
  private var total = 0
  private var rows = RowKeeper()
  /// Points of metrics beyond the most.
  private(set) var leftOut = 0
  private(set) var isThinned = false

  /// The most metrics of a file: more are an export of everything, which no one looks through.
  private static let mostSeries = 20_000
  /// The most points of a file: at 24 bytes each 24 MiB.
  private static let mostPoints = 1 << 20
  /// Rows that can be quoted of all metrics of a file.
  private static let mostSamples = 1000
  /// Rows that each metric has at least, however many there are.
  private static let fewestSamples = 40

  /// Points by which the middle of a metric's is told.
  private static let fewForMiddle = 100

  /// Rows of a metric that are kept for its jumps, and for its values far from the middle: what is said
  /// of a metric is a jump or an extreme, and few have more than two or three.
  private static let mostStriking = 10

  init(_ file: ObservedFile, separator: UInt8? = nil) {
    self.file = file
    self.separator = separator
  }

  /// The number by which a metric takes points; nil where there are too many metrics.
  ///
  /// `isInteger` says that its values are written as whole numbers, as those of what is counted up are.
  mutating func number(
    of name: MetricName, isCounter: Bool = false, isInteger: Bool = false, column: Int? = nil
  ) -> Int? {
    if let known = numbers[name] { return known }
    guard streams.count < Self.mostSeries else {
      leftOut += 1
      return nil
    }
    numbers[name] = streams.count
    streams.append(
      MetricStream(name: name, isCounter: isCounter, isInteger: isInteger, column: column))
    return streams.count - 1
  }

  /// Takes the row that the points behind it stand in: a line, or one of several things in it.
  ///
  /// `value` is the value in it as it is written, where that is what is quoted.
  mutating func begin(line: Int, _ raw: Bytes, time: Timestamp, value: Bytes? = nil) {
    rows.begin(line: line, raw, time: time, value: value)
  }

  /// Takes a point of the row at hand.
  mutating func add(_ value: Double, to number: Int, at time: Instant) {
    guard value.isFinite else { return }
    streams[number].points.append(.init(time: time.milliseconds, value: value, row: rows.current))
    total += 1
    if total > Self.mostPoints { thin() }
  }

  /// Joins each two neighbours of all metrics that have many points.
  private mutating func thin() {
    isThinned = true
    total = 0
    for index in streams.indices {
      if streams[index].points.count > Self.fewestSamples { streams[index].thin() }
      total += streams[index].points.count
    }
  }

  /// The metrics as observations, in the order in which they were met.
  func observations() -> [Observation] {
    let metrics = MetricStreams.metrics(of: streams)
    let most = max(Self.fewestSamples, Self.mostSamples / max(1, metrics.count))
    let places = metrics.map { sampled($0.points, most).compactMap(rows.place) }
    let used = Set(places.joined()).sorted()
    let quoted = rows.quoted(used, of: file, separator: separator)
    var moved = [Int32](repeating: 0, count: (used.last ?? -1) + 1)
    for (new, old) in used.enumerated() { moved[old] = Int32(new) }
    var times: [Instant] = []
    return zip(metrics, places).compactMap { metric, places in
      guard !places.isEmpty else { return nil }
      // The columns of a table have one time a row: kept once.
      let isShared =
        times.count == metric.values.count
        && zip(times, metric.values).allSatisfy { $0.milliseconds == $1.time }
      if !isShared { times = metric.values.map { Instant(milliseconds: $0.time) } }
      let service = metric.name.service.isEmpty ? file.service : metric.name.service
      let maker = RowSamples(
        rows: quoted, places: places.map { moved[$0] }, service: service, metric: metric.text,
        column: metric.column)
      return Observation(
        service: service, measure: .metric(name: metric.text, unit: metric.name.unit),
        count: metric.points.count,
        values: Series(times: times, values: metric.values.map(\.value)),
        samples: Samples(madeBy: maker))
    }
  }

  /// What has to be said of what was left out.
  var notes: [String] {
    var notes: [String] = []
    if isThinned { notes.append("neighbouring points were joined: there are many") }
    if leftOut > 0 {
      notes.append("\(leftOut) points of metrics beyond the first 20,000 were left out")
    }
    return notes
  }

  /// The rows of about so many points: evenly, the first and the last among them, and those that are
  /// quoted most, on both sides of the greatest jumps and farthest from the middle.
  private func sampled(_ points: [MetricStream.Point], _ most: Int) -> [Int32] {
    guard points.count > most else { return points.map(\.row) }
    let step = (points.count + most - 1) / most
    // Of many points every so many tell the middle well enough.
    let few = Swift.stride(from: 0, to: points.count, by: 1 + points.count / Self.fewForMiddle)
    let middle = Self.median(few.map { points[$0].value })
    var jumps = Greatest()
    var far = Greatest()
    points.withUnsafeBufferPointer { points in
      var before = points[0].value
      for place in points.indices {
        let value = points[place].value
        jumps.take(abs(value - before), at: place)
        far.take(abs(value - middle), at: place)
        before = value
      }
    }
    var isKept = [Bool](repeating: false, count: points.count)
    for place in jumps.places + jumps.places.map({ max(0, $0 - 1) }) + far.places {
      isKept[place] = true
    }
    for place in Swift.stride(from: 0, to: points.count, by: step) { isKept[place] = true }
    isKept[points.count - 1] = true
    return points.indices.filter { isKept[$0] }.map { points[$0].row }
  }

  /// The places of the greatest of some sizes; of equal ones the first.
  private struct Greatest {
    private var best: [(place: Int, size: Double)] = []
    /// What the next must be greater than.
    private var least = -Double.infinity

    var places: [Int] { best.map(\.place) }

    @inline(__always)
    mutating func take(_ size: Double, at place: Int) {
      if size > least { insert(size, at: place) }
    }

    private mutating func insert(_ size: Double, at place: Int) {
      if best.count == mostStriking { best.removeLast() }
      var at = best.count
      while at > 0, best[at - 1].size < size { at -= 1 }
      best.insert((place, size), at: at)
      if best.count == mostStriking { least = best[mostStriking - 1].size }
    }
  }

  /// The value that half of some values lie below, by Hoare's selection: on average in linear time.
  private static func median(_ values: [Double]) -> Double {
    var values = values
    let wanted = values.count / 2
    var (low, high) = (0, values.count - 1)
    while low < high {
      let pivot = values[low + (high - low) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if wanted <= j { high = j } else if wanted >= i { low = i } else { break }
    }
    return values[wanted]
  }
}
