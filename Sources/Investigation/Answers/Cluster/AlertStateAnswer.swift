import Diagnosis
import Evidence

/// Whether an alert still fires, and since when: "is ProbeFailed still firing?", "since when does HighLag fire?".
struct AlertStateAnswer: ActAnswer {
  private let alerts: [ClusterView.Object]
  /// What is asked of them; nil where only since when they fire.
  private let asked: Asked?

  private enum Asked { case firing, quiet }

  /// Nil where the question asks for more than the state of alerts that were listed.
  init?(_ question: Question, _ desk: Desk) {
    let tokens = ObjectChoice.tokens(question.beginning)
    guard !tokens.isDisjoint(with: Self.firing.union(Self.quiet).union(["since", "when"])),
      let view = ClusterView(desk.evidence.observations)
    else { return nil }
    let isOfAll = !tokens.isDisjoint(with: Self.nouns) && !tokens.isDisjoint(with: Self.firing)
    let named = view.alerts.filter { alert in
      let name = Self.name(of: alert).lowercased()
      return !name.isEmpty && (isOfAll || tokens.contains(name))
    }
    let names = Set(named.map { Self.name(of: $0).lowercased() })
    let rest = tokens.subtracting(names).subtracting(Self.firing).subtracting(Self.quiet)
    guard !named.isEmpty,
      rest.allSatisfy({ $0.isEmpty || QuestionWords.stop.contains($0) || Self.nouns.contains($0) })
    else { return nil }
    alerts = named
    let isYesNo = TrendWords.isYesNo(Stem.words(question.beginning))
    asked = isYesNo ? (tokens.isDisjoint(with: Self.quiet) ? .firing : .quiet) : nil
  }

  private static let firing: Set = ["firing", "fire", "fires", "fired", "active", "on"]
  private static let quiet: Set = ["resolved", "silenced", "cleared", "suppressed", "inhibited"]
  private static let nouns: Set = ["alert", "alerts", "alarm"]

  private static func name(of alert: ClusterView.Object) -> String {
    alert.fields.first { $0.path == "labels.alertname" || $0.path == "alertname" }?.value ?? ""
  }

  /// What a monitor says of an alert; nil where it says nothing but when it ends.
  private static func state(_ alert: ClusterView.Object) -> ClusterView.Object.Field? {
    alert.fields.first { ["status.state", "state", "status"].contains($0.path) }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let states = alerts.compactMap { Self.state($0)?.value.lowercased() }
    let isFiring = states.contains { ["active", "firing"].contains($0) }
    var lead = ""
    if let asked, states.count == alerts.count {
      lead = isFiring == (asked == .firing) ? "Yes, as of what was read: " : "No: "
    }
    let claims = alerts.map { alert in
      let state = Self.state(alert)
      let start = alert.fields.first { $0.path == "startsAt" || $0.path == "activeAt" }
      let since = start.map { field in
        let time = ObjectWords.instant(field.value).map(report.times.full)
        return " since \(time ?? ObjectWords.value(field.value))"
      }
      return ObjectWords.cited(
        "\(MarkdownText.name(Self.name(of: alert))) of \(MarkdownText.name(alert.name)) is "
          + "\(ObjectWords.value(state?.value ?? "listed"))\(since ?? "")",
        [state?.sample ?? alert.sample, start?.sample], &report)
    }
    let list = ObjectWords.list(claims)
    report.add(
      .answer, layout: .sentences, [.init(lead + list.text + ".", exhibits: list.exhibits)])
    report.addEvidence()
  }
}
