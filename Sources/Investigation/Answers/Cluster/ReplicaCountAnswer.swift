import Diagnosis
import Evidence
import Timeline

/// How many copies something has or had, by the entries that tell how it was scaled: "to how many replicas was order
/// scaled, and when?", "how many pods does menu have at the end?".
struct ReplicaCountAnswer: SoughtAnswer {
  /// A time at which something was given a number of copies.
  struct Scaling: Equatable {
    var count: Int
    var sample: Sample
  }

  /// In the order of time; never empty.
  private let scalings: [Scaling]
  private let service: String
  /// Whether the way there is asked for, not only the last number.
  private let isOfCourse: Bool

  /// Nil where no number of copies is asked for, something else counts them, or no entry tells of any.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> ReplicaCountAnswer? {
    let words = Stem.words(question.beginning)
    let isScaled = words.contains(where: scaled.contains)
    let isOfEnd = words.contains(where: ending.contains)
    guard !desk.hasNoEntries,
      zip(words, words.dropFirst()).contains(where: { $0 == "how" && $1 == "many" }),
      words.contains(where: copies.contains), isScaled || isOfEnd,
      question.scope.services.count == 1, !desk.tellsOfObjects, !isMeasured(desk)
    else { return nil }
    let service = question.scope.services[0]
    var scope = Scope()
    scope.services = [service]
    if !question.inherited.contains(.window) { scope.window = question.scope.window }
    scope.terms = [Scope.Term(["scaled", "scaling", "New size"])]
    let list = try await SearchTool.call(
      .init(scope: scope, order: .latest, limit: SearchTool.most), desk)
    let scalings = list.samples.sorted(by: Sample.isEarlier).compactMap { sample in
      count(in: sample.message).map { Scaling(count: $0, sample: sample) }
    }
    // A deployment and who scales it tell of one step.
    var steps: [Scaling] = []
    for scaling in scalings where scaling.count != steps.last?.count { steps.append(scaling) }
    return steps.isEmpty
      ? nil : ReplicaCountAnswer(scalings: steps, service: service, isOfCourse: isScaled)
  }

  /// The number of copies that an entry says there are now: 5 of `Scaled up replica set menu-ftfl2575d to 5 from 4`,
  /// `New size: 5; reason: …`, `scaled from 4 to 5 replicas`; nil where it says none.
  static func count(in message: String) -> Int? {
    let words = message.lowercased().split { $0.isWhitespace || ":;,()".contains($0) }
    for (word, next) in zip(words, words.dropFirst()) where word == "to" || word == "size" {
      if let count = Int(next) { return count }
    }
    return nil
  }

  private static let copies: Set = [
    "replicas", "pods", "instances", "copies", "tasks", "nodes", "workers",
  ]
  private static let scaled: Set = ["scaled", "scale", "scaling", "autoscaled", "resized"]
  private static let ending: Set = ["end", "now", "last", "finally", "currently", "afterwards"]
  private static let most = 6

  private static func isMeasured(_ desk: Desk) -> Bool {
    desk.evidence.observations.contains { observation in
      guard case .metric(let name, _) = observation.measure else { return false }
      return MetricKind(name: name) == .copies
    }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let shown = isOfCourse ? Array(scalings.suffix(Self.most)) : [scalings[scalings.count - 1]]
    let claims = shown.map { scaling in
      let time = scaling.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
      return ObjectWords.cited("to \(scaling.count)\(time)", [scaling.sample], &report)
    }
    let list = ObjectWords.list(claims)
    let lead = isOfCourse ? "was scaled" : "was scaled last"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(MarkdownText.name(service)) \(lead) \(list.text).", exhibits: list.exhibits)
      ])
    report.addEvidence()
    report.readByName()
  }
}
