import Timeline

/// The times that were found at the ends of a file, before it is read.
struct TimeSigns: Sendable {
  /// The first and the last time with a whole date.
  var dated: TimeWindow?
  /// The first stamp without a year, in the assumed one.
  var yearless: Int64?
  /// Whether there are stamps with a time of day only.
  var hasClockOnly = false
  /// The first date, as it was read, where nothing tells day from month in the file's dates.
  var openDate: CivilDate?
  /// The first and the last time of any kind.
  var first: Timestamp?
  var last: Timestamp?
  /// The zones that its times state, in seconds east of UTC.
  var zones: Set<Int> = []
  /// The year that a whole date among the file's own lines gives to those without one.
  var statedYear: Int?
  /// The date in the file's name.
  var dateInName: CivilDate?

  /// Takes in the time of a line, from the file's beginning on.
  mutating func take(_ time: Timestamp) {
    if first == nil { first = time }
    last = time
    if let zone = time.offset { zones.insert(zone) }
    switch time.date {
    case .full:
      // A clock that was never set, or a number that only looks like a time, is no sign of a year.
      guard Self.plausible.contains(time.instant) else { return }
      dated = dated?.union(time.instant...time.instant) ?? time.instant...time.instant
    case .noYear: if yearless == nil { yearless = time.instant.milliseconds }
    case .none: hasClockOnly = true
    }
  }

  /// 1990 to 2100: before, no log of a computer in use was written that has whole dates.
  private static let plausible =
    Instant(milliseconds: 631_152_000_000)...Instant(milliseconds: 4_102_444_800_000)
}

/// Decides for all files together what the stamps of each leave open.
///
/// A missing year is that of a date in the file's own lines, else in its name, else the one that
/// brings its first stamp nearest to the dates of the other files. Never the file's own date on disk:
/// the same evidence gives the same result wherever it was copied to.
///
/// A file whose times state no zone is in the one zone that all others state, where that brings it
/// together with them: `mail.log` of 16:00 beside an application's of 16:00 +02:00 is of the same hour.
struct TimeDecision {
  private let all: TimeWindow?
  /// The zone that all files state which state any, and the time they cover; nil where there is no such.
  private let zone: (offset: Int, window: TimeWindow)?

  init(_ signs: [TimeSigns]) {
    var all: TimeWindow?
    for window in signs.compactMap(\.dated) { all = all?.union(window) ?? window }
    if all == nil {
      for day in signs.compactMap(\.dateInName) {
        let start = Instant(
          milliseconds: Int64(day.daysSince1970).multipliedClamped(by: CivilTime.dayLength))
        let window = start...start.advanced(by: CivilTime.dayLength - 1)
        all = all?.union(window) ?? window
      }
    }
    self.all = all
    let zoned = signs.filter { !$0.zones.isEmpty }
    let zones = zoned.reduce(into: Set<Int>()) { $0.formUnion($1.zones) }
    var window: TimeWindow?
    for stated in zoned.compactMap(\.dated) { window = window?.union(stated) ?? stated }
    zone =
      zones.count == 1 ? zones.first.flatMap { offset in window.map { (offset, $0) } } : nil
  }

  /// The plan of a file.
  func plan(_ signs: TimeSigns) -> TimePlan {
    var plan = TimePlan()
    plan.yearlessHead = signs.yearless
    plan.isSequential = signs.hasClockOnly && signs.dated == nil && signs.yearless == nil
    if let head = signs.yearless {
      plan.year =
        signs.statedYear ?? signs.dated.map { nearestYear(head, to: $0) }
        ?? signs.dateInName.map { year(head, near: $0) } ?? all.map { nearestYear(head, to: $0) }
    }
    if signs.hasClockOnly { plan.day = signs.dateInName ?? Self.singleDay(signs.dated ?? all) }
    plan.zone = zone(of: signs, plan)
    if let first = signs.first {
      var keeper = TimeKeeper(plan)
      plan.first = keeper.completed(first)
    }
    return plan
  }

