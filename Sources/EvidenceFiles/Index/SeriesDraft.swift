import Evidence
import Timeline

/// A series while its entries still come in.
struct SeriesDraft {
  var key: Key
  var total = 0
  /// The entries a bucket, ascending; those in ``late`` are missing.
  var buckets: [Bucket] = []
  /// Buckets before the last one that were new: putting each in its place would take quadratic time
  /// on a log that runs backwards.
  private var late: [Int64: Int] = [:]
  var first = SampleDraft()
  var last = SampleDraft()
  var between: [SampleDraft] = []

  /// Buckets that are fewer than this part of a series' own are looked up, not merged.
  private static let fewShare = 16
  /// Samples kept besides the first and the last.
  static let mostBetween = 4

  /// A count of entries from `index * width` milliseconds since 1970.
  struct Bucket: Hashable {
    var index: Int64
    var count: Int
  }

  /// What a series is of; numbers count in the draft's own tables.
  struct Key: Hashable {
    var service: Int32
    var shape: Int32
    var grade: Grade

    /// The key as one number.
    @inline(__always)
    var packed: UInt64 {
      UInt64(UInt32(bitPattern: service)) << 40 | UInt64(UInt32(bitPattern: shape)) << 4
        | UInt64(grade.rawValue)
    }
  }

  /// How an entry ended, in four bits: its level; without one, how its status refuses a request.
  ///
  ///     "PUT /a HTTP/1.1" 201 90   → no grade
  ///     "PUT /a HTTP/1.1" 499 0    → 11, a series of its own: its template says nothing of it
  struct Grade: Hashable {
    var rawValue: UInt8

    /// Takes the four bits.
    init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    @inline(__always)
    init(level: Level?, status: Int?) {
      if let level {
        rawValue = UInt8(truncatingIfNeeded: level.rawValue + 1)
      } else if let status, (400...499).contains(status) {
        rawValue =
          switch status {
          case 401, 403: 9
          case 429: 10
          case 499: 11
          default: 12
          }
      } else {
        rawValue = 0
      }
    }

    /// The level; nil where the entry has none.
    var level: Level? { (1...8).contains(rawValue) ? Level(rawValue: Int(rawValue) - 1) : nil }
  }

  /// Which samples an entry became.
  struct Kept: OptionSet {
    var rawValue: Int
    static let first = Kept(rawValue: 1)
    static let last = Kept(rawValue: 2)
    static let between = Kept(rawValue: 4)
  }

  init(key: Key) {
    self.key = key
  }

  /// Counts an entry; returns whether that took a new bucket.
  @inline(__always)
  mutating func count(bucket index: Int64) -> Bool {
    if let end = buckets.indices.last {
      if buckets[end].index == index {
        buckets[end].count += 1
        return false
      }
      if buckets[end].index > index { return countEarlier(index, by: 1) }
    }
    buckets.append(.init(index: index, count: 1))
    return true
  }

  private mutating func countEarlier(_ index: Int64, by count: Int) -> Bool {
    var low = 0
    var high = buckets.count
    while low < high {
      let middle = (low + high) / 2
      if buckets[middle].index < index { low = middle + 1 } else { high = middle }
    }
    if low < buckets.count, buckets[low].index == index {
      buckets[low].count += count
      return false
    }
    let isNew = late.updateValue(late[index, default: 0] + count, forKey: index) == nil
    if late.count > 1024 + buckets.count { settle() }
    return isNew
  }

  /// How many buckets there are.
  var bucketCount: Int { buckets.count + late.count }

  /// Puts the late buckets in their places.
  mutating func settle() {
    guard !late.isEmpty else { return }
    let found = late.map { Bucket(index: $0.key, count: $0.value) }
    buckets = Self.merged(buckets, found.sorted { $0.index < $1.index })
    late = [:]
  }

  /// Takes in buckets that mostly follow its own, as those of the next part of a file do.
  private mutating func append(_ more: [Bucket]) {
    guard let end = buckets.last, let start = more.first else {
      if buckets.isEmpty { buckets = more }
      return
    }
    guard end.index <= start.index else {
      buckets = Self.merged(buckets, more)
      return
    }
    if end.index == start.index {
      buckets[buckets.count - 1].count += start.count
      buckets += more.dropFirst()
    } else {
      buckets += more
    }
  }

