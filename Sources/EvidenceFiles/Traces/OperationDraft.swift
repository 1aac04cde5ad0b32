import Evidence
import Timeline

/// How often an operation was done, how long it took and how often it failed, over time.
struct OperationDraft {
  private(set) var total = 0
  private(set) var errors = 0
  private var buckets: [Int64: Bucket] = [:]
  /// The width of a bucket in milliseconds.
  private var width: Int64 = 1000
  private var first: TraceDraft.Kept?
  private var last: TraceDraft.Kept?
  private var slowest: TraceDraft.Kept?
  private var failed: [TraceDraft.Kept] = []

  /// Buckets of an operation: a sparkline needs fewer.
  private static let mostBuckets = 600
  /// Failed spans that can be quoted.
  private static let mostFailed = 3

  private struct Bucket {
    var count = 0
    var errors = 0
    /// Of all durations, in microseconds.
    var sum: Int64 = 0

    mutating func add(_ other: Bucket) {
      count += other.count
      errors += other.errors
      sum = sum.addingClamped(other.sum)
    }
  }

  /// Counts a span.
  mutating func take(_ span: TraceDraft.Kept) {
    total += 1
    if span.isError { errors += 1 }
    let index = (span.start / 1_000_000).floorDivided(by: width).quotient
    buckets[index, default: Bucket()].add(
      Bucket(count: 1, errors: span.isError ? 1 : 0, sum: span.duration / 1000))
    while buckets.count > Self.mostBuckets { widen(by: 5) }
    // Only spans whose text was kept can be quoted.
    guard !span.text.isEmpty else { return }
    bound(span)
    if span.isError { fail(span) }
  }

  /// Keeps a span where it is the first, the last or the slowest.
  private mutating func bound(_ span: TraceDraft.Kept) {
    if first.map({ Self.isEarlier(span, $0) }) ?? true { first = span }
    if last.map({ Self.isEarlier($0, span) }) ?? true { last = span }
    if slowest.map({ Self.isSlower(span, $0) }) ?? true { slowest = span }
  }

  private mutating func fail(_ span: TraceDraft.Kept) {
    failed.append(span)
    failed.sort(by: Self.isEarlier)
    if failed.count > Self.mostFailed { failed.removeLast() }
  }

  private static func isEarlier(_ a: TraceDraft.Kept, _ b: TraceDraft.Kept) -> Bool {
    (a.start, a.file, a.line) < (b.start, b.file, b.line)
  }

  private static func isSlower(_ a: TraceDraft.Kept, _ b: TraceDraft.Kept) -> Bool {
    a.duration == b.duration ? isEarlier(a, b) : a.duration > b.duration
  }

  private mutating func widen(by factor: Int64) {
    var wider: [Int64: Bucket] = [:]
    for (index, bucket) in buckets {
      let index = index.floorDivided(by: factor).quotient
      wider[index, default: Bucket()].add(bucket)
    }
    buckets = wider
    width = width.multipliedClamped(by: factor)
  }

  /// Takes in the counts of another file.
  mutating func absorb(_ other: OperationDraft) {
    var other = other
    while other.width < width { other.widen(by: 5) }
    while width < other.width { widen(by: 5) }
    total += other.total
    errors += other.errors
    for (index, bucket) in other.buckets { buckets[index, default: Bucket()].add(bucket) }
    while buckets.count > Self.mostBuckets { widen(by: 5) }
    for span in [other.first, other.last, other.slowest].compactMap({ $0 }) { bound(span) }
    for span in other.failed { fail(span) }
  }

  /// How long it took, as the mean of each bucket in milliseconds, and how often it failed.
  func observations(
    _ operation: TracedRequests.Operation, _ sample: (TraceDraft.Kept) -> Sample?
  ) -> [Observation] {
    let ordered = buckets.sorted { $0.key < $1.key }
    func points(_ value: (Bucket) -> Double?) -> [Series.Point] {
      ordered.compactMap { index, bucket in
        value(bucket).map {
          .init(time: Instant(milliseconds: index.multipliedClamped(by: width)), value: $0)
        }
      }
    }
    var seen: Set<[Int]> = []
    let quoted = [first, slowest, last].compactMap { $0 }.filter {
      seen.insert([Int($0.file), $0.line]).inserted
    }
    .sorted(by: Self.isEarlier).compactMap(sample)
    guard !quoted.isEmpty else { return [] }
    var observations = [
      Observation(
        service: operation.service, measure: .latency(operation: operation.name), count: total,
        values: Series(
          width: width, points: points { Double($0.sum) / Double($0.count) / 1000 }),
        samples: quoted)
    ]
    let failures = failed.compactMap(sample)
    if !failures.isEmpty {
      observations.append(
        Observation(
          service: operation.service, measure: .errors(operation: operation.name), count: errors,
          values: Series(
            width: width, points: points { $0.errors > 0 ? Double($0.errors) : nil }),
          samples: failures))
    }
    return observations
  }
}

extension OperationDraft: Storable {
  func write(to store: inout StoreWriter) {
    store.put(total)
    store.put(errors)
    store.put(width)
    store.put(UInt64(buckets.count))
    for (index, bucket) in buckets.sorted(by: { $0.key < $1.key }) {
      store.put(index)
      store.put(bucket.count)
      store.put(bucket.errors)
      store.put(bucket.sum)
    }
    for span in [first, last, slowest] { store.put(span.map { [$0] } ?? []) }
    store.put(failed)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    self.init()
    total = try store.counted()
    errors = try store.counted()
    width = try store.signed()
    // One of those that widening makes: others would never meet.
    var known: Int64 = 1000
    while known < width { known = known.multipliedClamped(by: 5) }
    guard width == known else { throw DamagedIndex() }
    for _ in 0..<(try store.count()) {
      let index = try store.signed()
      let count = try store.counted()
      let errors = try store.counted()
      buckets[index] = Bucket(count: count, errors: errors, sum: try store.signed())
    }
    first = try store.items(TraceDraft.Kept.self).first
    last = try store.items(TraceDraft.Kept.self).first
    slowest = try store.items(TraceDraft.Kept.self).first
    failed = try store.items()
    guard buckets.values.allSatisfy({ $0.count > 0 }) else { throw DamagedIndex() }
  }
}
