import Diagnosis
import Evidence
import Timeline

/// How the metrics ran that decided, below the rows of a timeline: a lane each, on one axis of time.
///
///     user       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁██████▇█████▇███  cpu
///     front-end  ▁▁▂▁▁▂▁▁▁▂▁▁▁▁▁▂▅▆▇▆▆▇▇█▇▇▇█▇▇▇█  latency
///                               ^ 22:04:49
///                22:00:00                22:09:19
struct TimelineFigure {
  private let lanes: [Lane]
  private let window: TimeWindow
  private let onset: Instant?

  /// A metric of a service.
  private struct Lane {
    var service: String
    var name: String
    var values: Series
  }

  /// Cells of a lane: with names beside it, a row fits 80 columns.
  private static let width = 32
  /// Letters of a service's name and of a metric's.
  private static let longestName = 18
  /// Lanes that one takes in at a glance.
  private static let most = 6

  /// Takes the metrics of a cause, of its way and of what supports it; nil where metrics did not decide.
  init?(_ diagnosis: Diagnosis) {
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      let cause = diagnosis.finding(first.finding), cause.signal == .metrics
    else { return nil }
    let told = [first.finding] + first.pathFindings + first.supporting
    var lanes: [Lane] = []
    for finding in told.compactMap(diagnosis.finding) {
      guard let measured = finding.measured, finding.values.points.count > 1,
        !lanes.contains(where: { $0.service == finding.service && $0.name == measured.name })
      else { continue }
      lanes.append(
        Lane(service: finding.service, name: measured.name, values: finding.values))
    }
    self.lanes = Array(lanes.prefix(Self.most))
    let points = self.lanes.flatMap(\.values.points).map(\.time)
    guard let start = points.min(), let end = points.max(), start < end else { return nil }
    window = TimeWindow(from: start, through: end)
    onset = diagnosis.onset.flatMap { (start...end).contains($0) ? $0 : nil }
  }

  /// The rows, for a block of code.
  func rows(_ times: TimeText) -> [String] {
    let names = lanes.map { Self.cut($0.service) }
    let column = (names.map(\.count).max() ?? 0) + 2
    let gap = String(repeating: " ", count: column)
    var rows = zip(lanes, names).map { lane, name in
      name + String(repeating: " ", count: column - name.count) + draw(lane.values)
        + "  " + Self.cut(lane.name)
    }
    if let onset {
      rows.append(
        gap + String(repeating: " ", count: cell(onset)) + "^ \(times.short(onset))")
    }
    let (start, end) = (times.short(window.lowerBound), times.short(window.upperBound))
    rows.append(
      gap + start
        + String(repeating: " ", count: max(2, Self.width - start.count - end.count)) + end)
    return rows
  }

  /// The cell that a time falls into.
  private func cell(_ time: Instant) -> Int {
    let length = max(1, window.upperBound.distance(from: window.lowerBound))
    let share = Double(time.distance(from: window.lowerBound)) / Double(length)
    return max(0, min(Self.width - 1, Int(share * Double(Self.width))))
  }

  /// The means of the cells from the least to the greatest; a cell without a value has the one before.
  private func draw(_ series: Series) -> String {
    var sums = [Double](repeating: 0, count: Self.width)
    var counts = [Double](repeating: 0, count: Self.width)
    for point in series.points where point.value.isFinite {
      let cell = cell(point.time)
      sums[cell] += point.value
      counts[cell] += 1
    }
    let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : nil }
    let known = means.compactMap { $0 }
    guard let least = known.min(), let most = known.max() else { return "" }
    var drawn = ""
    var block: Character = " "
    for mean in means {
      if let mean {
        let share = most > least ? (mean - least) / (most - least) : 0
        block = share.isFinite ? Sparkline.block(share) : block
      }
      drawn.append(block)
    }
    return drawn
  }

  /// A name on one line that neither ends a block of code nor is longer than its column.
  private static func cut(_ name: String) -> String {
    let plain = MarkdownText.oneLine(Quote.clean(name)).map { $0 == "`" ? "'" : $0 }
    return plain.count > longestName
      ? String(plain.prefix(longestName - 1)) + "…" : String(plain)
  }
}
