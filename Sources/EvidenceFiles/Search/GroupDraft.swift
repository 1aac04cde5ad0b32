import Evidence
import Timeline

/// A group of entries while they still come in.
struct GroupDraft {
  private(set) var count = 0
  private var first = Kept()
  private var last = Kept()
  private var numbers: NumberDraft?
  private var top = Kept()

  /// An entry with its service.
  private struct Kept {
    var draft = SampleDraft()
    var service = ""

    /// The order of time; what has none comes first, as written.
    static func isEarlier(_ a: Kept, _ b: Kept) -> Bool {
      (a.draft.time ?? .min, a.draft.file, a.draft.line)
        < (b.draft.time ?? .min, b.draft.file, b.draft.line)
    }
  }

  /// The time of the earliest entry; of buckets, it orders them as their beginnings do.
  var earliestTime: Int64 { first.draft.time ?? .min }

  /// Whether not all numbers are kept.
  var isThinned: Bool { numbers?.isThinned ?? false }

  /// Takes in an entry.
  mutating func take(_ draft: SampleDraft, service: String) {
    count += 1
    let kept = Kept(draft: draft, service: service)
    if count == 1 || Kept.isEarlier(kept, first) { first = kept }
    if count == 1 || !Kept.isEarlier(kept, last) { last = kept }
  }

  /// Takes in an entry with its number.
  mutating func take(_ draft: SampleDraft, service: String, _ number: Quantity) {
    take(draft, service: service)
    if numbers == nil { numbers = NumberDraft() }
    if numbers?.take(number) == true { top = Kept(draft: draft, service: service) }
  }

  /// Takes in a later part of the group.
  mutating func absorb(_ other: GroupDraft) {
    guard count > 0 else {
      self = other
      return
    }
    count += other.count
    if Kept.isEarlier(other.first, first) { first = other.first }
    if !Kept.isEarlier(other.last, last) { last = other.last }
    if let theirs = other.numbers {
      if numbers == nil { numbers = NumberDraft() }
      if numbers?.absorb(theirs) == true { top = other.top }
    }
  }

  /// Moves the line numbers.
  mutating func moveLines(by lines: Int) {
    first.draft.moveLines(by: lines)
    last.draft.moveLines(by: lines)
    top.draft.moveLines(by: lines)
  }

  /// The group that is handed out.
  func group(
    key: String, time: Instant?, field: String, in reading: EvidenceReading
  ) -> Aggregation.Group? {
    guard let first = first.draft.sample(service: first.service, in: reading),
      let last = last.draft.sample(service: last.service, in: reading)
    else { return nil }
    let top = top.draft.sample(service: top.service, in: reading) ?? last
    return Aggregation.Group(
      key: key, time: time, count: count, first: first, last: last,
      numbers: numbers?.numbers(top: top, field: field))
  }
}

/// Numbers while they still come in.
struct NumberDraft {
  private var kept: [Double] = []
  private var count = 0
  private var sum = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity
  private var units: [String: Int] = [:]
  /// One of so many numbers is kept.
  private var step = 1

  /// Numbers that are kept, 8 MiB; of more every second, then every fourth and so on.
  static let most = 1 << 20

  /// Whether not all numbers are kept.
  var isThinned: Bool { step > 1 }

  /// Takes in a number; returns whether it is greater than all before.
  mutating func take(_ number: Quantity) -> Bool {
    if count.isMultiple(of: step) {
      kept.append(number.value)
      if kept.count >= Self.most { thin() }
    }
    count += 1
    sum += number.value
    if !number.unit.isEmpty, units.count < 16 || units[number.unit] != nil {
      units[number.unit, default: 0] += 1
    }
    least = min(least, number.value)
    guard number.value > greatest else { return false }
    greatest = number.value
    return true
  }

  private mutating func thin() {
    kept = stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
    step *= 2
  }

  /// Takes in numbers that came later; returns whether one of them is greater than all before.
  mutating func absorb(_ other: NumberDraft) -> Bool {
    var other = other
    while step < other.step { thin() }
    while other.step < step { other.thin() }
    kept += other.kept
    while kept.count >= Self.most { thin() }
    count += other.count
    sum += other.sum
    for (unit, times) in other.units { units[unit, default: 0] += times }
    least = min(least, other.least)
    guard other.greatest > greatest else { return false }
    greatest = other.greatest
    return true
  }

  /// The statistics; percentiles by the nearest rank.
  func numbers(top: Sample, field: String) -> Aggregation.Numbers {
    let sorted = kept.sorted()
    func percentile(_ share: Double) -> Double {
      guard let last = sorted.last else { return 0 }
      let rank = Int((share * Double(sorted.count)).rounded(.up))
      return sorted.indices.contains(rank - 1) ? sorted[rank - 1] : last
    }
    let stated = units.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    return Aggregation.Numbers(
      count: count, least: least, greatest: greatest, mean: count > 0 ? sum / Double(count) : 0,
      median: percentile(0.5), p90: percentile(0.9), p95: percentile(0.95), p99: percentile(0.99),
      unit: stated ?? Slots.unit(ofName: field), top: top)
  }
}
