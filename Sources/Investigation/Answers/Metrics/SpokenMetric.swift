import Diagnosis
import Evidence
import Timeline

/// The metric that was spoken of last, which a question means that names none: "how high did it get?", "how
/// long was it above 80 %?".
///
/// It is the one that the latest of the turns before names; else, where metrics are all there is, the one
/// that the cause was told by.
struct SpokenMetric {
  private let desk: Desk
  /// The metric's name, and those that have it and were spoken of; nil where none was.
  private let found: Found?
  /// Services that the question itself names, of which the same metric is meant.
  private let services: [String]
  /// Whether all that have it are compared.
  private let isRanking: Bool

  private struct Found {
    var name: String
    var services: Set<String>
  }

  /// Turns that are looked through: nobody still means what was said before those.
  private static let mostTurns = 6

  /// `kind` is the one that the question hints at: what is hot is a processor.
  init(
    _ file: Case, services: [String], kind: MetricKind? = nil, isRanking: Bool, _ desk: Desk
  ) {
    self.desk = desk
    self.services = services
    self.isRanking = isRanking
    var told: Found?
    // In a conversation about logs only the question just before may have been about a metric.
    let turns = file.turns.suffix(desk.isMeasured ? Self.mostTurns : 1)
    for turn in turns.reversed() where told == nil {
      guard desk.isMeasured || Self.isOfMetric(turn) else { continue }
      told = Self.named(in: turn.question, kind, desk)
    }
    let leading = file.diagnosis?.leading.flatMap { finding in
      finding.signal == .metrics
        ? finding.measured.map { Found(name: $0.name, services: [finding.service]) } : nil
    }
    let isOfKind = leading.map { kind == nil || MetricKind(name: $0.name) == kind } ?? false
    found = told ?? (desk.isMeasured && isOfKind ? leading : nil)
  }

  /// Whether a turn was answered by what a metric was: its answer gives its least and its greatest.
  private static func isOfMetric(_ turn: Case.Turn) -> Bool {
    turn.answer.contains("at most ") && turn.answer.contains("at least ")
  }

  /// Whether a word of a question names a service, or several that begin with it: `render` of `render-1`.
  static func isNamed(_ service: String, by tokens: Set<String>) -> Bool {
    let name = service.lowercased()
    return tokens.contains(name)
      || name.indices.contains {
        name[$0] == "-" && tokens.contains(String(name[..<$0]))
          && name.distance(from: name.startIndex, to: $0) > 3
      }
  }

  /// The metric that a text names; nil where it names none, or one that it says is well.
  private static func named(in text: String, _ kind: MetricKind?, _ desk: Desk) -> Found? {
    var wish = MetricWish(namedIn: text)
    let words = Set(Stem.words(text))
    guard words.isDisjoint(with: well) else { return nil }
    let tokens = ObjectChoice.tokens(text)
    let known = Set(desk.evidence.observations.map(\.service))
    let spoken = known.filter { isNamed($0, by: tokens) }
    // What names a service names no metric.
    let parts = Set(spoken.flatMap(Stem.words))
    wish.words.removeAll(where: parts.contains)
    guard !wish.words.isEmpty else { return nil }
    let choice =
      MetricChoice(wish, services: Array(spoken), spoken: [], window: nil, desk)
      ?? MetricChoice(wish, services: [], spoken: Array(spoken), window: nil, desk)
    guard let choice else { return nil }
    let changed = desk.diagnostician.findings.filter { $0.signal == .metrics }
    let own = choice.runs.filter { run in
      spoken.isEmpty || spoken.contains(run.observation.service)
    }
    let runs = (own.isEmpty ? choice.runs : own).filter { kind == nil || $0.kind == kind }
    let striking = runs.first { run in
      changed.contains {
        $0.service == run.observation.service && $0.samples.first?.logger == run.name
      }
    }
    guard let run = striking ?? runs.first else { return nil }
    // Of a log one word in common is chance.
    let isMeant =
      desk.isMeasured || choice.shared.count > 1
      || wish.kinds.contains(run.kind) && run.kind.isResource
    guard isMeant, !choice.shared.isEmpty || wish.kinds.contains(run.kind) else { return nil }
    let alike = runs.filter { $0.name == run.name }.map(\.observation.service)
    return Found(
      name: run.name,
      services: spoken.isEmpty ? [run.observation.service] : Set(alike))
  }

  private static let well: Set = ["fine", "ok", "okay", "normal", "flat", "idle", "healthy"]

  /// Its values in a time; nil where there are none.
  func runs(in window: TimeWindow?) -> [MeasuredRun]? {
    guard let found else { return nil }
    let alike = desk.evidence.observations.compactMap { MeasuredRun($0, in: window) }.filter {
      $0.name == found.name
    }
    let wanted = services.isEmpty ? found.services : Set(services)
    let own = alike.filter { wanted.contains($0.observation.service) }
    let meant = isRanking || own.isEmpty && !services.isEmpty ? alike : own
    return meant.isEmpty ? nil : meant
  }
}
