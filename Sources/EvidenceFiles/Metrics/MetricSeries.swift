import Evidence
import Timeline

/// Gathers the points of metrics while a file is read, in bounded memory.
///
/// Where there are too many points, neighbours are joined to their mean; where the rows to quote take
/// too much room, every second one is let go.
struct MetricSeries {
  private let file: ObservedFile
  /// The byte between the values of a row; nil where rows are no table.
  private let separator: UInt8?
  private var numbers: [MetricName: Int] = [:]
  private var series: [Points] = []
  private var total = 0
  private var rows: [Row] = []
  private var rowBytes = 0
  /// Every so many rows one is kept.
  private var stride = 1
  private(set) var leftOut = 0
  private(set) var isThinned = false

  /// The most metrics of a file: more are an export of everything, which no one looks through.
  private static let mostSeries = 20_000
  /// The most points of a file: at 24 bytes each 24 MiB.
  private static let mostPoints = 1 << 20
  /// Bytes of the rows that are kept for quotes.
  private static let mostRowBytes = 12 << 20
  /// Rows that can be quoted of all metrics of a file.
  private static let mostSamples = 1000
  /// Rows that each metric has at least, however many there are.
  private static let fewestSamples = 40

  /// Rows of a metric that are kept for its jumps, and for its values far from the middle: what is said
  /// of a metric is a jump or an extreme, and few have more than two or three.
  private static let mostStriking = 10

  private struct Points {
    var name: MetricName
    var isCounter: Bool
    /// The place of its values in the rows; nil where a row holds one value.
    var column: Int?
    var points: [(time: Int64, value: Double, line: Int32)] = []
  }

  private struct Row {
    var line: Int32
    var time: Timestamp
    var text: String
  }

  init(_ file: ObservedFile, separator: UInt8? = nil) {
    self.file = file
    self.separator = separator
  }

  /// The number by which a metric takes points; nil where there are too many metrics.
  mutating func number(
    of name: MetricName, isCounter: Bool = false, column: Int? = nil
  ) -> Int? {
    if let known = numbers[name] { return known }
    guard series.count < Self.mostSeries else {
      leftOut += 1
      return nil
    }
    numbers[name] = series.count
    series.append(Points(name: name, isCounter: isCounter, column: column))
    return series.count - 1
  }

  /// Takes the line that the points behind it stand in.
  mutating func begin(line: Int, _ raw: Bytes, time: Timestamp) {
    guard line % stride == 0, rows.last?.line != Int32(clamping: line) else { return }
    let text = raw.text(limit: 2000)
    rows.append(Row(line: Int32(clamping: line), time: time, text: text))
    rowBytes += text.utf8.count + 64
    guard rowBytes > Self.mostRowBytes else { return }
    stride *= 2
    rows.removeAll { Int($0.line) % stride != 0 }
    rowBytes = rows.map { $0.text.utf8.count + 64 }.reduce(0, +)
  }

  /// Takes a point.
  mutating func add(_ value: Double, to number: Int, at time: Instant, line: Int) {
    guard value.isFinite else { return }
    series[number].points.append((time.milliseconds, value, Int32(clamping: line)))
    total += 1
    if total > Self.mostPoints { thin() }
  }

  /// Joins each two neighbours of all metrics that have many points.
  private mutating func thin() {
    isThinned = true
    total = 0
    for index in series.indices {
      let points = series[index].points
      if points.count > Self.fewestSamples {
        series[index].points = joined(points)
      }
      total += series[index].points.count
    }
  }

  private func joined(
    _ points: [(time: Int64, value: Double, line: Int32)]
  ) -> [(time: Int64, value: Double, line: Int32)] {
    Swift.stride(from: 0, to: points.count, by: 2).map { at in
      guard at + 1 < points.count else { return points[at] }
      let (a, b) = (points[at], points[at + 1])
      return (a.time, a.value / 2 + b.value / 2, a.line)
    }
  }

  /// The metrics as observations, in the order in which they were met.
  func observations() -> [Observation] {
    let most = max(Self.fewestSamples, Self.mostSamples / max(1, series.count))
    return series.compactMap { observation($0, most) }
  }

