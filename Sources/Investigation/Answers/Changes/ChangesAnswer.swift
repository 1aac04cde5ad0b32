import Diagnosis
import Evidence
import Timeline

/// What changed: deployments, configuration, restarts, scaling.
struct ChangesAnswer: ActAnswer {
  /// Changes shown at most.
  private static let most = 30

  /// Whether a yes or no is asked for on restarts: "did it restart?".
  static func asksForRestart(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    return TrendWords.isYesNo(words) && ChangeWords.kind(in: question.beginning)?.name == "restart"
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let question = beforeOnset(question, diagnosis.onset)
    var all = try await ChangesTool.call(.init(services: question.scope.services), desk)
    if all.isEmpty, question.inherited.contains(.subject) {
      // Who was spoken of need not be the one that tells of its change: a package manager does.
      all = try await ChangesTool.call(.init(services: []), desk)
    }
    let kind = ChangeWords.kind(in: question.beginning)
    // What is restarted again and again is a trouble more than a change, and asked for all the same.
    if let kind {
      all += try await FindingsTool.call(
        .init(services: question.scope.services, roles: [.state]), desk
      ).filter { $0.signal == .metrics && kind.matches($0) }
    }
    var inside = all.filter { change in
      guard let window = question.scope.window else { return true }
      return change.period.map { window.overlaps($0) } ?? false
    }
    var lead = ""
    if let kind {
      let ofKind = inside.filter(kind.matches)
      if ofKind.isEmpty, !inside.isEmpty {
        lead = "No \(kind.name), but other changes. "
      } else {
        inside = ofKind
      }
    }
    if inside.isEmpty, let turning = TurningPointAnswer(question, report.file) {
      try await turning.write(question, desk, into: &report)
      return
    }
    guard !inside.isEmpty else {
      let place = desk.hasNoEntries ? "what was read" : "the logs"
      var text =
        "No \(kind?.name ?? "change") was found in \(place)\(Subject.label(question.scope))"
      if let window = question.scope.window { text += ", \(report.times.range(window))" }
      var claims = [Report.Claim(text + ".")]
      if all.count > inside.count {
        claims.append(.init("At other times there are \(all.count)."))
      }
      if let window = question.scope.window, let whole = desk.catalog.window,
        !window.overlaps(whole)
      {
        claims.append(WindowWords.claim(window, whole, report.times))
      }
      report.add(.answer, layout: .sentences, claims)
      list(all, into: &report)
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    if let noun = Self.noun(of: question) {
      let ofNoun = inside.filter { Self.mentions(noun, $0) }
      guard !ofNoun.isEmpty else {
        let code = MarkdownText.code(Quote.clean(noun))
        report.add(
          .answer, layout: .sentences,
          [.init("No: none of \(Counting.of(inside.count, "change")) is of a \(code).")])
        list(inside, into: &report)
        return
      }
      inside = ofNoun
    }
    let onset = diagnosis.onset
    let before = inside.filter { change in
      guard let onset, let time = change.period?.lowerBound else { return false }
      return time <= onset
    }
    // What has no onset is a state: then the last change of what is at fault says most.
    let cause = report.file.incident?.cause?.service
    let ofCause =
      onset == nil
      ? inside.last { $0.service == cause || $0.names.contains(cause ?? "") } : nil
    let tied = diagnosis.tiedChange.map { diagnosis.findings[$0] }.flatMap { change in
      before.contains(change) ? change : nil
    }
    let latest = tied ?? before.last ?? ofCause ?? inside[0]
    let number = report.cite(latest)
    let place =
      ofCause != nil
      ? "The last at the place of the cause"
      : before.isEmpty
        ? "The first"
        : tied != nil && tied != before.last
          ? "The one that is tied to the trouble"
          : latest.period?.lowerBound == onset
            ? "The one that the trouble began with" : "The last before the trouble"
    let isListed = ["what", "which"].contains(Stem.words(question.beginning).first)
    var text =
      (lead.isEmpty && !isListed ? "Yes: " : lead)
      + "\(Counting.of(inside.count, "change")). \(place) was of "
    text += MarkdownText.name(latest.service)
    if let time = latest.period?.lowerBound {
      text += " at \(report.times.full(time))"
      // What began with it was not before it.
      if let onset, time < onset {
        text += ", \(TimeText.length(onset.distance(from: time))) before the onset at "
        text += report.times.short(onset)
      }
    }
    text +=
      ": \(latest.told(report, number))\(Self.versions(of: latest, report, number)) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    if isListed, (2...Self.mostTold).contains(inside.count) {
      claims.append(Self.others(inside.filter { $0 != latest }, &report))
    }
    if let cause = diagnosis.leading, cause.signal == .metrics, cause.words.contains("limit of") {
      // What a change did is seen in what it set.
      let own = report.cite(cause)
      claims.insert(
        .init("\(MarkdownText.name(cause.service)): \(cause.words) [\(own)].", exhibits: [own]),
        at: 0)
    }
    if let onset, before.isEmpty {
      claims.append(
        .init("None of them came before the onset at \(report.times.full(onset))."))
    } else if let cause = report.file.incident?.cause, cause.service != latest.service,
      !latest.names.contains(cause.service)
    {
      claims.append(
        .init(
          "Nothing links it to the cause, which lies in \(MarkdownText.name(cause.service))."))
    }
    report.add(.answer, layout: .sentences, claims)
    list(inside, into: &report)
    report.file.focus.instant = latest.period?.lowerBound
  }

