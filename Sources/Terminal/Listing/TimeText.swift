/// Spans of time as people read them on a clock: `0:07`, `12:03`, `1:02:03`.
package enum ElapsedTime {
  /// Writes a span in seconds.
  package static func text(seconds: Double) -> String {
    let total = Int(min(max(0, seconds), 1e9))
    let minutes = total / 60 % 60
    let tail = twoDigits(total % 60)
    return total < 3600 ? "\(minutes):\(tail)" : "\(total / 3600):\(twoDigits(minutes)):\(tail)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

/// How long ago something was, in the largest unit that fits.
package enum RelativeAge {
  /// Writes an age in seconds.
  package static func text(seconds: Double) -> String {
    let total = Int(min(max(0, seconds), 1e11))
    switch total {
    case ..<60: return "just now"
    case ..<3600: return "\(total / 60) min ago"
    case ..<86_400: return "\(total / 3600) h ago"
    case ..<(86_400 * 2): return "1 day ago"
    default: return "\(total / 86_400) days ago"
    }
  }
}

/// The line between two exchanges that lie far apart: `— 6 hours later —`.
package enum GapLine {
  /// The seconds from which on a gap is worth a line: within an hour people are still at it.
  private static let least = 3_600.0

  /// Writes a gap in seconds; nil where it is a short one.
  package static func text(seconds: Double) -> String? {
    guard seconds >= least else { return nil }
    let hours = Int(min(seconds, 1e11)) / 3_600
    let (number, unit) = hours < 48 ? (hours, "hour") : (hours / 24, "day")
    return "— \(number) \(unit)\(number == 1 ? "" : "s") later —"
  }
}