  private static func merged(
    _ first: [Bucket], _ second: [Bucket]
  ) -> [Bucket] {
    var merged: [Bucket] = []
    merged.reserveCapacity(first.count + second.count)
    var (a, b) = (first[...], second[...])
    while let x = a.first, let y = b.first {
      if x.index == y.index {
        merged.append(.init(index: x.index, count: x.count + y.count))
        a.removeFirst()
        b.removeFirst()
      } else if x.index < y.index {
        merged.append(a.removeFirst())
      } else {
        merged.append(b.removeFirst())
      }
    }
    return merged + a + b
  }

  /// Keeps the entry where it is the first, the last, or one to stand between; `total` counts it.
  @inline(__always)
  mutating func sample(
    _ entry: LogEntry, isBorrowed: Bool, file: Int32, line: Int
  ) -> Kept {
    if total == 1 {
      first.set(entry, isBorrowed: isBorrowed, file: file, line: line)
      return .first
    }
    var kept: Kept = []
    let time = entry.time?.instant.milliseconds
    if let time, let earliest = first.time, time < earliest {
      if total == 2 { swap(&first, &last) }
      first.set(entry, isBorrowed: isBorrowed, file: file, line: line)
      return .first
    }
    if total == 2 || time ?? .max >= last.time ?? .min {
      last.set(entry, isBorrowed: isBorrowed, file: file, line: line)
      kept = .last
    }
    // The 3rd, 9th, 27th and so on stand for those between.
    if between.count < Self.mostBetween, total == power(between.count + 1) {
      var draft = SampleDraft()
      draft.set(entry, isBorrowed: isBorrowed, file: file, line: line)
      between.append(draft)
      kept.insert(.between)
    }
    return kept
  }

  private func power(_ exponent: Int) -> Int { [1, 3, 9, 27, 81][min(exponent, 4)] }

  /// Offers a further line of the entry that was kept last.
  mutating func offerFurther(_ raw: Bytes, line: Int, weight: Int, to kept: Kept) {
    if kept.contains(.first) { first.offerFurther(raw, line: line, weight: weight) }
    if kept.contains(.last) { last.offerFurther(raw, line: line, weight: weight) }
    if kept.contains(.between), let end = between.indices.last {
      between[end].offerFurther(raw, line: line, weight: weight)
    }
  }

  /// Makes buckets wider by a factor.
  mutating func coarsen(by factor: Int64) {
    settle()
    var wider: [Bucket] = []
    for bucket in buckets {
      let index = bucket.index >= 0 ? bucket.index / factor : (bucket.index - factor + 1) / factor
      if let end = wider.indices.last, wider[end].index == index {
        wider[end].count += bucket.count
      } else {
        wider.append(.init(index: index, count: bucket.count))
      }
    }
    buckets = wider
  }

  /// Takes in another series of the same kind, of buckets of the same width.
  mutating func absorb(_ other: SeriesDraft) {
    guard total > 0 else {
      let key = key
      self = other
      self.key = key
      return
    }
    total += other.total
    var other = other
    other.settle()
    // Where more kinds of message occur than are told apart, thousands of small series fall into one:
    // copying its buckets for each would take quadratic time.
    if other.buckets.count * Self.fewShare < buckets.count, let end = buckets.last?.index {
      for bucket in other.buckets where bucket.index <= end {
        _ = countEarlier(bucket.index, by: bucket.count)
      }
      buckets += other.buckets.drop { $0.index <= end }
    } else {
      settle()
      append(other.buckets)
    }
    let all = Self.sorted(samples + other.samples)
    guard let earliest = all.first, let latest = all.last else { return }
    first = earliest
    last = latest
    let inner = all.dropFirst().dropLast()
    // Evenly spread, so that no part of the evidence hides another.
    let step = max(1, (inner.count + Self.mostBetween - 1) / Self.mostBetween)
    between = inner.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }

  /// Moves the line numbers of the samples.
  mutating func moveLines(by lines: Int) {
    guard lines > 0 else { return }
    first.moveLines(by: lines)
    last.moveLines(by: lines)
    for index in between.indices { between[index].moveLines(by: lines) }
  }

  /// The samples, each once, in the order of time.
  var samples: [SampleDraft] {
    var result = [first]
    if total > 1, last.line > 0 { result.append(last) }
    result += between
    return Self.sorted(result)
  }

  private static func sorted(_ samples: [SampleDraft]) -> [SampleDraft] {
    let sorted = samples.sorted {
      ($0.time ?? .max, $0.file, $0.line) < ($1.time ?? .max, $1.file, $1.line)
    }
    var result: [SampleDraft] = []
    for sample in sorted {
      if let before = result.last, before.file == sample.file, before.line == sample.line {
        continue
      }
      result.append(sample)
    }
    return result
  }
}
