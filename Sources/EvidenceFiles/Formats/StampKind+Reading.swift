import Timeline

extension StampKind {
  /// Reads a time of this kind at an index; nil where something else stands there.
  ///
  /// A bracket or quote around the time belongs to it.
  @inline(__always)
  func read(_ bytes: Bytes, at index: Int, _ context: StampContext) -> Stamp? {
    var scanner = StampScanner(bytes: bytes, at: index)
    let opening = scanner.byte
    let bracketed = opening == 0x5B || opening == 0x28 || opening == 0x22 || opening == 0x3C
    if bracketed { scanner.at += 1 }
    guard var stamp = unbracketed(&scanner, context) else { return nil }
    if bracketed {
      let closing = scanner.byte
      if closing == 0x5D || closing == 0x29 || closing == 0x22 || closing == 0x3E {
        scanner.at += 1
      }
    }
    guard scanner.isAtBoundary else { return nil }
    stamp.end = scanner.at
    return stamp
  }

  @inline(__always)
  private func unbracketed(_ scanner: inout StampScanner, _ context: StampContext) -> Stamp? {
    switch self {
    case .dated: dated(&scanner)
    case .compactDated: compactDated(&scanner)
    case .shortYear: shortYear(&scanner)
    case .digits: digits(&scanner)
    case .monthName: monthName(&scanner, context)
    case .accessLog: accessLog(&scanner)
    case .klog: klog(&scanner, context)
    case .monthDay: monthDay(&scanner, context)
    case .epoch: epoch(&scanner)
    case .timeOnly: timeOnly(&scanner, context)
    }
  }

  @inline(__always)
  private func whole(_ year: Int, _ month: Int, _ day: Int, _ clock: Int64) -> Stamp? {
    guard month >= 1, month <= 12, day >= 1, day <= 31 else { return nil }
    let days = Int64(CivilDate(year: year, month: month, day: day).daysSince1970)
    return Stamp(milliseconds: days * 86_400_000 + clock, end: 0)
  }

  @inline(__always)
  private func zoned(_ stamp: Stamp?, _ scanner: inout StampScanner) -> Stamp? {
    guard var stamp, let offset = scanner.offset() else { return stamp }
    stamp.milliseconds -= offset
    stamp.zoned = true
    return stamp
  }

  @inline(__always)
  private func dated(_ s: inout StampScanner) -> Stamp? {
    guard let year = s.number(4, 4), year > 1900 else { return nil }
    let separator = s.byte
    guard separator == 0x2D || separator == 0x2F || separator == 0x2E else { return nil }
    s.at += 1
    guard let month = s.number(1, 2), s.pass(separator), let day = s.number(1, 2) else {
      return nil
    }
    let between = s.byte
    guard
      between == 0x54 || between == 0x74 || between == 0x20 || between == 0x2D || between == 0x5F
        || between == 0x3A
    else { return nil }
    s.at += 1
    while s.byte == 0x20 { s.at += 1 }
    let start = s.at
    var clock = s.clock()
    if clock == nil {
      s.at = start
      clock = s.clock(separator: 0x2E)
    }
    guard let clock else { return nil }
    return zoned(whole(year, month, day, clock), &s)
  }

  private func compactDated(_ s: inout StampScanner) -> Stamp? {
    guard let date = s.number(8, 8), date > 19_000_000, date < 22_000_000 else { return nil }
    guard s.byte == 0x54 || s.byte == 0x2D || s.byte == 0x20 || s.byte == 0x5F else { return nil }
    s.at += 1
    let start = s.at
    var clock = s.clock()
    if clock == nil {
      s.at = start
      guard let time = s.number(6, 6), time < 240_000 else { return nil }
      let seconds = time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100
      clock = Int64(seconds) * 1000 + s.fraction()
    }
    guard let clock else { return nil }
    return zoned(whole(date / 10_000, date / 100 % 100, date % 100, clock), &s)
  }

