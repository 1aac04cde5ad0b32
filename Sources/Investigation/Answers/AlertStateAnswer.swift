import Diagnosis
import Evidence

/// Whether an alert still fires, and since when: "is ProbeFailed still firing?", "since when does HighLag fire?".
struct AlertStateAnswer: ActAnswer {
  private let alerts: [ClusterView.Object]
  private let name: String

  /// Nil where the question names no alert that was listed.
  init?(_ question: Question, _ desk: Desk) {
    let words = Set(Stem.words(question.beginning))
    guard !words.isDisjoint(with: Self.firing), words.isDisjoint(with: ["why", "many", "cause"]),
      let view = ClusterView(desk.evidence.observations)
    else { return nil }
    let tokens = ObjectChoice.tokens(question.beginning)
    let named = view.alerts.filter { tokens.contains(Self.name(of: $0).lowercased()) }
    guard let first = named.first else { return nil }
    alerts = named
    name = Self.name(of: first)
  }

  private static let firing: Set = [
    "firing", "fire", "fires", "fired", "active", "resolved", "silenced", "since", "when", "still",
  ]

  private static func name(of alert: ClusterView.Object) -> String {
    let named = alert.fields.first { $0.path == "labels.alertname" || $0.path == "alertname" }
    return named?.value ?? ""
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let states = alerts.map { alert in
      alert.fields.first { ["status.state", "state", "status"].contains($0.path) }
    }
    let isFiring = states.contains { state in
      state.map { ["active", "firing", "suppressed"].contains($0.value.lowercased()) } ?? true
    }
    let isYesNo = TrendWords.isYesNo(Stem.words(question.beginning))
    let lead = !isYesNo ? "" : isFiring ? "Yes, as of what was read: " : "No: "
    let claims = zip(alerts, states).map { alert, state in
      let start = alert.fields.first { $0.path == "startsAt" || $0.path == "activeAt" }
      let since = start.map { field in
        " since \(ObjectWords.instant(field.value).map(report.times.full) ?? ObjectWords.value(field.value))"
      }
      return ObjectWords.cited(
        "\(MarkdownText.name(name)) of \(MarkdownText.name(alert.name)) is "
          + "\(ObjectWords.value(state?.value ?? "firing"))\(since ?? "")",
        [state?.sample ?? alert.sample, start?.sample], &report)
    }
    let list = ObjectWords.list(claims)
    report.add(
      .answer, layout: .sentences, [.init(lead + list.text + ".", exhibits: list.exhibits)])
    report.addEvidence()
  }
}
