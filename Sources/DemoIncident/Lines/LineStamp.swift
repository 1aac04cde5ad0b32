import Timeline

/// A time, split into its parts as logs write them; all in UTC.
struct LineStamp {
  private let time: CivilTime

  init(milliseconds: Int64) {
    time = CivilTime(Instant(milliseconds: milliseconds))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private var month: String { Self.months[time.date.month - 1] }
  private var day: String { Self.pad(time.date.day) }
  private var date: String { "\(time.date.year)-\(Self.pad(time.date.month))-\(day)" }
  private var clock: String {
    "\(Self.pad(time.hour)):\(Self.pad(time.minute)):\(Self.pad(time.second))"
  }
  private var fraction: String { (time.millisecond < 100 ? "0" : "") + Self.pad(time.millisecond) }

  /// The time as `2026-03-10T10:05:12.123Z`.
  var iso: String { "\(date)T\(clock).\(fraction)Z" }
  /// The time as `2026-03-10 10:05:12,123`.
  var java: String { "\(date) \(clock),\(fraction)" }
  /// The time as `Mar 10 10:05:12`.
  var syslog: String {
    "\(month) \(time.date.day < 10 ? " " : "")\(time.date.day) \(clock)"
  }
  /// The time as `0310 10:05:12.123000`.
  var klog: String {
    "\(Self.pad(time.date.month))\(day) \(clock).\(fraction)000"
  }
  /// The time as `10/Mar/2026:10:05:12 +0000`.
  var access: String {
    "\(day)/\(month)/\(time.date.year):\(clock) +0000"
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