  private func shortYear(_ s: inout StampScanner) -> Stamp? {
    guard let first = s.number(2, 2), s.byte == 0x2F || s.byte == 0x2D else { return nil }
    let separator = s.byte
    s.at += 1
    guard let month = s.number(2, 2), s.pass(separator), let last = s.number(2, 4) else {
      return nil
    }
    guard s.byte == 0x20 || s.byte == 0x54 else { return nil }
    s.at += 1
    guard let clock = s.clock() else { return nil }
    // `01/31/2026` has its year last; two digits there are a day.
    if last > 1900 { return zoned(whole(last, first, month, clock), &s) }
    return zoned(whole(2000 + first, month, last, clock), &s)
  }

  private func digits(_ s: inout StampScanner) -> Stamp? {
    guard let date = s.number(6, 6), s.pass(0x20), let time = s.number(6, 6), time < 240_000,
      time / 100 % 100 < 60, time % 100 < 61
    else { return nil }
    let seconds = time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100
    return whole(
      2000 + date / 10_000, date / 100 % 100, date % 100, Int64(seconds) * 1000 + s.fraction())
  }

  private func monthName(_ s: inout StampScanner, _ context: StampContext) -> Stamp? {
    s.passWeekday()
    guard let month = s.monthName(), s.pass(0x20) else { return nil }
    while s.byte == 0x20 { s.at += 1 }
    guard let day = s.number(1, 2), s.pass(0x20), let clock = s.clock() else { return nil }
    let end = s.at
    _ = s.offset()
    if s.pass(0x20), let year = s.number(4, 4), year > 1900, year < 2200, s.isAtBoundary {
      return whole(year, month, day, clock)
    }
    s.at = end
    return yearless(month, day, clock, context)
  }

  private func accessLog(_ s: inout StampScanner) -> Stamp? {
    guard let day = s.number(1, 2), s.pass(0x2F) || s.pass(0x2D), let month = s.monthName(),
      s.pass(0x2F) || s.pass(0x2D), let year = s.number(4, 4), s.pass(0x3A) || s.pass(0x20),
      let clock = s.clock()
    else { return nil }
    return zoned(whole(year, month, day, clock), &s)
  }

  private func klog(_ s: inout StampScanner, _ context: StampContext) -> Stamp? {
    guard "IWEFD".utf8.contains(s.byte) else { return nil }
    s.at += 1
    guard let date = s.number(4, 4), s.pass(0x20), let clock = s.clock() else { return nil }
    return yearless(date / 100, date % 100, clock, context)
  }

  private func monthDay(_ s: inout StampScanner, _ context: StampContext) -> Stamp? {
    guard let month = s.number(2, 2), s.byte == 0x2D || s.byte == 0x2E || s.byte == 0x2F else {
      return nil
    }
    s.at += 1
    guard let day = s.number(2, 2), s.pass(0x20), let clock = s.clock() else { return nil }
    return yearless(month, day, clock, context)
  }

  @inline(__always)
  private func yearless(
    _ month: Int, _ day: Int, _ clock: Int64, _ context: StampContext
  ) -> Stamp? {
    guard let stamp = whole(context.year, month, day, clock) else { return nil }
    if stamp.milliseconds <= context.latest { return stamp }
    return whole(context.year - 1, month, day, clock)
  }

  private func epoch(_ s: inout StampScanner) -> Stamp? {
    let start = s.at
    guard let value = s.number(10, 19), value > 0 else { return nil }
    let milliseconds: Int64
    switch s.at - start {
    case 10: milliseconds = Int64(value) * 1000 + s.fraction()
    case 13: milliseconds = Int64(value)
    case 16: milliseconds = Int64(value) / 1000
    case 19: milliseconds = Int64(value) / 1_000_000
    default: return nil
    }
    // 1990 to 2100: any other number is no time.
    guard milliseconds > 631_152_000_000, milliseconds < 4_102_444_800_000 else { return nil }
    return Stamp(milliseconds: milliseconds, end: 0, zoned: true)
  }

  private func timeOnly(_ s: inout StampScanner, _ context: StampContext) -> Stamp? {
    let start = s.at
    guard s.number(2, 2) != nil, s.byte == 0x3A else { return nil }
    s.at = start
    guard let clock = s.clock() else { return nil }
    return Stamp(milliseconds: clock.addingClamped(context.midnight ?? 0), end: 0)
  }
}
