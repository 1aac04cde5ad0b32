import Diagnosis
import Evidence
import Timeline

/// Judges the case as a whole: how sure it is, what else it could be, whether a change brought it about.
///
/// Reads the hypotheses of the diagnosis; nothing is weighed by other rules than before.
struct CaseJudgement {
  let question: Question
  let diagnosis: Diagnosis
  let desk: Desk

  /// How sure the diagnosis is, what supports it and what does not.
  func certainty(into report: inout ReportBuilder) {
    let words = CauseWords(
      diagnosis: diagnosis, symptom: report.file.symptom ?? Symptom(), catalog: desk.catalog)
    var claims: [Report.Claim] = []
    if case .cause(let confidence) = diagnosis.decision {
      claims.append(.init("The confidence is \(confidence.rawValue)."))
      if let first = diagnosis.hypotheses.first {
        let against = first.contradicting.count
        claims.append(
          .init(
            against == 0
              ? "\(Self.support(first.supporting.count + 1)) and none speaks against it."
              : "\(Self.support(first.supporting.count + 1)), \(against) speak against it."))
      }
    } else {
      claims.append(.init("Not sure: the confidence is low, because no cause is proven."))
    }
    claims.append(JudgeAnswer.standing(diagnosis, &report))
    if question.aspect == .against, claims.count > 2 { claims.swapAt(0, 1) }
    report.add(.answer, layout: .sentences, claims)
    report.add(.confidence, layout: .sentences, words.confidence())
    let first = diagnosis.hypotheses.first
    for (title, indexes) in [("For it", first?.supporting), ("Against it", first?.contradicting)] {
      report.add(
        .text, title: title,
        (indexes ?? []).filter(diagnosis.findings.indices.contains).prefix(5).map { index in
          let number = report.cite(diagnosis.findings[index])
          return .init(
            "\(MarkdownText.name(diagnosis.findings[index].service)): \(report.quote(number))",
            exhibits: [number])
        })
    }
    let rivals = diagnosis.hypotheses.dropFirst().prefix(4).map { rival in
      Report.Claim("\(MarkdownText.name(rival.service)): \(MarkdownText.sentence(rival.reason))")
    }
    report.add(.ruledOut, title: "What else it could be", rivals)
    report.add(.notSeen, NotSeen.claims(desk))
  }

  /// Whether a change is what is judged: "was it the deploy?", of no service by name.
  var asksForChange: Bool {
    let words = Stem.words(question.beginning)
    guard question.scope.services.isEmpty || question.inherited.contains(.subject) else {
      // "why not the new labeler version?" asks of its release, not of itself.
      return words.last.map { Anchors.changes.contains($0) || $0 == "version" } ?? false
    }
    return words.contains(where: Anchors.changes.contains)
  }

  /// Says what speaks for a change as the trigger: that it came before, in the same service.
  func change(into report: inout ReportBuilder) -> Bool {
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      let onset = diagnosis.onset
    else { return false }
    let words = CauseWords(
      diagnosis: diagnosis, symptom: report.file.symptom ?? Symptom(), catalog: desk.catalog)
    let standing = JudgeAnswer.standing(diagnosis, &report)
    guard let change = words.relevantChange(first) else {
      var claims = [
        Report.Claim(
          "Rather not: no change of \(MarkdownText.name(first.service)) came before it.")
      ]
      if let other = diagnosis.changes.compactMap(diagnosis.finding).first {
        let number = report.cite(other)
        let time = other.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
        claims.append(
          .init(
            "What did is a change of \(MarkdownText.name(other.service))\(time), which no entry "
              + "ties to it: \(report.quote(number)) [\(number)].", exhibits: [number]))
      }
      report.add(.answer, layout: .sentences, claims + [standing])
      return true
    }
    let number = report.cite(change)
    let ahead = change.period.map {
      ", \(TimeText.length(onset.distance(from: $0.lowerBound))) before the onset"
    }
    let isTied = diagnosis.tiedChange != nil
    let isLate = change.period.map { onset.distance(from: $0.lowerBound) <= Self.soon } ?? true
    let lead =
      outside.map {
        "Rather not, for it is \(MarkdownText.code($0)) that fails, from outside"
      }
      ?? (isTied || isLate ? "Likely, though no entry says so" : "Rather not, for no entry ties it")
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(lead): \(MarkdownText.name(change.service)) was changed"
            + "\(ahead ?? ""): \(report.quote(number)) [\(number)].", exhibits: [number]),
        standing,
      ])
    return true
  }

  /// The host outside of the system whose answers are the trouble; nil where it is one of its own.
  var outside: String? {
    guard let finding = diagnosis.leading, finding.signal == .traces,
      finding.kind == "failing-call" || finding.kind == "slow-call"
    else { return nil }
    return finding.names.first { name in
      name.contains(".") && !desk.catalog.services.contains { name.hasPrefix($0.name + ".") }
    }
  }

  /// How soon after a change that brings trouble it is felt, in milliseconds, where nothing but the time
  /// speaks for it: releases take minutes to reach all copies.
  static let soon: Int64 = 20 * 60_000

  private static func support(_ count: Int) -> String {
    count == 1 ? "1 finding supports it" : "\(count) findings support it"
  }

  /// "What else could it be?": the rivals, the likeliest first, each with why it stands behind.
  func alternatives(into report: inout ReportBuilder) {
    var rivals = diagnosis.hypotheses[...]
    var lead = "No cause is proven; the likeliest is"
    if case .cause = diagnosis.decision, let first = rivals.popFirst() {
      lead = "After \(MarkdownText.name(first.service)) the next suspect is"
      rivals = rivals.drop { $0.service == first.service }
    }
    let known = rivals.filter { diagnosis.findings.indices.contains($0.finding) }
    guard let next = known.first else {
      report.add(
        .answer, layout: .sentences,
        [
          .init("Nothing else: no other service shows trouble of its own."),
          JudgeAnswer.standing(diagnosis, &report),
        ])
      return
    }
    let number = report.cite(diagnosis.findings[next.finding])
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(lead) \(MarkdownText.name(next.service)): \(report.quote(number)) [\(number)]; "
            + "\(MarkdownText.sentence(next.reason)).", exhibits: [number])
      ])
    report.add(
      .suspects, layout: .numbered,
      known.prefix(5).map { rival in
        let number = report.cite(diagnosis.findings[rival.finding])
        return .init(
          "\(MarkdownText.name(rival.service)): \(report.quote(number)); \(MarkdownText.sentence(rival.reason))",
          exhibits: [number])
      })
    report.add(.notSeen, NotSeen.claims(desk))
  }
}