  /// The zone of a file that states none; nil where the others don't tell it.
  private func zone(of signs: TimeSigns, _ plan: TimePlan) -> Int? {
    guard signs.zones.isEmpty, let zone, zone.offset != 0, let first = signs.first,
      let last = signs.last
    else { return nil }
    var keeper = TimeKeeper(plan)
    let (from, to) = (keeper.completed(first), keeper.completed(last))
    guard from.date == .full, to.date == .full, from.instant <= to.instant else { return nil }
    let window = from.instant...to.instant
    let move = -Int64(zone.offset) * 1000
    let moved = window.lowerBound.advanced(by: move)...window.upperBound.advanced(by: move)
    return Self.gap(moved, zone.window) < Self.gap(window, zone.window) ? zone.offset : nil
  }

  /// How far the ends of two windows lie apart, in milliseconds.
  private static func gap(_ a: TimeWindow, _ b: TimeWindow) -> Int64 {
    func apart(_ x: Instant, _ y: Instant) -> Int64 {
      max(x.distance(from: y), y.distance(from: x))
    }
    return apart(a.lowerBound, b.lowerBound).addingClamped(apart(a.upperBound, b.upperBound))
  }

  /// The year in which a stamp of the assumed year comes nearest to a window.
  private func nearestYear(_ head: Int64, to window: TimeWindow) -> Int {
    let first = CivilTime(window.lowerBound).date.year
    let last = CivilTime(window.upperBound).date.year
    var best = (year: first, distance: Int64.max)
    for year in Set([first - 1, first, last, last + 1]).sorted() {
      let instant = Self.moved(head, to: year)
      let distance = max(
        window.lowerBound.distance(from: instant), instant.distance(from: window.upperBound), 0)
      if distance < best.distance { best = (year, distance) }
    }
    return best.year
  }

  private func year(_ head: Int64, near day: CivilDate) -> Int {
    let noon = Instant(
      milliseconds: Int64(day.daysSince1970).multipliedClamped(by: CivilTime.dayLength))
    return nearestYear(head, to: noon...noon)
  }

  private static func moved(_ head: Int64, to year: Int) -> Instant {
    var civil = CivilTime(Instant(milliseconds: head))
    civil.date.year = year
    return civil.instant
  }

  /// The day in which a window lies wholly; nil where it spans several.
  private static func singleDay(_ window: TimeWindow?) -> CivilDate? {
    guard let window else { return nil }
    let (first, last) = (CivilTime(window.lowerBound).date, CivilTime(window.upperBound).date)
    return first == last ? first : nil
  }

  /// A date such as `2026-01-31`, `2026_01_31` or `20260131` in the name of a file.
  static func date(inName name: String) -> CivilDate? {
    let bytes = Array(name.utf8)
    func number(_ at: Int, _ count: Int) -> Int? {
      guard at + count <= bytes.count, bytes[at..<at + count].allSatisfy(isDigit) else {
        return nil
      }
      return bytes[at..<at + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    for start in bytes.indices where start == 0 || !isDigit(bytes[start - 1]) {
      guard let year = number(start, 4), year > 1990, year < 2100 else { continue }
      let separated = start + 4 < bytes.count && "-_.".utf8.contains(bytes[start + 4])
      let step = separated ? 1 : 0
      guard let month = number(start + 4 + step, 2), let day = number(start + 6 + 2 * step, 2),
        !separated || bytes[start + 4] == bytes[start + 7]
      else { continue }
      let end = start + 8 + 2 * step
      let date = CivilDate(year: year, month: month, day: day)
      // Behind eight digits a time may follow, `20260131120000`, but no other number.
      guard date.exists, end >= bytes.count || !isDigit(bytes[end]) || number(end, 6) != nil else {
        continue
      }
      return date
    }
    return nil
  }
}