  /// The thing of which it is asked whether it changed: "leader" of "did the nomad leader change that night?"; nil
  /// where that is anything, or what changes are made of.
  private static func noun(of question: Question) -> String? {
    let words = Stem.words(question.beginning)
    guard ["did", "has", "have", "was"].contains(words.first),
      let verb = words.firstIndex(where: { ["change", "changed"].contains($0) }), verb > 1,
      words[1..<verb].contains("the"), let noun = words[..<verb].last,
      !QuestionWords.stop.contains(noun), !madeOf.contains(noun),
      !question.scope.services.contains(noun)
    else { return nil }
    return noun
  }

  private static let madeOf: Set<String> = [
    "anything", "something", "config", "configuration", "code", "setting", "settings", "version",
    "image", "deployment", "deploy", "release", "stack", "system", "setup", "infra", "cluster",
  ]

  private static func mentions(_ noun: String, _ change: Finding) -> Bool {
    let stem = Stem.of(noun)
    let text = ([change.service, change.words] + change.samples.map(\.text)).joined(separator: " ")
    return Stem.words(text).contains { Stem.of($0) == stem }
  }

  /// Changes that an answer tells each by itself at most.
  private static let mostTold = 4

  /// A sentence on the changes beside the one that was told.
  private static func others(
    _ changes: [Finding], _ report: inout ReportBuilder
  ) -> Report.Claim {
    var numbers: [Int] = []
    let parts = changes.map { change in
      let number = report.cite(change)
      numbers.append(number)
      let time = change.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
      return "of \(MarkdownText.name(change.service))\(time): \(change.told(report, number))"
        + "\(versions(of: change, report, number)) [\(number)]"
    }
    return .init("The others: \(parts.joined(separator: "; ")).", exhibits: numbers)
  }

  /// Lists changes, each with its evidence.
  private func list(_ changes: [Finding], into report: inout ReportBuilder) {
    report.add(.change, title: "Changes", Self.rows(changes.suffix(Self.most), &report))
    report.addEvidence()
  }

  /// A row for each change: when, of whom, and the words that say so.
  static func rows(
    _ changes: some Sequence<Finding>, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    changes.map { change in
      let number = report.cite(change)
      let time = change.period.map { report.times.short($0.lowerBound) + " " } ?? ""
      return .init(
        "\(time)\(MarkdownText.name(change.service)): \(change.told(report, number))"
          + versions(of: change, report, number),
        exhibits: [number])
    }
  }

  /// The question with "before that" and "shortly before" as before the onset.
  ///
  /// What changed is asked because of the trouble; what was spoken of last rarely is what it means.
  /// Behind an answer on changes it is: then it moves on.
  private func beforeOnset(_ question: Question, _ onset: Instant?) -> Question {
    guard let onset, let window = question.scope.window, window.lowerBound == .earliest,
      question.inherited.contains(.window), !question.inherited.contains(.act)
    else { return question }
    var copy = question
    copy.scope.window = Instant.earliest...onset
    return copy
  }

  /// The fields of a change that name a version, where its quote does not hold them: `, with
  /// `version=2.9.0``.
  private static func versions(
    of change: Finding, _ report: ReportBuilder, _ number: Int
  ) -> String {
    guard let sample = change.samples.first, let quote = report.exhibit(number)?.quote else {
      return ""
    }
    let fields = VersionFields.fields(in: sample.text).filter { !quote.contains($0) }
    return fields.isEmpty ? "" : ", with \(Counting.list(fields.map(MarkdownText.code), most: 3))"
  }
}
