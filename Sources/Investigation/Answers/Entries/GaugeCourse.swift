import Evidence
import Timeline

/// How a number goes that entries state again and again as it stands, so that no sum of it means anything.
///
///     stats listeners=1702      every 20 s
///     stats listeners=1711
struct GaugeCourse {
  private let told: [(sample: Sample, value: Int)]

  /// The fewest entries by which a course is told.
  private static let fewest = 8
  /// How much of its size such a number changes from entry to entry, on average and at most.
  private static let mostChange = 0.25
  /// The share of entries that come as regularly as a clock, and how far from it they may be.
  private static let (regular, tolerance) = (0.8, 0.25)

  /// Nil where the numbers come at irregular times, or each is one of its own.
  init?(_ told: [(Sample, Int)]) {
    guard told.first.map({ !Self.tellsOfDeed($0.0.message) }) ?? false else { return nil }
    let times = told.compactMap { $0.0.time?.instant }
    guard told.count >= Self.fewest, times.count == told.count else { return nil }
    let gaps = zip(times, times.dropFirst()).map { Double($1.distance(from: $0)) }
    let usual = gaps.sorted()[gaps.count / 2]
    let near = gaps.count { abs($0 - usual) <= usual * Self.tolerance }
    guard usual > 0, Double(near) >= Double(gaps.count) * Self.regular else { return nil }
    let values = told.map { Double($0.1) }
    let change = zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
    let size = values.reduce(0, +)
    // What is the same each time may as well be an amount: a batch of 500 each minute.
    guard change > 0, change <= size * Self.mostChange else { return nil }
    self.told = told.map { (sample: $0.0, value: $0.1) }
  }

  /// Whether an entry tells of something that was done to so many: "sent batch of 120 tracks".
  private static func tellsOfDeed(_ message: String) -> Bool {
    message.split(separator: " ").contains { word in
      !word.contains("=") && !word.contains(":")
        && (["sent", "lost", "written", "read", "got"].contains(word.lowercased())
          || word.count > 4 && word.lowercased().hasSuffix("ed"))
    }
  }

  /// The sentence on it: where it begins and ends, and its greatest value.
  func claim(
    _ noun: String, _ service: String, _ asksForEnd: Bool, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let (first, last) = (told[0], told[told.count - 1])
    let top = told.max { $0.value < $1.value } ?? last
    let low = told.min { $0.value < $1.value } ?? last
    var numbers: [Int] = []
    func point(_ point: (sample: Sample, value: Int), _ report: inout ReportBuilder) -> String {
      let number = report.cite(point.sample)
      numbers.append(number)
      let time = point.sample.time.map { report.times.full($0.instant) } ?? ""
      return "\(point.value) at \(time) [\(number)]"
    }
    let ends = [point(first, &report), point(last, &report)]
    let most = point(top, &report)
    let least = point(low, &report)
    let noun = MarkdownText.oneLine(noun)
    let lead =
      asksForEnd
      ? "\(last.value) \(noun) at the end: \(ends[1]); \(ends[0]) at the beginning"
      : "From \(ends[0]) to \(ends[1]) \(noun)"
    return .init(
      "\(lead), at most \(most), at least \(least), as \(Counting.of(told.count, "entry")) of "
        + "\(MarkdownText.name(service)) state.", exhibits: numbers)
  }
}
