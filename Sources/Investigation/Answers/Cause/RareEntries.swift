import Evidence
import Timeline

/// What of a busy time is out of the ordinary: what was logged hardly ever, and warnings and errors.
///
/// Of "what happened between 10:10 and 10:20?" the newest of a thousand lines tell nothing; that a
/// configuration was read and a pool warned does.
enum RareEntries {
  /// Messages of which there are no more in all the evidence are rare.
  private static let rare = 3
  /// Those that are told.
  private static let most = 8

  /// One claim that quotes them in the order of time; none where the question names what it seeks.
  static func claims(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    guard let window = question.scope.window, question.scope.minimumLevel == nil,
      question.scope.terms.isEmpty, question.scope.statuses.isEmpty, question.scope.fields.isEmpty,
      Stem.words(question.beginning).contains(where: asking.contains)
    else { return [] }
    let told = samples(in: window, of: question.scope.services, orGrave: true, desk).prefix(most)
    guard !told.isEmpty else { return [] }
    var numbers: [Int] = []
    let parts = told.map { sample in
      let number = report.cite(sample)
      numbers.append(number)
      let time = sample.time.map { "\(report.times.short($0.instant)) " } ?? ""
      return "\(time)\(MarkdownText.name(sample.service)) \(report.quote(number)) [\(number)]"
    }
    return [
      .init("Out of the ordinary: \(Counting.list(Array(parts), most: most)).", exhibits: numbers)
    ]
  }

  /// The first entry in a window of each message that is rare, or graver than a notice, by time.
  static func samples(
    in window: TimeWindow, of services: [String] = [], orGrave: Bool, _ desk: Desk
  ) -> [Sample] {
    var found: [Sample] = []
    var seen: Set<String> = []
    for observation in desk.evidence.observations {
      guard case .entries(let template, let level) = observation.measure,
        services.isEmpty || services.contains(observation.service),
        observation.count <= rare || orGrave && level ?? .info >= .warning,
        let sample = observation.samples.first(where: { sample in
          sample.time.map { window.contains($0.instant) } ?? false
        }), seen.insert(observation.service + template).inserted
      else { continue }
      found.append(sample)
    }
    return found.sorted(by: Sample.isEarlier)
  }

  private static let asking: Set = ["happened", "happen", "happens", "happening", "going", "what"]
}
