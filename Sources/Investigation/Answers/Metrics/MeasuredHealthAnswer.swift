import Diagnosis
import Evidence
import Timeline

/// Answers whether others are well or have the same trouble, where metrics tell: "what about policy-db, same
/// trouble?", "the other two alright?", "mail-relay busy at that time as well?".
struct MeasuredHealthAnswer: ActAnswer {
  private let services: [String]
  /// Whether a yes means that they are well.
  private let asksForHealth: Bool
  /// What the question names of them, or what the trouble was told by.
  private let wish: MetricWish?

  private static let well: Set = [
    "alright", "ok", "okay", "fine", "healthy", "well", "normal", "calm", "quiet", "good",
    "unaffected",
  ]
  private static let unwell: Set = [
    "affected", "same", "trouble", "suffer", "suffers", "suffering", "suffered", "hit", "too",
    "also",
    "busy", "loaded", "slow", "problem", "issue", "bad",
  ]
  private static let others: Set = ["other", "others", "rest"]
  /// Words of such questions beside names.
  private static let around: Set = [
    "two", "three", "both", "time", "moment", "story", "thing", "similar", "services", "service",
    "ones", "and", "nodes", "hosts", "databases", "dbs", "instances", "did",
  ]

  /// Nil where something else is asked, or of what no metric is there.
  init?(_ question: Question, _ file: Case, _ desk: Desk) {
    guard desk.isMeasured, !file.turns.isEmpty else { return nil }
    let all = Stem.words(question.beginning)
    // "as well" is "too".
    let isToo = zip(all, all.dropFirst()).contains { $0 == "as" && $1 == "well" }
    let words = Set(all).subtracting(isToo ? ["well"] : []).union(isToo ? ["too"] : [])
    let cause = file.diagnosis?.leading?.service ?? file.incident?.cause?.service
    asksForHealth = !words.isDisjoint(with: Self.well)
    guard asksForHealth || !words.isDisjoint(with: Self.unwell),
      words.isDisjoint(with: [
        "why", "when", "how", "which", "who", "where", "cause", "caused", "deploy", "release",
        "not",
      ]), !all.contains(where: { $0.hasSuffix("n't") }),
      !words.contains("what") || all.prefix(3).contains("about")
    else { return nil }
    let tokens = ObjectChoice.tokens(question.beginning)
    let known = Set(desk.evidence.observations.filter(\.isMetric).map(\.service))
    let named = known.filter { SpokenMetric.isNamed($0, by: tokens) }
    let group = named.isEmpty ? Self.group(words, known) : named
    let isOfOthers = !words.isDisjoint(with: Self.others)
    let meant = group.isEmpty && isOfOthers ? known : group
    let asked = meant.filter { $0 != cause || !isOfOthers && !named.isEmpty }.sorted()
    guard !asked.isEmpty, asked != [cause].compactMap(\.self) else { return nil }
    services = asked
    let parts = Set((asked + [cause].compactMap(\.self)).flatMap(Stem.words).map(Stem.of))
    let rest = all.filter { word in
      !QuestionWords.stop.contains(word) && !Self.well.contains(word) && !Self.unwell.contains(word)
        && !Self.others.contains(word) && !Self.around.contains(word)
        && !parts.contains(Stem.of(word))
    }
    guard rest.isEmpty else { return nil }
    wish = MetricWish(resourcesNamedBy: question)
  }

  /// The services that a word in the plural names: "the other redises".
  private static func group(_ words: Set<String>, _ known: Set<String>) -> Set<String> {
    let stems = Set(
      words.filter { $0.hasSuffix("s") && !QuestionWords.stop.contains($0) && !around.contains($0) }
        .map(Stem.of))
    let found = known.filter { service in
      Stem.words(service).contains { stems.contains(Stem.of($0)) }
    }
    return found.count > 1 ? found : []
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let window = diagnosis.onset.map { onset in onset...max(onset, diagnosis.end ?? .latest) }
    let told = diagnosis.findings.filter { finding in
      services.contains(finding.service) && finding.signal == .metrics && finding.role != .change
        && finding.role != .recovery
        && (window.map { window in finding.period.map { $0.overlaps(window) } ?? true } ?? true)
    }
    var seen: Set<String> = []
    let troubled = told.filter { seen.insert($0.service).inserted }
    let well = services.filter { service in !troubled.contains { $0.service == service } }
    var claims: [Report.Claim] = troubled.prefix(Self.most).map { finding in
      let number = report.cite(finding)
      let time = finding.period.map { ", from \(report.times.full($0.lowerBound)) on" } ?? ""
      return .init(
        "\(MarkdownText.name(finding.service)): \(finding.words)\(time) [\(number)].",
        exhibits: [number])
    }
    let names = Counting.list(well.map(MarkdownText.name), most: Self.most)
    if !well.isEmpty {
      let since = window.map { ", from \(report.times.full($0.lowerBound)) on" } ?? ""
      claims.append(.init("Nothing of \(names) changed clearly\(since)."))
      claims += well.prefix(Self.most).compactMap {
        values(of: $0, window, diagnosis, desk, &report)
      }
    }
    let isWell = troubled.isEmpty
    claims[0].text = "\(isWell == asksForHealth ? "Yes" : "No"): " + lowered(claims[0].text)
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  /// Services that are told of.
  private static let most = 6

  private func lowered(_ text: String) -> String {
    text.hasPrefix("Nothing") ? "n" + text.dropFirst() : text
  }

  /// What a service's own metric of that kind was meanwhile; nil where it has none.
  private func values(
    of service: String, _ window: TimeWindow?, _ diagnosis: Diagnosis, _ desk: Desk,
    _ report: inout ReportBuilder
  ) -> Report.Claim? {
    let named = wish.flatMap {
      MetricChoice($0, services: [service], spoken: [], window: window, desk)?.runs.first
    }
    let told = diagnosis.leading?.measured?.name
    let own =
      named
      ?? desk.evidence.observations.lazy.filter { $0.service == service }.compactMap {
        MeasuredRun($0, in: window)
      }.first { $0.name == told }
    guard let run = own, let least = run.least, let greatest = run.greatest else { return nil }
    var text = "\(MarkdownText.name(service)) \(Quote.clean(run.name)): "
    text +=
      least.value == greatest.value
      ? "\(MetricText.value(least.value, run.unit)) all the time"
      : "between \(MetricText.value(least.value, run.unit)) and \(MetricText.value(greatest.value, run.unit))"
    guard
      let sample = run.observation.samples.first(where: { $0.time?.instant == greatest.time })
        ?? run.observation.samples.last
    else { return .init(text + ".") }
    let number = report.cite(
      sample, values: run.observation.values, measured: Measured(name: run.name, unit: run.unit))
    return .init("\(text) [\(number)].", exhibits: [number])
  }
}

extension Observation {
  /// Whether it is a metric.
  fileprivate var isMetric: Bool {
    if case .metric = measure { return true }
    return false
  }
}
