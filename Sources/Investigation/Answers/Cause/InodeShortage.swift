import Diagnosis
import Evidence
import Timeline

/// What tells that a file system has no inodes left: what says "no space left" then means those, though half
/// of the disk is free.
///
///     /dev/sdb1 /srv/replays blocks 41% inodes 100%
struct InodeShortage: BesideCause {
  static let looksAgain = true

  private let sample: Sample
  /// The metric that tells it, where no entry does.
  private var metric: MeasuredRun?

  /// The least share in use, in percent: reports round, and what is left goes in a moment.
  private static let least = 99
  /// Characters between the word and its number.
  private static let reach = 16
  /// Entries that are looked at.
  private static let most = 500

  /// Nil where nothing could not be written, or no entry tells of inodes.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    guard let cause = diagnosis.leading,
      cause.kind == "disk-full", cause.signal == nil, !desk.hasNoEntries
    else { return nil }
    if let (run, sample) = Self.measured(desk) {
      (metric, self.sample) = (run, sample)
      return
    }
    var scope = Scope()
    scope.terms = [Scope.Term(["inode", "inodes"])]
    let found = try await SearchTool.call(
      .init(scope: scope, order: .earliest, limit: Self.most), desk)
    if let told = found.samples.first(where: { Self.tells($0.message.lowercased()) }) {
      sample = told
    } else if let told = try await Self.listed(desk) {
      sample = told
    } else {
      return nil
    }
  }

  /// The row of `df -i` whose file system has none left; nil where none has.
  private static func listed(_ desk: Desk) async throws -> Sample? {
    for text in try await desk.statedTexts() {
      let row = text.lines.first { line in
        // Images that are only read have no room by their nature.
        let isImage = line.pairs.contains {
          $0.value.hasPrefix("/dev/loop") || $0.value.hasPrefix("/snap/") || $0.value == "overlay"
        }
        return line.isRow && !isImage
          && line.pairs.contains { pair in
            ["iuse%", "%iused"].contains(pair.label.lowercased())
              && StatedAmount(pair.value).map { $0.kind == .percent && $0.value >= Double(least) }
                ?? false
          }
      }
      if let row { return row.sample(in: text) }
    }
    return nil
  }

  /// The metric of free inodes that went down to none, and the row that says so.
  private static func measured(_ desk: Desk) -> (MeasuredRun, Sample)? {
    for observation in desk.evidence.observations {
      guard let run = MeasuredRun(observation, in: nil) else { continue }
      let words = MetricKind.tokens(run.name)
      guard words.contains("inodes") || words.contains("inode"),
        words.contains(where: ["free", "avail", "available", "left"].contains),
        let least = run.least, let greatest = run.greatest, greatest.value > 0,
        least.value <= greatest.value / 100 * Double(100 - Self.least),
        let sample = observation.samples.min(by: { a, b in
          guard let x = a.time?.instant, let y = b.time?.instant else { return false }
          return x.distance(from: least.time).magnitude < y.distance(from: least.time).magnitude
        })
      else { continue }
      return (run, sample)
    }
    return nil
  }

  /// Whether a text in lower case says that all inodes are in use.
  private static func tells(_ text: String) -> Bool {
    text.ranges(of: "inode").contains { place in
      percent(text[place.upperBound...].prefix(reach)) >= least
        || percent(text[..<place.lowerBound].suffix(reach)) >= least
    }
  }

  /// The whole percents that stand first in a text; 0 where none do.
  private static func percent(_ text: Substring) -> Int {
    guard let sign = text.firstIndex(of: "%") else { return 0 }
    return Int(String(text[..<sign].reversed().prefix { $0.isNumber }.reversed())) ?? 0
  }

  /// The sentence that says so.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    if let metric, let least = metric.least {
      let number = report.cite(
        sample, values: metric.observation.values,
        measured: Measured(name: metric.name, unit: metric.unit))
      let name = "\(MarkdownText.name(sample.service)) \(Quote.clean(metric.name))"
      let value = MetricText.value(least.value, metric.unit)
      return [
        .init(
          "What ran out is the inodes, not the bytes: \(name) fell to \(value) at "
            + "\(report.times.full(least.time)) [\(number)].", exhibits: [number])
      ]
    }
    let number = report.cite(sample)
    let time = sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    return [
      .init(
        "What ran out is the inodes, not the bytes\(time): "
          + "\(report.quote(number, around: ["inodes"])) [\(number)].", exhibits: [number])
    ]
  }
}