  private func observation(_ draft: Points, _ most: Int) -> Observation? {
    guard !draft.points.isEmpty else { return nil }
    var points = draft.points
    let isOrdered = zip(points, points.dropFirst()).allSatisfy { $0.time <= $1.time }
    if !isOrdered { points.sort { ($0.time, $0.line) < ($1.time, $1.line) } }
    let service = draft.name.service.isEmpty ? file.service : draft.name.service
    let kept = sampled(points, most).compactMap { line -> Sample? in
      guard let row = row(of: line) else { return nil }
      return Sample(
        reference: Reference(
          source: file.source, locator: .line(path: file.path, number: Int(line))),
        time: row.time, service: service, logger: draft.name.metric, text: row.text,
        message: draft.column.flatMap { cell(row.text, $0) })
    }
    guard !kept.isEmpty else { return nil }
    let isCounter = draft.isCounter || draft.name.mayBeCounter && Self.onlyGrows(points)
    let values = isCounter ? Self.rates(points) : points.map { ($0.time, $0.value) }
    return Observation(
      service: service, measure: .metric(name: draft.name.metric, unit: draft.name.unit),
      count: points.count,
      values: Series(
        points: values.map { .init(time: Instant(milliseconds: $0.0), value: $0.1) }),
      samples: kept)
  }

  /// The value in a column of a row, as it stands there.
  private func cell(_ row: String, _ column: Int) -> String? {
    guard let separator else { return nil }
    var row = row
    return row.withUTF8 { bytes in
      TableRows.value(column, of: bytes, separator)?.bytes.trimmed().text()
    }
  }

  /// Whether values grow from one to the next, but for a few times at which they begin anew.
  private static func onlyGrows(_ points: [(time: Int64, value: Double, line: Int32)]) -> Bool {
    let falls = zip(points, points.dropFirst()).filter { $1.value < $0.value }
    guard let first = points.first, points.contains(where: { $0.value > first.value }) else {
      return false
    }
    return falls.count * 50 <= points.count && falls.allSatisfy { $1.value < $0.value / 4 }
  }

  /// What a counter grew by a second between two points; it begins anew where it falls.
  private static func rates(
    _ points: [(time: Int64, value: Double, line: Int32)]
  ) -> [(Int64, Double)] {
    zip(points, points.dropFirst()).compactMap { a, b in
      let span = b.time.subtractingReportingOverflow(a.time).partialValue
      guard span > 0 else { return nil }
      return (
        b.time, max(0, b.value >= a.value ? b.value - a.value : b.value) * 1000 / Double(span)
      )
    }
  }

  /// The lines of about so many points: evenly, the first and the last among them, and those that are
  /// quoted most, on both sides of the greatest jumps and farthest from the middle.
  private func sampled(
    _ points: [(time: Int64, value: Double, line: Int32)], _ most: Int
  ) -> [Int32] {
    guard points.count > most else { return points.map(\.line) }
    let step = (points.count + most - 1) / most
    let middle = Self.median(points.map(\.value))
    let jumps = Self.greatest(points.count) {
      $0 == 0 ? 0 : abs(points[$0].value - points[$0 - 1].value)
    }
    let far = Self.greatest(points.count) { abs(points[$0].value - middle) }
    var isKept = [Bool](repeating: false, count: points.count)
    for place in jumps + jumps.map({ max(0, $0 - 1) }) + far { isKept[place] = true }
    for place in Swift.stride(from: 0, to: points.count, by: step) { isKept[place] = true }
    isKept[points.count - 1] = true
    return points.indices.filter { isKept[$0] }.map { points[$0].line }
  }

  /// The places of the greatest of so many sizes; of equal ones the first.
  private static func greatest(_ count: Int, _ size: (Int) -> Double) -> [Int] {
    var best: [(place: Int, size: Double)] = []
    for place in 0..<count {
      let size = size(place)
      if best.count == mostStriking, let least = best.last, size <= least.size { continue }
      if best.count == mostStriking { best.removeLast() }
      var at = best.count
      while at > 0, best[at - 1].size < size { at -= 1 }
      best.insert((place, size), at: at)
    }
    return best.map(\.place)
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

  private func row(of line: Int32) -> Row? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].line == line ? rows[low] : nil
  }
}
