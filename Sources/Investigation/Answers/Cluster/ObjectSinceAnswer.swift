import Diagnosis
import Evidence
import Timeline

/// Since when objects are as they are: by their ages, by when their containers began, by when a
/// certificate ends.
struct ObjectSinceAnswer: ActAnswer {
  /// What tells the time.
  private enum Basis {
    /// How old the objects are, and when the trouble was felt first where something tells.
    case age([ClusterView.Object], felt: Finding?)
    case start([(object: ClusterView.Object, field: ClusterView.Object.Field)])
    case expiry(instant: String, Sample)
    /// When a condition of an object became as it is.
    case condition(ClusterView.Object, ClusterView.Object.Field)
  }

  private let view: ClusterView
  private let basis: Basis

  /// Nil where no such time is asked for, or nothing tells it.
  init?(_ words: [String], _ question: Question, _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard known.isDisjoint(with: Self.others), question.scope.statuses.isEmpty,
      file.diagnosis != nil || !choice.named.isEmpty
    else {
      return nil
    }
    view = choice.view
    let diagnosis = file.diagnosis
    let cause = diagnosis?.leading
    let text = words.joined(separator: " ")
    if known.contains("when"), Self.expiring.contains(where: text.contains) {
      guard let found = Self.expiry(choice, cause, file) else { return nil }
      basis = .expiry(instant: found.0, found.1)
      return
    }
    if known.contains("when"),
      !known.isDisjoint(with: ["run", "running", "start", "started", "up"]),
      known.contains("again") || !choice.named.isEmpty
    {
      let pods = choice.named.isEmpty ? choice.focus : choice.named
      let starts = pods.filter { $0.kind == "Pod" }.flatMap { pod in
        pod.fields.filter { $0.path.hasSuffix("].state.startedAt") }.map {
          (object: pod, field: $0)
        }
      }
      if !starts.isEmpty {
        basis = .start(starts)
        return
      }
    }
    let asksSince =
      text.hasPrefix("since when") || text.contains(" since when") || text.contains("from when on")
      || text.contains("how long") || text.contains("how old") || known.contains("age")
    guard asksSince else { return nil }
    if let (object, field) = Self.condition(words, choice) {
      basis = .condition(object, field)
      return
    }
    let nouns = ObjectNouns.all(in: words)
    // What has a time of its own is told by that.
    let isTimeless = cause.map { $0.signal == .cluster && $0.period == nil } ?? false
    guard isTimeless || !nouns.isEmpty || !choice.named.isEmpty && known.contains("old") else {
      return nil
    }
    let meant = nouns.flatMap { choice.objects(of: $0, isOfAll: false) }
    let pods = choice.focus.filter { object in
      object.kind == "Pod"
        && cause.map { object.app == $0.service || $0.names.contains(object.app) } ?? false
    }
    let bases = [meant, choice.named, choice.core + pods, choice.focus]
    let objects = bases.lazy.map { Self.youngest($0, choice) }.first { !$0.isEmpty } ?? []
    let felt = isTimeless && nouns.isEmpty ? Self.felt(choice.apps, diagnosis) : nil
    guard felt != nil || !objects.isEmpty else { return nil }
    basis = .age(objects, felt: felt)
  }

  /// The time at which a condition that the words name became so: "disk pressure" of `DiskPressure`.
  private static func condition(
    _ words: [String], _ choice: ObjectChoice
  ) -> (ClusterView.Object, ClusterView.Object.Field)? {
    let asked = " \(words.joined(separator: " ")) "
    for object in choice.named + choice.core + choice.focus {
      for field in object.fields where field.path.hasSuffix("].lastTransitionTime") {
        guard let open = field.path.lastIndex(of: "["), let end = field.path.lastIndex(of: "]"),
          open < end
        else { continue }
        let type = String(field.path[field.path.index(after: open)..<end])
        let name = Stem.words(type).dropFirst(Stem.words(type).count > 1 ? 1 : 0)
        if asked.contains(" \(name.joined(separator: " ")) ") { return (object, field) }
        // A node is gone since it is no longer ready.
        if type == "Ready", object.kind == "Node", words.contains(where: gone.contains),
          choice.view.state(of: object)?.isWell == false
        {
          return (object, field)
        }
      }
    }
    return nil
  }

