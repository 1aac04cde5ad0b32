#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A time, split into its parts as logs write them; all in UTC.
struct LineStamp {
  private let parts: tm
  private let millisecond: Int

  init(milliseconds: Int64) {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    self.parts = parts
    millisecond = Int(milliseconds % 1000)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private var month: String { Self.months[Int(parts.tm_mon)] }
  private var date: String {
    "\(parts.tm_year + 1900)-\(Self.pad(parts.tm_mon + 1))-\(Self.pad(parts.tm_mday))"
  }
  private var clock: String {
    "\(Self.pad(parts.tm_hour)):\(Self.pad(parts.tm_min)):\(Self.pad(parts.tm_sec))"
  }
  private var fraction: String {
    millisecond < 10 ? "00\(millisecond)" : millisecond < 100 ? "0\(millisecond)" : "\(millisecond)"
  }

  /// The time as `2026-03-10T10:05:12.123Z`.
  var iso: String { "\(date)T\(clock).\(fraction)Z" }
  /// The time as `2026-03-10 10:05:12,123`.
  var java: String { "\(date) \(clock),\(fraction)" }
  /// The time as `Mar 10 10:05:12`.
  var syslog: String {
    "\(month) \(parts.tm_mday < 10 ? " " : "")\(parts.tm_mday) \(clock)"
  }
  /// The time as `0310 10:05:12.123000`.
  var klog: String {
    "\(Self.pad(parts.tm_mon + 1))\(Self.pad(parts.tm_mday)) \(clock).\(fraction)000"
  }
  /// The time as `10/Mar/2026:10:05:12 +0000`.
  var access: String {
    "\(Self.pad(parts.tm_mday))/\(month)/\(parts.tm_year + 1900):\(clock) +0000"
  }

  private static func pad(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
