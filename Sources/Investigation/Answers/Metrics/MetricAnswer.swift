import Diagnosis
import Evidence
import Timeline

/// Answers how metrics ran: the value that is asked for, those at both ends, the least and the greatest,
/// how many there were in all, what changed clearly.
///
/// "how did cpu of carts run?", "the highest latency of web", "how many 502 between 10 and 10:10?", "did
/// traffic rise?".
struct MetricAnswer: ActAnswer {
  let wish: MetricWish
  /// The metrics that are asked about, those that fit best first.
  private let runs: [MeasuredRun]
  /// Whether none of them has a value in the time that is asked about.
  private let isOutside: Bool

  /// Metrics of which each gets a row.
  static let most = 12

  /// Nil where a question names no metric that was read, or asks for what logs tell.
  init?(_ question: Question, _ file: Case, _ desk: Desk) {
    guard !Self.asksForGuilt(question), let wish = Self.wish(question, file) else { return nil }
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    let spoken = question.scope.services + [file.incident?.cause?.service].compactMap { $0 }
    // What is compared lies on both sides of a window.
    let isWhole = question.otherScope != nil || wish.comparesTimes
    let window = isWhole ? nil : question.scope.window
    func choice(_ services: [String], _ window: TimeWindow?) -> MetricChoice? {
      MetricChoice(wish, services: services, spoken: spoken, window: window, desk)
    }
    // A word such as "cache" may mean a service, and stand in the name of another's metric.
    let tokens = ObjectChoice.tokens(question.beginning)
    let isImplied = !named.isEmpty && named.allSatisfy { !tokens.contains($0.lowercased()) }
    func implied(_ window: TimeWindow?) -> MetricChoice? {
      guard isImplied, let found = choice([], window),
        found.shared.count > (wish.asksForExtreme ? 0 : 1)
      else { return nil }
      return found
    }
    self.wish = wish
    let inside = wish.isBare ? nil : choice(named, window) ?? implied(window)
    let found = wish.isBare ? nil : inside ?? choice(named, nil) ?? implied(nil)
    guard let chosen = found, Self.areMeant(chosen, wish, question, desk) else {
      // What names no metric, or none that there is, asks for the one spoken of last.
      let parts = MetricWish.talk.union(named.flatMap(Stem.words))
      let isOfNamed =
        found == nil && !named.isEmpty && wish.measure != .course
        && wish.names(nothingBut: parts)
      guard wish.isBare || found == nil && wish.isOfHeat || isOfNamed else { return nil }
      let spoken = SpokenMetric(
        file, services: named, kind: wish.isOfHeat ? .cpu : nil, isRanking: wish.isRanking, desk)
      guard let all = spoken.runs(in: nil) else { return nil }
      let then = window.flatMap { spoken.runs(in: $0) }
      runs = wish.isRanking ? Self.ranked(then ?? all, wish) : then ?? all
      isOutside = window != nil && then == nil
      return
    }
    runs =
      wish.isRanking
      ? Self.ranked(chosen.runs, wish) : Self.hitRatio(chosen, wish, window, desk) ?? chosen.runs
    isOutside = inside == nil
  }

  /// Nil where not all words of a question that names values name one metric, whatever the question was taken
  /// for: "sum of throttled writes so far", "heap used".
  init?(named question: Question, _ file: Case, _ desk: Desk) {
    var asked = question
    (asked.act, asked.aspect) = (.number, nil)
    guard FactQuestion(question.beginning) != nil else { return nil }
    self.init(asked, file, desk)
    guard let run = runs.first, !wish.words.isEmpty else { return nil }
    let known = Set(
      MetricKind.tokens(run.name).map(Stem.of) + Stem.words(run.observation.service).map(Stem.of))
    let isNamed = wish.words.allSatisfy { word in
      known.contains(Stem.of(word)) || MetricKind(name: word) == run.kind && run.kind != .other
    }
    guard isNamed else { return nil }
  }

  /// The share of hits where it is asked for and only hits and misses are counted.
  private static func hitRatio(
    _ chosen: MetricChoice, _ wish: MetricWish, _ window: TimeWindow?, _ desk: Desk
  ) -> [MeasuredRun]? {
    let told = ["ratio", "rate", "percent", "pct"]
    guard wish.asksForHits,
      !chosen.runs.contains(where: { MetricKind.tokens($0.name).contains(where: told.contains) })
    else { return nil }
    let services = Set(chosen.runs.map(\.observation.service))
    let all = desk.evidence.observations.compactMap { MeasuredRun($0, in: window) }
    return MeasuredRun.hitRatio(of: all.filter { services.contains($0.observation.service) })
      .map { [$0] }
  }

