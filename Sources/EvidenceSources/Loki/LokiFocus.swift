package import Timeline

/// The part of a window that stands out by its counts: where more lines tell of failures than usual.
///
///     payment error 0 0 0 1 0 41 40 …  → from the step of the 41 on, of payment
package struct LokiFocus: Hashable, Sendable {
  /// What to look at first: the whole window where nothing stands out.
  package private(set) var window: TimeWindow
  /// When it began; nil where nothing stands out.
  package private(set) var onset: Instant?
  /// The services that stand out, the loudest first.
  package private(set) var services: [String] = []
  /// All lines of the window.
  package internal(set) var lines = 0
  /// Those of them that tell of failures.
  package private(set) var failing = 0

  /// Names of levels that tell of failures, in lower case.
  package static let failingLevels = [
    "error", "err", "critical", "crit", "fatal", "alert", "emerg", "emergency", "panic", "severe",
  ]

  /// The milliseconds before the onset, in which its cause lies, and behind it.
  private static let before: Int64 = 5 * 60_000
  private static let behind: Int64 = 10 * 60_000

  /// Makes out what stands out by counts of steps of some length, of services named by a label.
  package init(
    _ counts: [LokiAnswer.Count], by label: String, in window: TimeWindow, stepSeconds: Int64
  ) {
    self.window = window
    var failures: [String: [Int64: Double]] = [:]
    var total = 0.0
    var bad = 0.0
    for count in counts {
      let level = (count.labels["detected_level"] ?? count.labels["level"] ?? "").lowercased()
      let isFailing = Self.failingLevels.contains(level)
      for point in count.points {
        total += point.lines
        guard isFailing else { continue }
        bad += point.lines
        failures[count.labels[label] ?? "", default: [:]][point.second, default: 0] += point.lines
      }
    }
    lines = Int(min(total, 1e15))
    failing = Int(min(bad, 1e15))
    let steps = Int(clamping: window.length / max(1, stepSeconds * 1000)) + 1
    var found: [(service: String, onset: Int64, excess: Double)] = []
    for (service, points) in failures {
      guard let (onset, excess) = Self.rise(points, steps: steps) else { continue }
      found.append((service, onset, excess))
    }
    found.sort { ($1.excess, $0.service) < ($0.excess, $1.service) }
    guard let loudest = found.first?.excess else { return }
    let loud = found.filter { $0.excess * 10 >= loudest }
    services = loud.map(\.service).filter { !$0.isEmpty }
    guard let first = loud.map(\.onset).min() else { return }
    // A point stands for the step that ends at it.
    let begin = Instant(milliseconds: 0).advanced(by: first.multipliedClamped(by: 1000))
      .advanced(by: -stepSeconds * 1000)
    let onset = max(begin, window.lowerBound)
    self.onset = onset
    self.window = TimeWindow(
      from: max(window.lowerBound, onset.advanced(by: -Self.before)),
      through: min(window.upperBound, onset.advanced(by: Self.behind)))
  }

  /// Where counts rise above what is usual, and by how many lines in all; nil where they don't.
  ///
  /// Usual is what a quarter of the steps stay below: a failure may last for more than half of the
  /// window. Fewer than five lines a step are no rise: single failures happen all the time.
  private static func rise(
    _ points: [Int64: Double], steps: Int
  ) -> (onset: Int64, excess: Double)? {
    let values = points.values.sorted()
    let missing = max(0, steps - values.count)
    let quarter = steps / 4
    let usual =
      quarter < missing || values.isEmpty ? 0 : values[min(quarter - missing, values.count - 1)]
    let limit = max(5, usual * 3)
    let above = points.filter { $0.value >= limit }
    guard let onset = above.keys.min() else { return nil }
    return (onset, above.values.reduce(0, +) - usual * Double(above.count))
  }
}

extension Int64 {
  /// The product, clamped to what can be counted.
  fileprivate func multipliedClamped(by other: Int64) -> Int64 {
    let (product, isOver) = multipliedReportingOverflow(by: other)
    return isOver ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}
