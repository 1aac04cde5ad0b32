import Diagnosis
import Evidence
import Timeline

/// From when to when nothing was measured: "from when to when are points missing?", "same hole on scada-gw-1?", "how
/// long is the gap in the metrics of parcel?".
struct RecordingGapAnswer: ActAnswer {
  /// A time in which no metric of a service has a value, with the last value before it and the first behind it.
  private struct Gap {
    var service: String
    var window: TimeWindow
    var sides: [Sample]
  }

  /// Of those that are asked about, in the order of their names.
  private let gaps: [Gap]
  /// Those asked about that have none.
  private let whole: [String]
  private let isYesNo: Bool

  /// Nil where no gap is asked for, or nothing was measured.
  init?(_ question: Question, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    guard Self.asksForGap(words) else { return nil }
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    var places: [String: [Int]] = [:]
    for place in desk.evidence.observations.indices {
      guard case .metric = desk.evidence.observations[place].measure else { continue }
      places[desk.evidence.observations[place].service, default: []].append(place)
    }
    let services = (named.isEmpty ? Array(places.keys) : named).filter { places[$0] != nil }
      .sorted()
    guard !services.isEmpty else { return nil }
    let found = services.compactMap { Self.gap(of: $0, places[$0] ?? [], desk) }
    gaps = found
    whole = services.filter { service in !found.contains { $0.service == service } }
    isYesNo =
      !named.isEmpty
      && (TrendWords.isYesNo(words) || words.contains(where: ["same", "also", "too"].contains))
    guard !gaps.isEmpty || !named.isEmpty else { return nil }
  }

  private static func asksForGap(_ words: [String]) -> Bool {
    let isOfValues = words.contains(where: values.contains)
    guard !zip(words, words.dropFirst()).contains(where: { $0 == "how" && $1 == "many" }),
      words.first != "why"
    else { return false }
    if words.contains(where: ["gap", "gaps", "hole", "holes"].contains) {
      return words.count <= longest
    }
    return isOfValues && words.contains(where: ["missing", "blank", "lacking", "absent"].contains)
  }

  private static let values: Set = [
    "values", "value", "points", "point", "samples", "data", "datapoints", "metrics", "graphs",
    "graph", "series",
  ]
  private static let longest = 14
  /// Gaps that are told each by itself.
  private static let most = 6

  private static func gap(of service: String, _ places: [Int], _ desk: Desk) -> Gap? {
    let observations = places.map { desk.evidence.observations[$0] }
    let times = RecordedTimes(RecordedTimes.distinct(observations.lazy.map(\.values.times)))
    guard let longest = times.pauses().max(by: { $0.length < $1.length }),
      let fullest = observations.max(by: { $0.values.times.count < $1.values.times.count })
    else { return nil }
    let sides = [
      fullest.samples.nearest(to: longest.lowerBound, in: Instant.earliest...longest.lowerBound),
      fullest.samples.nearest(to: longest.upperBound, in: longest.upperBound...Instant.latest),
    ]
    return Gap(service: service, window: longest, sides: sides.compactMap(\.self))
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let times = report.times
    let claims = gaps.prefix(Self.most).map { gap in
      ObjectWords.cited(
        "\(MarkdownText.name(gap.service)) between \(times.full(gap.window.lowerBound)) and "
          + "\(times.short(gap.window.upperBound)) (\(TimeText.length(gap.window.length)))",
        gap.sides,
        &report)
    }
    let list = ObjectWords.list(claims)
    let names = Counting.list(whole.prefix(Self.most).map(MarkdownText.name))
    var told: [Report.Claim] = []
    if gaps.isEmpty {
      told.append(.init("No: the metrics of \(names) have no gap."))
    } else {
      let rest = gaps.count > Self.most ? ", and \(gaps.count - Self.most) more alike" : ""
      told.append(
        .init(
          "\(isYesNo ? "Yes: no" : "No") metric has a value of \(list.text)\(rest).",
          exhibits: list.exhibits))
      if !whole.isEmpty { told.append(.init("Those of \(names) have no gap.")) }
    }
    report.add(.answer, layout: .sentences, told)
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
    report.readByName()
    report.file.focus.instant = gaps.first?.window.lowerBound
  }
}
