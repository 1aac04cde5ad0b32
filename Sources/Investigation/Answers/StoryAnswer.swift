import Diagnosis
import Evidence
import Timeline

/// Tells a story: the timeline, the impact, what depends on what, the way of one request.
struct StoryAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch question.aspect {
    case .requestPath:
      let isTold = try await RequestStory().write(question, desk, into: &report)
      if !isTold { timeline(question, desk, into: &report) }
    case .dependents: dependents(question, desk, into: &report)
    case .impact: try await impact(question, desk, into: &report)
    case .alsoBroken: alsoBroken(desk, into: &report)
    default: timeline(question, desk, into: &report)
    }
  }

  private func timeline(_ question: Question, _ desk: Desk, into report: inout ReportBuilder) {
    var diagnosis = CaseDiagnosis.current(desk, &report)
    let services = question.scope.services
    if !services.isEmpty || question.scope.window != nil {
      diagnosis.findings = diagnosis.findings.filter { finding in
        (services.isEmpty || services.contains(finding.service))
          && (question.scope.window.map { window in
            finding.period.map(window.overlaps) ?? false
          } ?? true)
      }
    }
    let rows = TimelineWords(diagnosis: diagnosis).rows(&report, most: question.form.limit ?? 30)
    guard let first = rows.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("Nothing stands out, so there is no story to tell\(Subject.label(question.scope)).")]
      )
      return
    }
    let order = orderOfServices(diagnosis, services)
    var text = "\(Counting.of(rows.count, "event")), first: \(first.text)"
    if order.count > 1 {
      text =
        "In this order: "
        + order.map { service, time in
          "\(MarkdownText.name(service)) at \(report.times.short(time))"
        }.joined(separator: ", then ")
    }
    report.add(
      .answer, layout: .sentences, [.init(text + ".", exhibits: first.exhibits)])
    report.add(.timeline, rows)
    report.addEvidence()
  }

  /// The services by when each first failed.
  private func orderOfServices(
    _ diagnosis: Diagnosis, _ asked: [String]
  ) -> [(String, Instant)] {
    var first: [String: Instant] = [:]
    for finding in diagnosis.findings where finding.role != .change && finding.role != .recovery {
      guard let time = finding.period?.lowerBound, !finding.isFailingAllAlong else { continue }
      first[finding.service] = min(first[finding.service] ?? time, time)
    }
    return first.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(6).map {
      ($0.key, $0.value)
    }
  }

  private func dependents(_ question: Question, _ desk: Desk, into report: inout ReportBuilder) {
    let graph = desk.diagnostician
    let service = question.scope.services.first ?? report.file.focus.services.first ?? ""
    let logged = graph.callers(of: service)
    let told = Self.users(of: service, desk).filter { !logged.contains($0.app) }
    let callers = logged + told.map(\.app)
    let name = MarkdownText.name(service)
    guard !callers.isEmpty else {
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            service.isEmpty
              ? "Which service is meant is not known, so neither is what depends on it."
              : "No other service names \(name) in what it logs, so nothing is known to depend on it."
          )
        ])
      return
    }
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.list(callers.map(MarkdownText.name))) depend\(callers.count == 1 ? "s" : "") on \(name), by what they log, what is told of their calls, or what they refer to."
        )
      ])
    report.add(
      .text, title: "By what is told of them",
      told.map { user in
        let number = user.sample.map { report.cite($0) }
        return .init(
          MarkdownText.name(user.app) + (number.map { " [\($0)]" } ?? ""),
          exhibits: [number].compactMap { $0 })
      })
    let callees = graph.callees(of: service)
    report.add(
      .text, title: "It depends on itself on",
      callees.map { .init(MarkdownText.name($0)) })
  }

  /// Who calls or refers to something by what is told of calls and of objects.
  private static func users(of name: String, _ desk: Desk) -> [(app: String, sample: Sample?)] {
    var users: [(app: String, sample: Sample?)] = desk.evidence.observations.compactMap {
      observation in
      guard case .calls(name) = observation.measure else { return nil }
      return (observation.service, observation.samples.first)
    }
    if desk.tellsOfObjects, let view = ClusterView(desk.evidence.observations) {
      users += view.users(of: name)
    }
    var seen: Set<String> = [name]
    return users.filter { seen.insert($0.app).inserted }
  }

  private func impact(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let words = CauseWords(
      diagnosis: diagnosis, symptom: report.file.symptom ?? Symptom(), catalog: desk.catalog)
    let rows = words.impact(&report)
    guard !rows.isEmpty else {
      report.add(.answer, layout: .sentences, [.init("No service shows failures.")])
      return
    }
    var scope = Scope()
    scope.minimumLevel = .error
    let path = diagnosis.hypotheses.first?.path ?? []
    scope.services = path.isEmpty ? [] : path
    if let onset = diagnosis.onset {
      scope.window = onset...(diagnosis.end ?? desk.catalog.window?.upperBound ?? .latest)
    }
    let services = words.affected.map(MarkdownText.name)
    var text = "\(Counting.of(rows.count, "service")) with failures"
    if !services.isEmpty { text += ": \(Counting.list(services));" }
    if let onset = diagnosis.onset, let last = diagnosis.end ?? desk.catalog.window?.upperBound {
      text += " from \(report.times.full(onset)) to \(report.times.short(last))"
      text += ", over \(TimeText.length(last.distance(from: onset)))"
    }
    var claims = [Report.Claim(text + ".")]
    for field in Self.peopleFields where desk.catalog.fields[field] != nil {
      let found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
      if found.groups.count > 1 {
        claims.append(
          .init(
            "\(Counting.of(found.groups.count, field)) and \(Counting.of(found.total, "error")) of "
              + "\(Counting.list(path.map(MarkdownText.name))) were counted then."))
        break
      }
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.impact, rows)
    report.addEvidence()
  }

  /// Fields that name who was affected, the most personal first.
  private static let peopleFields = [
    "user", "user_id", "userId", "customer", "customer_id", "account", "account_id", "tenant",
    "client", "client_ip", "remote_addr",
  ]

  /// Whether a finding has the times of the incident, so that it is a part of it.
  private func isOf(_ diagnosis: Diagnosis, _ finding: Finding) -> Bool {
    guard let onset = diagnosis.onset, let end = diagnosis.end, let period = finding.period else {
      return false
    }
    // What began with it may be logged a little later, and end so: see `WhenReader.nearby`.
    // Some logs tell whole seconds only.
    let slack = WhenReader.nearby
    return onset.advanced(by: -1000) <= period.lowerBound
      && period.lowerBound <= end.advanced(by: slack)
      && period.upperBound <= end.advanced(by: slack)
  }

  private func alsoBroken(_ desk: Desk, into report: inout ReportBuilder) {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let path = Set(diagnosis.hypotheses.first?.path ?? [])
    let others = diagnosis.findings.filter { finding in
      (finding.role == .state || finding.role == .symptom) && !path.contains(finding.service)
        && !isOf(diagnosis, finding)
    }.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    guard let first = others.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("Nothing else: no other service shows trouble that is not of this incident.")])
      return
    }
    let number = report.cite(first)
    let along = first.isFailingAllAlong ? ", which runs through all of the evidence" : ""
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(MarkdownText.name(first.service)) has trouble of its own\(along): \(report.quote(number)), \(Counting.times(first.count)) [\(number)].",
          exhibits: [number])
      ])
    report.add(
      .text, title: "Others",
      others.dropFirst().prefix(8).map { finding in
        let number = report.cite(finding)
        return .init(
          "\(MarkdownText.name(finding.service)): \(report.quote(number)), \(Counting.times(finding.count))",
          exhibits: [number])
      })
    report.addEvidence()
  }
}