  /// Words of "is it over by now?".
  private static let longestOfEnd = 6

  /// "is the cpu peak of ch-01 the reason?" is judged by the case: that there was a peak is no yes.
  private static func asksForGuilt(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    // "is it over by now?" asks of the trouble, whatever a metric is called.
    let isOfEnd = words.contains("over") && words.contains { ["it", "this", "that"].contains($0) }
    if TrendWords.isYesNo(words), isOfEnd, words.count <= longestOfEnd { return true }
    return TrendWords.isYesNo(words)
      && words.contains(where: ["reason", "cause", "culprit", "blame", "guilty", "fault"].contains)
  }

  /// What a question asks of metrics; where it only names another thing, "and on edge-01?", what the one
  /// before asked.
  private static func wish(_ question: Question, _ file: Case) -> MetricWish? {
    let own = MetricWish(question)
    let words = Stem.words(question.beginning)
    let names = Set(question.scope.services.flatMap(Stem.words))
    let isBare = own.map { $0.names(nothingBut: names) } ?? true
    guard isBare, let before = file.turns.last, words.count <= 6, !names.isEmpty,
      !question.inherited.contains(.subject),
      ["and", "what", "how", "for", "on", "same"].contains(words.first ?? ""),
      // "and geocoder, is it ok?" asks for its state.
      !words.contains(where: ["is", "are", "was", "were", "ok", "okay", "fine"].contains)
    else { return own }
    return MetricWish(Question(text: before.question, act: before.act)) ?? own
  }

