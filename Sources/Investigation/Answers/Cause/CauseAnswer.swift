import Diagnosis
import Evidence
import Timeline

/// Why it happened: names the cause with its way to the symptom, or says why none can be named.
struct CauseAnswer: ActAnswer {
  /// Whether entries of a log were asked for, and there is no log: that is said below the answer.
  var lacksEntries = false

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let (symptom, diagnosis) = try await diagnosis(of: question, desk, report.file)
    CaseDiagnosis.keep(diagnosis, of: symptom, in: &report.file)
    let words = CauseWords(
      diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog, isPartial: desk.isPartial)
    var answer = words.answer(&report)
    answer.insert(
      contentsOf: try await BesideCauses.claims(of: diagnosis, desk, &report),
      at: min(1, answer.count))
    if let named = try await NamedTrouble(question, diagnosis, desk) {
      answer.insert(named.claim(&report), at: 0)
    }
    if let pause = RecordingPause(desk), symptom.window?.overlaps(pause.window) ?? true {
      let isAsked = symptom.window != nil && diagnosis.decision == .nothingWrong
      answer.insert(pause.claim(report.times), at: isAsked ? 0 : answer.count)
    }
    report.add(.answer, layout: .sentences, answer)
    if lacksEntries {
      report.addToAnswer(
        "There is no log here to list, count or measure in: this is what is wrong.")
    }
    report.add(.confidence, layout: .sentences, words.confidence())
    report.add(
      .suspects, layout: .numbered,
      words.suspects(&report, try await looks(diagnosis, desk, report)))
    report.add(.path, layout: .numbered, words.path(&report))
    report.add(.change, words.change(&report))
    report.add(.impact, words.impact(&report))
    report.add(
      .timeline,
      TimelineWords(diagnosis: diagnosis).rows(
        &report, most: report.work.timeline, ofIncident: true),
      figure: TimelineFigure(diagnosis)?.rows(report.times) ?? [])
    report.add(.ruledOut, words.ruledOut())
    if report.work.listsFindings { report.add(.text, title: "All findings", words.all(&report)) }
    report.add(.youSaid, CaseDiagnosis.statements(report.file))
    report.addEvidence()
    report.add(.notSeen, NotSeen.claims(desk))
    report.add(.nextChecks, NextChecks.claims(diagnosis, report))
  }

  /// The diagnosis of what is asked about; where that names no cause, of what may be meant just as well.
  ///
  /// "why is the history before April 10 gone?" names what is missing, not when it went; of "offsite
  /// backup failed" a service `local-backup` has one word only.
  private func diagnosis(
    of question: Question, _ desk: Desk, _ file: Case
  ) async throws -> (Symptom, Diagnosis) {
    let symptom = CaseDiagnosis.symptom(of: question, in: file)
    let diagnosis = try await DiagnoseTool.call(symptom, desk)
    guard !diagnosis.namesCause else { return (symptom, diagnosis) }
    var wider = symptom
    if symptom.window?.lowerBound == .earliest { wider.window = nil }
    let text = NameIndex.key(question.beginning)
    wider.services.removeAll { !text.contains(NameIndex.key($0)) }
    guard wider != symptom else { return (symptom, diagnosis) }
    let whole = try await DiagnoseTool.call(wider, desk)
    return whole.namesCause ? (wider, whole) : (symptom, diagnosis)
  }

  /// Counts the entries of each suspect before the onset and from it on.
  ///
  /// By its place among the hypotheses; what was there before is rarely the cause. Empty where that is
  /// not looked at.
  private func looks(
    _ diagnosis: Diagnosis, _ desk: Desk, _ report: ReportBuilder
  ) async throws -> [Int: (before: Int, after: Int)] {
    guard report.work.looksAgain, let onset = diagnosis.onset else { return [:] }
    var known: [Int: (before: Int, after: Int)] = [:]
    var places: [Int] = []
    var scopes: [Scope] = []
    for (place, hypothesis) in diagnosis.hypotheses.prefix(report.work.suspects).enumerated()
    where diagnosis.findings.indices.contains(hypothesis.finding) {
      let finding = diagnosis.findings[hypothesis.finding]
      guard finding.template != nil else { continue }
      if let sides = EntrySides(finding, at: onset, desk.evidence.observations) {
        known[place] = (sides.before, sides.after)
        continue
      }
      var before = IncidentFindings.scope(of: finding)
      var after = before
      before.window = Instant.earliest...onset.advanced(by: -1)
      after.window = onset...Instant.latest
      places.append(place)
      scopes += [before, after]
    }
    guard !scopes.isEmpty else { return known }
    let counts = try await desk.counts(of: scopes)
    for (number, place) in places.enumerated() {
      known[place] = (counts[2 * number], counts[2 * number + 1])
    }
    return known
  }
}

extension Diagnosis {
  /// Whether a cause could be named.
  var namesCause: Bool {
    if case .cause = decision { return true }
    return false
  }
}