  private static let gone: Set = [
    "gone", "down", "notready", "lost", "dead", "unreachable", "away", "silent", "missing",
  ]
  private static let others: Set<String> = [
    "last", "lasted", "take", "took", "grow", "grows", "slow", "many", "refused", "failed",
  ]
  private static let expiring = ["run out", "ran out", "expire", "expiry", "valid", "end of life"]

  /// Those whose coming made it so: pods that do not work, else the youngest that the cause rests on.
  private static func youngest(
    _ some: [ClusterView.Object], _ choice: ObjectChoice
  ) -> [ClusterView.Object] {
    let aged = some.filter { $0.age != nil }
    let bad = aged.filter { $0.kind == "Pod" && choice.view.state(of: $0)?.isWell == false }
    if !bad.isEmpty { return oldestFirst(bad) }
    guard let first = aged.min(by: { length($0) < length($1) }) else { return [] }
    guard first.kind == "Pod" else { return [first] }
    // A set of pods is as old as its first.
    return oldestFirst(aged.filter { $0.kind == "Pod" && set(of: $0) == set(of: first) })
  }

  private static func set(of pod: ClusterView.Object) -> Substring {
    pod.name.lastIndex(of: "-").map { pod.name[..<$0] } ?? pod.name[...]
  }

  private static func oldestFirst(_ pods: [ClusterView.Object]) -> [ClusterView.Object] {
    pods.sorted { (length($0), $1.id) > (length($1), $0.id) }
  }

  /// How long an object has been there, by its age or against the epoch.
  private static func length(_ object: ClusterView.Object) -> Int64 {
    if let age = ClusterView.age(object.value("metadata.age")) { return age }
    let created = ObjectWords.instant(object.value("metadata.creationTimestamp"))
    return created.map { Int64.max / 2 - $0.milliseconds } ?? .max
  }

  /// The first sign of the trouble that has a time: of the apps, after the change that is tied to it.
  private static func felt(_ apps: [String], _ diagnosis: Diagnosis?) -> Finding? {
    guard let diagnosis else { return nil }
    let changes = diagnosis.changes.compactMap(diagnosis.finding)
    let change =
      diagnosis.tiedChange.flatMap(diagnosis.finding)
      ?? changes.first { apps.contains($0.service) || !Set(apps).isDisjoint(with: $0.names) }
    let from = change?.period?.lowerBound ?? .earliest
    let begun = diagnosis.findings.filter { finding in
      guard finding.role == .symptom || finding.role == .state, !finding.isFailingAllAlong,
        let start = finding.period?.lowerBound
      else { return false }
      return start >= from
    }
    let own = begun.filter { finding in
      apps.contains(finding.service) || !Set(apps).isDisjoint(with: finding.names)
        || finding.samples.contains { sample in apps.contains { sample.text.contains($0) } }
    }
    // What began with the change that is tied to it is of it, whoever tells it.
    let near = begun.filter { finding in
      guard change != nil, let start = finding.period?.lowerBound else { return false }
      return from.distance(from: start).magnitude <= UInt64(RankingModel.together)
    }
    return (own.isEmpty ? near : own).min { $0.startsBefore($1) }
  }

