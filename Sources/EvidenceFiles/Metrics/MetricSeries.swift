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
  /// The number of the next point that is quoted by itself.
  private var nextKey: Int32 = 0
  private(set) var leftOut = 0
  private(set) var isThinned = false

  /// The most metrics of a file: more are an export of everything, which no one looks through.
  private static let mostSeries = 20_000
  /// The most points of a file: at 24 bytes each 24 MiB.
  private static let mostPoints = 1 << 20
  /// Bytes of the rows that are kept for quotes.
  private static let mostRowBytes = 12 << 20
  /// Rows that can be quoted of all metrics of a file.
  private static let mostSamples = 4000
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
    var points: [(time: Int64, value: Double, key: Int32)] = []
  }

  private struct Row {
    /// By which points find it: its line, else the number of its point.
    var key: Int32
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
    rows.append(
      Row(key: Int32(clamping: line), line: Int32(clamping: line), time: time, text: text))
    rowBytes += text.utf8.count + 64
    if rowBytes > Self.mostRowBytes { letGo() }
  }

  /// Takes a point that is quoted by itself, for its line holds others: a document may be one line.
  mutating func add(
    _ value: Double, to number: Int, at time: Instant, line: Int, quoting raw: Bytes
  ) {
    guard value.isFinite else { return }
    let key = nextKey
    nextKey = key == .max ? key : key + 1
    if Int(key) % stride == 0 {
      let text = raw.text(limit: 2000)
      rows.append(
        Row(
          key: key, line: Int32(clamping: line), time: Timestamp(time, offset: 0), text: text))
      rowBytes += text.utf8.count + 64
      if rowBytes > Self.mostRowBytes { letGo() }
    }
    append(value, to: number, at: time, key: key)
  }

  /// Lets go every second row.
  private mutating func letGo() {
    stride *= 2
    rows.removeAll { Int($0.key) % stride != 0 }
    rowBytes = rows.map { $0.text.utf8.count + 64 }.reduce(0, +)
  }

  /// Takes a point.
  mutating func add(_ value: Double, to number: Int, at time: Instant, line: Int) {
    guard value.isFinite else { return }
    append(value, to: number, at: time, key: Int32(clamping: line))
  }

  private mutating func append(_ value: Double, to number: Int, at time: Instant, key: Int32) {
    series[number].points.append((time.milliseconds, value, key))
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
    _ points: [(time: Int64, value: Double, key: Int32)]
  ) -> [(time: Int64, value: Double, key: Int32)] {
    Swift.stride(from: 0, to: points.count, by: 2).map { at in
      guard at + 1 < points.count else { return points[at] }
      let (a, b) = (points[at], points[at + 1])
      return (a.time, a.value / 2 + b.value / 2, a.key)
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
    if !isOrdered { points.sort { ($0.time, $0.key) < ($1.time, $1.key) } }
    let service = draft.name.service.isEmpty ? file.service : draft.name.service
    let kept = sampled(points, most).compactMap { key -> Sample? in
      guard let row = row(of: key) else { return nil }
      return Sample(
        reference: Reference(
          source: file.source, locator: .line(path: file.path, number: Int(row.line))),
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
    return Array(row.utf8).withUnsafeBufferPointer { bytes in
      let cells = TableRows.split(bytes, separator)
      guard column < cells.count else { return nil }
      return cells[column].bytes.trimmed().text()
    }
  }

  /// Whether values grow from one to the next, but for a few times at which they begin anew.
  private static func onlyGrows(_ points: [(time: Int64, value: Double, key: Int32)]) -> Bool {
    let falls = zip(points, points.dropFirst()).filter { $1.value < $0.value }
    guard let first = points.first, points.contains(where: { $0.value > first.value }) else {
      return false
    }
    return falls.count * 50 <= points.count && falls.allSatisfy { $1.value < $0.value / 4 }
  }

  /// What a counter grew by a second between two points; it begins anew where it falls.
  private static func rates(
    _ points: [(time: Int64, value: Double, key: Int32)]
  ) -> [(Int64, Double)] {
    zip(points, points.dropFirst()).compactMap { a, b in
      let span = b.time.subtractingReportingOverflow(a.time).partialValue
      guard span > 0 else { return nil }
      return (
        b.time, max(0, b.value >= a.value ? b.value - a.value : b.value) * 1000 / Double(span)
      )
    }
  }

  /// The rows of about so many points, by their keys: evenly, the first and the last among them, and those that are
  /// quoted most, on both sides of the greatest jumps and farthest from the middle.
  private func sampled(
    _ points: [(time: Int64, value: Double, key: Int32)], _ most: Int
  ) -> [Int32] {
    guard points.count > most else { return points.map(\.key) }
    let step = (points.count + most - 1) / most
    let middle = points.map(\.value).sorted()[points.count / 2]
    func greatest(_ size: (Int) -> Double) -> [Int] {
      let sizes = points.indices.map(size)
      return Array(
        points.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }.prefix(Self.mostStriking))
    }
    let jumps = greatest { $0 == 0 ? 0 : abs(points[$0].value - points[$0 - 1].value) }
    let far = greatest { abs(points[$0].value - middle) }
    let kept = Set(jumps + jumps.map { max(0, $0 - 1) } + far)
    return points.indices.filter { kept.contains($0) || $0 % step == 0 || $0 == points.count - 1 }
      .map { points[$0].key }
  }

  private func row(of key: Int32) -> Row? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].key == key ? rows[low] : nil
  }
}