  /// Those with the greatest values first, or the least where these are asked for.
  private static func ranked(_ runs: [MeasuredRun], _ wish: MetricWish) -> [MeasuredRun] {
    runs.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if wish.measure == .least {
        let (p, q) = (x.least?.value ?? 0, y.least?.value ?? 0)
        return p == q ? a.offset < b.offset : p < q
      }
      let (p, q) = (x.greatest?.value ?? 0, y.greatest?.value ?? 0)
      return p == q ? a.offset < b.offset : p > q
    }.map(\.element)
  }

  /// Whether metrics tell what is asked, and not logs that were read beside them.
  ///
  /// Errors and requests are counted in logs that hold requests; resources, backlogs and whatever is
  /// called by more words than any entry has are told by metrics alone.
  private static func areMeant(
    _ choice: MetricChoice, _ wish: MetricWish, _ question: Question, _ desk: Desk
  ) -> Bool {
    // Notes and lists of changes that lie beside metrics are no log that anything is asked of.
    guard !desk.isMeasured else { return true }
    let kinds = Set(choice.runs.map(\.kind))
    if !wish.kinds.isDisjoint(with: kinds), kinds.contains(where: \.isResource) { return true }
    if wish.kinds.contains(where: \.isResource), !choice.shared.isEmpty { return true }
    // How fast an operation is, is told by its spans.
    if wish.trend != nil, wish.kinds == [.latency], !choice.shared.isEmpty,
      choice.runs.contains(where: \.isOfSpans)
    {
      return true
    }
    if let percentile = wish.percentile,
      choice.runs.contains(where: { MetricKind.tokens($0.name).contains(percentile) })
    {
      return true
    }
    if wish.asksByHowMuch, !wish.kinds.isDisjoint(with: kinds) { return true }
    if wish.asksForGap || wish.measure.isDerived && choice.shared.count > 1 { return true }
    // "how deep did the queue get?" asks for no entry.
    if wish.asksForExtreme, !choice.shared.isEmpty { return true }
    let known =
      desk.relevance.matches(Array(choice.shared)).compactMap { match -> Int? in
        if case .entries = match.observation.measure { return match.words.count }
        return nil
      }.max() ?? 0
    if choice.shared.count > max(1, known) { return true }
    // Words that no entry of a log has are of metrics alone.
    if known == 0, !choice.shared.isEmpty, wish.measure != .course || wish.trend != nil {
      return true
    }
    // No entry tells how much waited at most.
    if wish.isOfBacklog, known == 0 || [.greatest, .least].contains(wish.measure),
      choice.runs.contains(where: { MetricKind.isBacklog($0.name) })
    {
      return true
    }
    if wish.isShift { return choice.runs.count > 1 }
    // Logs that hold requests tell their statuses.
    guard !desk.catalog.statesStatuses else { return false }
    if wish.asksForUsers { return kinds.contains(.errors) }
    let counts = [.amount, .greatest, .atEnd].contains(wish.measure)
    return counts
      && (!wish.statuses.isEmpty
        || !wish.kinds.isDisjoint(with: [.requests]) && kinds == [.requests])
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    // Of what may be used at most no metric tells: it may be written down.
    if wish.measure == .limit, wish.trend == nil,
      !runs.contains(where: { MetricKind.isLimit($0.name) })
    {
      report.admitsLittle()
    }
    if runs.contains(where: { MetricChoice.isNamed($0, in: wish.text) }) { report.readByName() }
    let findings = desk.diagnostician.findings.filter { $0.signal == .metrics }
    // What changed clearly is what is asked about where many are.
    let ordered =
      wish.isRanking
      ? runs
      : runs.enumerated().sorted { a, b in
        let (x, y) = (changed(a.element, findings) != nil, changed(b.element, findings) != nil)
        return x == y ? a.offset < b.offset : x
      }.map(\.element)
    if isOutside {
      report.add(.answer, layout: .sentences, [outside(question, ordered[0], &report)])
    } else if let trend = wish.trend {
      report.add(
        .answer, layout: .sentences, verdict(trend, ordered, findings, desk, &report))
    }
    if wish.isShift, let shift = MetricShift(runs, report.file.incident?.onset) {
      report.add(.answer, layout: .sentences, shift.claims(&report))
      report.addEvidence()
      report.add(.notSeen, NotSeen.files(desk.catalog))
      return
    }
    if wish.asksByHowMuch, !isOutside, let claim = difference(ordered, findings, &report) {
      report.add(.answer, layout: .sentences, [claim])
      report.addEvidence()
      report.add(.notSeen, NotSeen.files(desk.catalog))
      return
    }
    if wish.comparesTimes, !isOutside {
      let diagnosis = CaseDiagnosis.current(desk, &report)
      if let stretches = MetricStretches(
        ordered, question, diagnosis, isMean: wish.measure == .mean)
      {
        report.add(.answer, layout: .sentences, stretches.claims(&report))
        report.addEvidence()
        report.add(.notSeen, NotSeen.files(desk.catalog))
        return
      }
    }
    let words = MetricRunWords(wish: wish, question: question)
    let claims = ordered.prefix(Self.most).map { run in
      words.claim(run, changed(run, findings), &report)
    }
    if wish.trend == nil, !isOutside {
      var lead = words.together(ordered, &report)
      if question.aspect == .exists, let verdict = Self.whetherAny(ordered) { lead.append(verdict) }
      lead += claims.prefix(1)
      if wish.measure == .amount, !question.scope.statuses.isEmpty, !desk.hasNoEntries {
        lead += try await logged(question, desk)
      }
      report.add(.answer, layout: .sentences, lead)
      report.add(.counts, title: "Other metrics like it", Array(claims.dropFirst()))
    } else {
      report.add(.counts, title: "Their values", claims)
    }
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
    // Of what was the same all the time no moment stands out.
    if let greatest = ordered[0].greatest, greatest.value != ordered[0].least?.value {
      report.file.focus.instant = greatest.time
    }
  }

  /// Whether there was any of what is counted; nil where something else was measured.
  private static func whetherAny(_ runs: [MeasuredRun]) -> Report.Claim? {
    guard runs.allSatisfy({ $0.kind == .errors }) else { return nil }
    let isAny = runs.contains { run in
      let values = run.points.map(\.value)
      let isCounter =
        MetricKind.tokens(run.name).contains("total")
        && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
      return isCounter ? values.first != values.last : values.contains { $0 > 0 }
    }
    return .init(isAny ? "Yes." : "No, none.")
  }

  /// How many entries of logs tell of the same.
  private func logged(_ question: Question, _ desk: Desk) async throws -> [Report.Claim] {
    let count = try await desk.count(question.scope)
    return count > 0
      ? [.init("Of logs \(Counting.of(count, "entry")) \(count == 1 ? "tells" : "tell") of it.")]
      : []
  }

  /// That nothing was measured then, with the values beside.
  private func outside(
    _ question: Question, _ run: MeasuredRun, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let name = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name))"
    guard let window = question.scope.window else { return .init("No values of \(name).") }
    var text = "No values of \(name) \(report.times.range(window)): nothing was measured then."
    func value(_ point: Series.Point) -> String {
      "\(MetricText.value(point.value, run.unit)) at \(report.times.full(point.time))"
    }
    if let before = run.points.last(where: { $0.time < window.lowerBound }) {
      text += " The last before it is \(value(before))."
    }
    if let after = run.points.first(where: { $0.time > window.upperBound }) {
      text += " The next is \(value(after))."
    }
    return .init(text)
  }
}
