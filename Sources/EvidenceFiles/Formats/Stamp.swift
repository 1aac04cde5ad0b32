/// A time that was read from a line.
struct Stamp {
  /// Milliseconds since 1970; since midnight where there is no date.
  var milliseconds: Int64
  /// The index behind the stamp, its closing bracket included.
  var end: Int
  /// Whether it states an offset or `Z`, or counts from 1970.
  var zoned = false
}

/// A way to write a time, named by what stands in it.
enum StampKind: CaseIterable {
  /// `2026-01-02T03:04:05.678Z` and its kin: a space, `/` or `.` between, a comma, no fraction.
  case dated
  /// `20260102T030405Z`, `20260102-3:4:5:678`.
  case compactDated
  /// `17/06/09 20:10:40`, `26-01-02 03:04:05`.
  case shortYear
  /// `081109 203615`.
  case digits
  /// `Jan  2 03:04:05`, `Wed Jun 29 14:44:35 2005`.
  case monthName
  /// `10/Oct/2000:13:55:36 -0700`.
  case accessLog
  /// `I0102 15:04:05.123456`.
  case klog
  /// `03-17 16:13:38.811`, `10.30 16:49:06`.
  case monthDay
  /// `1117838570`, `1675003827437`, `1675003827.437`.
  case epoch
  /// `22:50:27.436`.
  case timeOnly

  /// Whether the year has to come from elsewhere.
  var lacksYear: Bool { self == .klog || self == .monthDay }
}

/// What a file's stamps leave open: the year, or the whole date.
struct StampContext {
  /// The year for stamps without one.
  var year = 1970
  /// Where the year was guessed from the file's own age: stamps after this belong to the year before.
  var latest = Int64.max
  /// Midnight of the day for stamps without a date, in milliseconds since 1970.
  var midnight: Int64?
}
