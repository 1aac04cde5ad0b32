import Diagnosis
import Evidence
import Timeline

/// Who takes what is short: "what uses up the quota?", "who eats the rest?", "what took all addresses?".
struct ConsumersAnswer: ActAnswer {
  private let resource: String
  /// Where it is short, in words.
  private let place: String
  private let consumers: [ClusterView.Consumer]
  /// The app that goes without.
  private let own: Set<String>
  /// How much of the quota is used, and of how much.
  private let quota: (used: ClusterView.Object.Field, hard: ClusterView.Object.Field)?

  /// Nil where nobody is asked for who takes something, or where nothing tells it.
  init?(_ words: [String], _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard let diagnosis = file.diagnosis, !known.isDisjoint(with: ["what", "who", "which"]),
      known.isDisjoint(with: ["many", "much", "limit", "when", "call", "calls", "else", "image"]),
      !known.isDisjoint(with: Self.taking), !known.isDisjoint(with: Self.things)
    else { return nil }
    let cause = Subject.incidentFinding(diagnosis)
    let texts = (cause?.samples ?? []).map(\.text) + [cause?.detail ?? ""]
    let text = texts.joined(separator: "\n")
    let view = choice.view
    let node = choice.named.first { $0.kind == "Node" }
    let space = choice.focus.lazy.filter { choice.apps.contains($0.app) }.map(\.namespace)
      .first { !$0.isEmpty }
    let quota = choice.all.first { object in
      object.kind == "ResourceQuota" && text.contains(object.name)
        && (space == nil || object.namespace == space || object.namespace.isEmpty)
    }
    var resource: String?
    if quota != nil || known.contains("quota") || text.contains("exceeded quota") {
      resource = Self.limited(in: text)
    } else if Self.addresses.contains(where: text.lowercased().contains) {
      resource = "addresses"
    } else if node != nil || known.contains("node") {
      resource = known.contains("cpu") ? "requests.cpu" : "requests.memory"
    }
    guard let resource else { return nil }
    let namespace =
      resource == "addresses" || node != nil
      ? nil : quota.map(\.namespace).flatMap { $0.isEmpty ? nil : $0 } ?? space
    let all = view.consumers(of: resource, in: namespace, on: node?.name)
    let asked = file.symptom?.services ?? []
    let own = Set(asked.isEmpty ? [cause?.service].compactMap { $0 } : asked)
    self.own = own
    // Who goes without is not who takes it.
    consumers = all.filter { !own.contains($0.app) } + all.filter { own.contains($0.app) }
    guard let first = consumers.first, !own.contains(first.app) else { return nil }
    self.resource = resource
    place =
      node.map { "on \(MarkdownText.name($0.name))" }
      ?? namespace.map { "in namespace \(MarkdownText.name($0))" } ?? ""
    self.quota = quota.flatMap { quota in
      guard let used = quota.field("status.used.\(resource)"),
        let hard = quota.field("status.hard.\(resource)")
      else { return nil }
      return (used, hard)
    }
  }

  private static let taking: Set<String> = [
    "use", "uses", "used", "using", "eat", "eats", "ate", "eating", "consume", "consumes",
    "consumed",
    "take", "takes", "took", "fill", "fills", "filled", "hog", "hogs", "occupies", "exhausted",
    "holds",
  ]
  private static let things: Set<String> = [
    "up", "all", "most", "rest", "quota", "memory", "cpu", "addresses", "address", "ips",
    "capacity",
    "space", "room", "them",
  ]
  private static let addresses = [
    "ip address", "free addresses", "no addresses", "address pool", "freeaddresses", "ipam",
  ]

  /// The resource that a quota refuses: of `limited: limits.memory=16Gi` it is `limits.memory`.
  private static func limited(in text: String) -> String? {
    for mark in ["limited: ", "requested: "] {
      guard let found = text.firstRange(of: mark) else { continue }
      let name = text[found.upperBound...].prefix { $0.isLetter || ".-/".contains($0) }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = consumers.map { consumer in
      ObjectWords.cited(words(consumer), [consumer.sample], &report)
    }
    let list = ObjectWords.list(claims.prefix(Self.most).map { $0 })
    var sentences = [Report.Claim("\(list.text).", exhibits: list.exhibits)]
    if let quota {
      sentences.append(
        ObjectWords.cited(
          "Of \(ObjectWords.value(quota.hard.value)) \(MarkdownText.code(resource)) "
            + "\(ObjectWords.value(quota.used.value)) are used", [quota.used.sample], &report
        ).ending)
    }
    if let change = change(desk, &report) { sentences.append(change) }
    report.add(.answer, layout: .sentences, sentences)
    report.add(
      .counts, title: "Who takes \(MarkdownText.oneLine(resource))",
      Array(claims.prefix(ObjectWords.mostRows)))
    report.addEvidence()
  }

  /// Those that the first sentence names.
  private static let most = 3

  private func words(_ consumer: ClusterView.Consumer) -> String {
    let name = MarkdownText.name(consumer.app)
    let pods = Counting.of(consumer.pods, "pod")
    switch resource {
    case "pods": return "\(name) runs \(pods) \(place)"
    case "addresses": return "\(name) runs \(pods), each with an address of its own"
    default:
      let each = consumer.each.map { " × \(ObjectWords.value($0))" } ?? ""
      return "\(name) takes \(Self.amount(consumer.amount, of: resource)) of "
        + "\(MarkdownText.code(resource))\(place.isEmpty ? "" : " " + place) (\(pods)\(each))"
    }
  }

  /// An amount as people write it: bytes in Gi and Mi, processors as they are.
  private static func amount(_ amount: Double, of resource: String) -> String {
    guard resource.contains("memory") || resource.contains("storage") else {
      let tenths = (amount * 1000).rounded() / 1000
      return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }
    let units: [(String, Double)] = [("Gi", 1_073_741_824), ("Mi", 1_048_576)]
    for (unit, size) in units where amount >= size {
      let value = (amount / size * 10).rounded() / 10
      return (value == value.rounded() ? "\(Int(value))" : "\(value)") + unit
    }
    return "\(Int(amount))"
  }

  /// The last change of who takes most.
  private func change(_ desk: Desk, _ report: inout ReportBuilder) -> Report.Claim? {
    guard let first = consumers.first else { return nil }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let all = desk.diagnosis(of: Symptom()).findings.filter { $0.role == .change }
    let own = all.last { finding in
      guard let onset = diagnosis.onset, let time = finding.period?.lowerBound else { return false }
      return time <= onset
        && (finding.service == first.app || finding.names.contains(first.app)
          || finding.service.hasSuffix("/" + first.app))
    }
    guard let own, let time = own.period?.lowerBound else { return nil }
    let number = report.cite(own)
    return .init(
      "It was changed at \(report.times.full(time)): \(own.told(report, number)) [\(number)].",
      exhibits: [number])
  }
}
