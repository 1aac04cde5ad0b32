import Synchronization

/// How far a reading is, in words: `reading 312 of 900 MB at 210 MB/s, orders.log`.
///
/// The clock is for whoever waits; nothing that is found depends on it.
final class ReadingPace: Sendable {
  private let files: Int
  /// The bytes there are to read; nil where that is not known before, as in archives.
  private let total: Int?
  private let meter: ReadingMeter
  private let clock = ContinuousClock()
  private let start: (time: ContinuousClock.Instant, bytes: Int)
  private let told: Mutex<ContinuousClock.Instant?>

  /// How often news is told at the most: the eye reads no faster, and each is written to a store.
  private static let pause = Duration.milliseconds(250)
  /// How long a reading goes on before its rate says anything.
  private static let warmUp = Duration.milliseconds(500)

  /// Begins; the meter is the one that the reading counts on.
  init(_ reading: EvidenceReading, meter: ReadingMeter) {
    files = reading.plans.count
    total = Self.total(reading)
    self.meter = meter
    start = (ContinuousClock().now, meter.bytes)
    told = Mutex(nil)
  }

  /// The words for now, while a file is read; nil where it is too early to tell again.
  func news(of file: String) -> String? {
    let now = clock.now
    let isFirst: Bool? = told.withLock { told in
      guard let last = told else {
        told = now
        return true
      }
      guard last.duration(to: now) >= Self.pause else { return nil }
      told = now
      return false
    }
    guard let isFirst else { return nil }
    if isFirst { return "reading \(files) log \(files == 1 ? "file" : "files")" }
    let elapsed = start.time.duration(to: now)
    return Self.words(
      read: meter.bytes - start.bytes, of: total, file: file,
      after: elapsed >= Self.warmUp ? elapsed : nil)
  }

  /// The words for some bytes, with their rate where a time is given.
  static func words(
    read bytes: Int, of total: Int?, file: String, after elapsed: Duration?
  ) -> String {
    let unit = ByteUnit(for: max(bytes, total ?? 0))
    // Of a file that is looked at twice, more is read than it holds.
    let amount =
      total.map { "\(unit.amount(min(bytes, $0))) of \(unit.amount($0)) \(unit.name)" }
      ?? "\(unit.amount(bytes)) \(unit.name)"
    let rate = elapsed.map { elapsed in
      let seconds =
        Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
      let perSecond = Int(min(Double(bytes) / max(seconds, 0.001), 1e15))
      let unit = ByteUnit(for: perSecond)
      return " at \(unit.amount(perSecond)) \(unit.name)/s"
    }
    return "reading \(amount)\(rate ?? ""), \(file)"
  }

  /// The bytes of the files on disk, as far as they are to be read.
  private static func total(_ reading: EvidenceReading) -> Int? {
    var total = 0
    for plan in reading.plans {
      guard plan.file.origin == .disk else { return nil }
      total = total.addingReportingOverflow(max(0, plan.file.size - plan.passedOver)).partialValue
    }
    return total
  }
}

/// A unit for bytes, in powers of ten as disks and links are told.
private struct ByteUnit {
  let name: String
  private let size: Int

  /// The unit that gives a number at least one digit before the point.
  init(for bytes: Int) {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
    (name, size) = units.first { bytes >= $0.1 } ?? ("bytes", 1)
  }

  /// A number of bytes in this unit, with a digit behind the point where it has one before.
  func amount(_ bytes: Int) -> String {
    guard size > 1, bytes < 10 * size else { return "\(bytes / size)" }
    return "\(bytes / size).\(bytes % size * 10 / size)"
  }
}
