import Testing
import Timeline

@Suite struct StampReaderTests {
  /// A stamp with the text behind it, and what it says: instant in UTC, offset and known date.
  struct Row: CustomTestStringConvertible, Sendable {
    var text: String
    var utc: String
    var offset: Int?
    var date: Timestamp.DatePart
    var testDescription: String { text }

    init(_ text: String, _ utc: String, _ offset: Int? = nil, _ date: Timestamp.DatePart = .full) {
      self.text = text
      self.utc = utc
      self.offset = offset
      self.date = date
    }
  }

  @Test(arguments: [
    Row("2026-03-10T15:41:05Z", "2026-03-10 15:41:05.000", 0),
    Row("2026-03-10 15:41:05,123", "2026-03-10 15:41:05.123"),
    Row("2026-03-10T15:41:05.123456789+02:00", "2026-03-10 13:41:05.123", 7200),
    Row("2026-03-10T15:41:05+0530", "2026-03-10 10:11:05.000", 19800),
    Row("2026-03-10T15:41:05-07", "2026-03-10 22:41:05.000", -25200),
    Row("2026-03-10 15:41:05 -0700", "2026-03-10 22:41:05.000", -25200),
    Row("2026-03-10 15:41:05.1 CET", "2026-03-10 14:41:05.100", 3600),
    Row("2026-03-10 15:41:05 EST", "2026-03-10 20:41:05.000", -18000),
    Row("2026-03-10T15:41:05+01:00[Europe/Paris]", "2026-03-10 14:41:05.000", 3600),
    Row("2026-03-10, 15:41:05 UTC", "2026-03-10 15:41:05.000", 0),
    Row("2026/03/10 15:41:05", "2026-03-10 15:41:05.000"),
    Row("2026.03.10 15:41:05", "2026-03-10 15:41:05.000"),
    Row("2026.03.10-15.41.05:123", "2026-03-10 15:41:05.123"),
    Row("2026-03-10-15.41.05.123456", "2026-03-10 15:41:05.123"),
    Row("2026-03-10_15:41:05", "2026-03-10 15:41:05.000"),
    Row("2026-03-10 3:41:05 PM", "2026-03-10 15:41:05.000"),
    Row("2026-03-10 12:00:05 AM", "2026-03-10 00:00:05.000"),
    Row("2026-03-10 15:41", "2026-03-10 15:41:00.000"),
    Row("2026-Mar-10 15:41:05.123456", "2026-03-10 15:41:05.123"),
    Row("2026 Mar 10 15:41:05", "2026-03-10 15:41:05.000"),
    Row("31/03/2026 15:41:05", "2026-03-31 15:41:05.000"),
    Row("03/31/2026 15:41:05", "2026-03-31 15:41:05.000"),
    Row("31.03.2026 15:41:05,5", "2026-03-31 15:41:05.500"),
    Row("04.03.2026 15:41:05", "2026-03-04 15:41:05.000"),
    Row("1/17/2026 4:20:21 PM", "2026-01-17 16:20:21.000"),
    Row("10/Oct/2000:13:55:36 -0700", "2000-10-10 20:55:36.000", -25200),
    Row("10/Mar/2026 15:41:05", "2026-03-10 15:41:05.000"),
    Row("25-Jun-2026 18:45:07.000", "2026-06-25 18:45:07.000"),
    Row("6-May-2019::03:56:36", "2019-05-06 03:56:36.000"),
    Row("10-MAR-26 03.41.05.123456 PM", "2026-03-10 15:41:05.123"),
    Row("10 Mar 2026 15:41:05.123", "2026-03-10 15:41:05.123"),
    Row("01 Jan 2026 10:00:00.123", "2026-01-01 10:00:00.123"),
    Row("02 Jan 03:04:05.123", "2000-01-02 03:04:05.123", nil, .noYear),
    Row("Jan  2 03:04:05", "2000-01-02 03:04:05.000", nil, .noYear),
    Row("Feb 29 03:04:05.123456", "2000-02-29 03:04:05.123", nil, .noYear),
    Row("Jan  2 2026 03:04:05", "2026-01-02 03:04:05.000"),
    Row("Mar 10, 2026 3:41:05 PM", "2026-03-10 15:41:05.000"),
    Row("Mar 10, 2026 3:41:05\u{202F}PM", "2026-03-10 15:41:05.000"),
    Row("Jul 27, 2026 @ 10:11:43.000", "2026-07-27 10:11:43.000"),
    Row("March 10, 2026 at 3:41:05 p.m.", "2026-03-10 15:41:05.000"),
    Row("Wed Jun 29 14:44:35 2005", "2005-06-29 14:44:35.000"),
    Row("Fri Jun 05 09:15:59.000864 2026", "2026-06-05 09:15:59.000"),
    Row("Tue Mar 10 15:41:05 CET 2026", "2026-03-10 14:41:05.000", 3600),
    Row("Tue, 10 Mar 2026 15:41:05 GMT", "2026-03-10 15:41:05.000", 0),
    Row("Tue Mar 10 2026 15:41:05 GMT+0100 (CET)", "2026-03-10 14:41:05.000", 3600),
    Row("Tue 2026-03-10 15:41:05 UTC", "2026-03-10 15:41:05.000", 0),
    Row("Tuesday, March 10, 2026 3:41:05 PM", "2026-03-10 15:41:05.000"),
    Row("20260102T030405Z", "2026-01-02 03:04:05.000", 0),
    Row("20260102T030405.123+0100", "2026-01-02 02:04:05.123", 3600),
    Row("20260102 030405", "2026-01-02 03:04:05.000"),
    Row("20260102-22:15:29:606", "2026-01-02 22:15:29.606"),
    Row("20260102030405", "2026-01-02 03:04:05.000"),
    Row("081109 203615", "2008-11-09 20:36:15.000"),
    Row("260102  3:04:05", "2026-01-02 03:04:05.000"),
    Row("17/06/09 20:10:40", "2017-06-09 20:10:40.000"),
    Row("3/17/26 20:10:40", "2026-03-17 20:10:40.000"),
    Row("03-17 16:13:38.811", "2000-03-17 16:13:38.811", nil, .noYear),
    Row("17.03. 16:13:38", "2000-03-17 16:13:38.000", nil, .noYear),
    Row("15:41:05.123", "2000-01-01 15:41:05.123", nil, .none),
    Row("03:41 PM", "2000-01-01 15:41:00.000", nil, .none),
    Row("3:04PM", "2000-01-01 15:04:00.000", nil, .none),
    Row("15:41:05 10/03/2026", "2026-10-03 15:41:05.000"),
    Row("15:41:05 2026-03-10", "2026-03-10 15:41:05.000"),
    Row("1773157265", "2026-03-10 15:41:05.000", 0),
    Row("1773157265.123456", "2026-03-10 15:41:05.123", 0),
    Row("1773157265123", "2026-03-10 15:41:05.123", 0),
    Row("1773157265123456", "2026-03-10 15:41:05.123", 0),
    Row("1773157265123456789", "2026-03-10 15:41:05.123", 0),
    Row("@4000000065a1b2c31a2b3c4d", "2024-01-12 21:44:25.439", 0),
  ])
  func `A stamp is read to its end`(row: Row) throws {
    var text = row.text + " rest"
    let stamp = try #require(text.withUTF8 { StampReader().read($0) })
    let time = CivilTime(stamp.timestamp.instant)
    let thousandths = String(1000 + time.millisecond).dropFirst()
    #expect("\(time.dateText) \(time.clockText).\(thousandths)" == row.utc)
    #expect(stamp.timestamp.offset == row.offset)
    #expect(stamp.timestamp.date == row.date)
    #expect(stamp.end == row.text.utf8.count)
  }

