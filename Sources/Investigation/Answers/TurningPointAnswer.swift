import Diagnosis
import Evidence
import Timeline

/// What happened just before the trouble began, or about when it ended: the changes, and the entries of
/// all services that are rare.
///
/// Whoever asks "what happened right before it?" looks for what led to it, which is seldom more of the
/// same; whoever asks "what ended it?" for what somebody did, or what came back.
struct TurningPointAnswer: ActAnswer {
  /// How long before a turning point counts, in milliseconds: a quarter of an hour.
  private static let reach = RankingModel.together
  /// How long after the last failure its end may be told, in milliseconds: what is done shows late.
  private static let afterwards: Int64 = 5 * 60_000
  /// Entries shown.
  private static let most = 10

  let edge: Edge

  /// Where the trouble turned.
  enum Edge { case onset, end }

  /// What a question behind a cause asks of its beginning or end; nil where it asks for neither.
  init?(_ question: Question, _ file: Case) {
    guard let diagnosis = file.diagnosis, question.scope.statuses.isEmpty else { return nil }
    let words = Stem.words(question.beginning)
    // What lines were viewed moves the view.
    if file.focus.act == .lines, file.focus.aspect == .around { return nil }
    guard let first = words.first(where: { !Self.openings.contains($0) }) else { return nil }
    if diagnosis.onset != nil, Self.asksBefore(words, first), file.focus.act != nil {
      edge = .onset
    } else if IncidentSpell.end(of: diagnosis) != nil,
      ["what", "who", "how", "which"].contains(first),
      words.contains(where: Self.ending.contains), !words.contains("many"),
      !words.contains("often"),
      !words.contains("not")
    {
      edge = .end
    } else {
      return nil
    }
  }

  private static let openings: Set = ["and", "so", "ok", "but", "then", "well", "now"]

  /// Whether something just before is asked for: "what happened before?", "did anything happen to the
  /// disk just before?".
  private static func asksBefore(_ words: [String], _ first: String) -> Bool {
    guard let place = words.firstIndex(where: { $0 == "before" || $0 == "beforehand" }) else {
      return false
    }
    let isClose = place > 0 && close.contains(words[place - 1])
    let happens = words.contains(where: happening.contains)
    if first == "what" { return isClose || happens }
    return ["did", "was", "were", "had", "has", "is"].contains(first) && isClose
      && words.contains { ["anything", "something", "anybody", "somebody", "anyone"].contains($0) }
  }

  private static let close: Set = [
    "just", "right", "shortly", "immediately", "directly", "briefly",
  ]
  private static let happening: Set = [
    "happened", "happen", "happening", "happens", "going", "changed", "precede", "started", "start",
    "came", "done", "did",
  ]
  private static let ending: Set = [
    "ended", "fixed", "resolved", "solved", "cured", "repaired", "stopped", "helped", "mended",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let point = edge == .onset ? diagnosis.onset : IncidentSpell.end(of: diagnosis)
    guard let point else { return }
    let before = edge == .onset ? point.advanced(by: -1) : point.advanced(by: Self.afterwards)
    var window = point.advanced(by: -Self.reach)...before
    if edge == .end, let onset = diagnosis.onset {
      window = max(window.lowerBound, min(onset, before))...before
    }
    var (changes, samples) = around(window, point, diagnosis, desk)
    if edge == .onset, changes.isEmpty {
      // A change may lie long before what it led to.
      let whole = around(Instant.earliest...before, point, diagnosis, desk)
      changes = whole.changes
      if samples.isEmpty { samples = whole.samples }
    }
    let time = report.times.full(point)
    var claims: [Report.Claim] = []
    switch edge {
    case .onset:
      if let change = changes.last {
        claims.append(
          claim("The last change before \(time)", change.samples[0], report.cite(change), report))
      }
      if let sample = Self.nearest(samples, question) {
        claims.append(
          claim("The last entry before \(time) that is rare", sample, report.cite(sample), report))
      }
    case .end:
      claims.append(.init("It was felt for the last time at \(time)."))
      let nearest = changes.min {
        Self.distance($0.samples[0], point) < Self.distance($1.samples[0], point)
      }
      if let nearest {
        claims.append(
          claim("The change nearest to that", nearest.samples[0], report.cite(nearest), report))
      }
      let turning = samples.min { Self.distance($0, point) < Self.distance($1, point) }
      if let turning {
        claims.append(
          claim("The nearest entry that is rare", turning, report.cite(turning), report))
      }
    }
    if claims.count < (edge == .end ? 2 : 1) {
      claims.append(
        .init(
          "Nothing but the usual: in the \(TimeText.length(Self.reach)) before \(time) no change was "
            + "found, and no message that is rare."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.change, title: "Changes", ChangesAnswer.rows(changes, &report))
    report.addLines(samples)
    report.file.focus.instant = point
  }

  /// The changes in a window, and what is rare in it beside them and the failures themselves.
  private func around(
    _ window: TimeWindow, _ point: Instant, _ diagnosis: Diagnosis, _ desk: Desk
  ) -> (changes: [Finding], samples: [Sample]) {
    let changes = diagnosis.findings.filter { finding in
      guard finding.role == .change, let time = finding.period?.lowerBound else { return false }
      return window.contains(time) || time == point
    }.suffix(Self.most)
    let known = Set(
      (changes + IncidentFindings.of(diagnosis)).flatMap(\.samples).map(\.reference))
    let rare = RareEntries.samples(in: window, orGrave: false, desk).filter {
      !known.contains($0.reference)
    }
    return (Array(changes), Array(rare.suffix(Self.most)))
  }

  /// The last of some entries that has most of the question's words.
  private static func nearest(_ samples: [Sample], _ question: Question) -> Sample? {
    let asked = Set(question.words.map(Stem.of))
    let shares = samples.map { WhichAnswer.shared($0.message + " " + $0.service, asked) }
    let most = shares.max() ?? 0
    return zip(samples, shares).filter { $1 == most }.last?.0
  }

  private static func distance(_ sample: Sample, _ point: Instant) -> UInt64 {
    sample.time.map { $0.instant.distance(from: point).magnitude } ?? .max
  }

  private func claim(
    _ lead: String, _ sample: Sample, _ number: Int, _ report: ReportBuilder
  ) -> Report.Claim {
    let time = sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    return .init(
      "\(lead) is of \(MarkdownText.name(sample.service))\(time): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }
}