  /// When a certificate ends: by its own object, else by the words of who refused it.
  private static func expiry(
    _ choice: ObjectChoice, _ cause: Finding?, _ file: Case
  ) -> (String, Sample)? {
    let own = (choice.named + choice.focus).lazy.compactMap { object in
      object.fields.first { $0.path.lowercased().hasSuffix("notafter") }
    }.first
    if let own { return (own.value, own.sample) }
    let samples =
      (cause?.samples ?? [])
      + file.focus.exhibits.compactMap { number in
        file.exhibits.first { $0.number == number }?.sample
      }
    for sample in samples {
      for mark in [" is after ", "notAfter=", "Not After : "] {
        guard let found = sample.text.firstRange(of: mark) else { continue }
        let rest = sample.text[found.upperBound...].prefix { !"\",;)".contains($0) }
        if ObjectWords.instant(String(rest)) != nil { return (String(rest), sample) }
      }
    }
    return nil
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch basis {
    case .expiry(let time, let sample):
      let instant = ObjectWords.instant(time)
      let text = "It ended at \(instant.map(report.times.full) ?? ObjectWords.value(time))"
      report.add(.answer, layout: .sentences, [ObjectWords.cited(text, [sample], &report).ending])
      report.file.focus.instant = instant
    case .condition(let object, let field):
      let instant = ObjectWords.instant(field.value)
      let since = instant.map(report.times.full) ?? ObjectWords.value(field.value)
      let type = field.path.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
      let state = object.value("status.conditions[\(type)].status")
      let text =
        "\(MarkdownText.code(String(type))) of \(MarkdownText.name(object.name)) is "
        + "\(ObjectWords.value(state.isEmpty ? "set" : state)) since \(since)"
      report.add(
        .answer, layout: .sentences, [ObjectWords.cited(text, [field.sample], &report).ending])
      report.file.focus.instant = instant
    case .start(let starts):
      let claims = starts.map { object, field in
        ObjectWords.cited(
          "\(MarkdownText.name(object.name)) runs since \(ObjectWords.value(field.value))",
          [field.sample], &report)
      }
      report.add(.answer, layout: .sentences, [ObjectWords.list(claims).ending])
      report.file.focus.instant = ObjectWords.instant(starts[0].field.value)
    case .age(let objects, let felt):
      var claims: [Report.Claim] = []
      if let felt, let start = felt.period?.lowerBound {
        let number = report.cite(felt)
        claims.append(
          .init(
            "It was felt first at \(report.times.full(start)) in \(MarkdownText.name(felt.service)): "
              + "\(felt.told(report, number)) [\(number)].", exhibits: [number]))
        report.file.focus.instant = start
      }
      if let first = objects.first,
        felt == nil || ClusterView.age(first.value("metadata.age")) != nil,
        let claim = age(of: first, &report)
      {
        claims.append(claim)
      }
      report.add(.answer, layout: .sentences, claims)
      report.add(
        .counts, title: "Ages",
        objects.dropFirst().prefix(ObjectWords.mostRows).compactMap { object in
          object.age.map {
            ObjectWords.cited(
              "\(MarkdownText.name(object.name)): \(ObjectWords.value($0.value))", [$0.sample],
              &report)
          }
        })
    }
    report.addEvidence()
  }

  private func age(
    of object: ClusterView.Object, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    guard let field = object.age else { return nil }
    let name = "\(object.kind) \(MarkdownText.name(object.name))"
    guard let length = ClusterView.age(field.value) else {
      let instant = ObjectWords.instant(field.value)
      report.file.focus.instant = instant
      let time = instant.map(report.times.full) ?? ObjectWords.value(field.value)
      return ObjectWords.cited(
        "At the earliest since \(name) was made, at \(time)", [field.sample], &report
      ).ending
    }
    var text = "For \(ObjectWords.value(field.value)) when the evidence was taken: "
    text += "\(name) is as old as that"
    var samples: [Sample?] = [field.sample]
    if let moment = view.moment, let now = ObjectWords.instant(moment.value) {
      let start = now.advanced(by: -length)
      text += ", so since about \(report.times.full(start)), by the clock beside it"
      samples.append(moment.sample)
      report.file.focus.instant = start
    }
    return ObjectWords.cited(text, samples, &report).ending
  }
}