  @Test(arguments: [
    "10.0.0.1", "1.2.3", "12:34", "123456789", "9876543210123456", "May I ask",
    "Marvin 10 12:00:00",
    "2026-13-10 15:41:05", "2026-02-30 15:41:05", "25:00:00", "10:61:00", "12 items", "3/4 done",
    "2026-03-10 done", "1/2/3", "99999999999999999999", "31/02/2026 10:00:00", "@400000", "",
  ])
  func `What only looks like a stamp is none`(text: String) {
    var text = text
    #expect(text.withUTF8 { StampReader().read($0) } == nil)
  }

  @Test func `A number behind a time is no zone`() throws {
    for text in ["2026-03-10 15:41:05 -07 left", "10:00:00-10:05:00", "10:00:00 PSTN"] {
      var text = text
      let stamp = try #require(text.withUTF8 { StampReader().read($0) })
      #expect(stamp.timestamp.offset == nil)
    }
  }

  @Test func `The whole file decides which number is the day`() {
    #expect(Self.order(["03/04/2026 10:00:00 a", "31/03/2026 10:00:00 b"]) == .dayFirst)
    #expect(Self.order(["03/04/2026 10:00:00 a", "03/31/2026 10:00:00 b"]) == .monthFirst)
    #expect(Self.order(["03/04/2026 10:00:00 a", "04/04/2026 10:00:00 b"]) == .dayFirst)
    #expect(Self.order(["17/06/09 10:00:00 a", "17/06/10 10:00:00 b"]) == .yearFirst)
    #expect(Self.order(["03/04/2026 10:00:00 a", "03/04/2026 11:00:00 b"]) == nil)
    #expect(Self.order(["no dates at 10.0.0.1/2/3"]) == nil)
  }

  @Test func `Day and month that could be either way are told so`() throws {
    var text = "03/04/2026 10:00:00"
    let open = try #require(text.withUTF8 { StampReader().read($0) })
    #expect(open.isOrderOpen)
    let decided = StampReader(StampContext(order: .dayFirst))
    let stamp = try #require(text.withUTF8 { decided.read($0) })
    #expect(!stamp.isOrderOpen && CivilTime(stamp.timestamp.instant).dateText == "2026-04-03")
  }

  @Test func `Year and day come from other evidence where a stamp lacks them`() throws {
    let context = StampContext(
      year: 2026, day: CivilDate(year: 2026, month: 3, day: 10))
    let reader = StampReader(context)
    var yearless = "Jan  2 03:04:05"
    let first = try #require(yearless.withUTF8 { reader.read($0) })
    #expect(CivilTime(first.timestamp.instant).dateText == "2026-01-02")
    #expect(first.timestamp.date == .full)
    var dayless = "15:41:05.123"
    let second = try #require(dayless.withUTF8 { reader.read($0) })
    #expect(CivilTime(second.timestamp.instant).dateText == "2026-03-10")
  }

  @Test func `klog and the kernel have stamps of their own`() throws {
    var klog = "E0131 15:46:40.357340"
    let first = try #require(klog.withUTF8 { StampReader().readKlog($0, at: 1) })
    #expect(CivilTime(first.timestamp.instant).clockText == "15:46:40")
    #expect(first.timestamp.date == .noYear)
    var kernel = "[   12.345678] usb"
    let second = try #require(kernel.withUTF8 { StampReader().readUptime($0, at: 1) })
    #expect(second.timestamp.date == .none && second.end == 13)
    #expect(CivilTime(second.timestamp.instant).millisecond == 345)
  }

  private static func order(_ lines: [String]) -> DateOrder? {
    var sniff = DateOrderSniff()
    for line in lines {
      var line = line
      line.withUTF8 { sniff.note($0) }
    }
    return sniff.order
  }
}
