import Diagnosis
import Evidence
import Timeline

/// Takes up what the user said: keeps it, uses it, and says what follows from it.
struct StatementAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let meaning = question.statement ?? .remark
    report.file.statements.append(
      Statement(text: question.text, turn: report.file.turns.count + 1, meaning: meaning))
    let before = report.file.diagnosis
    var symptom = report.file.symptom ?? Symptom()
    CaseDiagnosis.exclude(report.file, from: &symptom)
    switch meaning {
    case .subject(let services, let hosts, let words):
      symptom.services = services + hosts
      symptom.words = words
      report.file.focus.services = services
    case .onset(let instant), .happened(.some(let instant)):
      report.file.focus.instant = instant
      if case .onset = meaning {
        // Half an hour on each side: people round what they remember.
        symptom.window = (instant...instant).widened(by: 1_800_000)
      }
    default: break
    }
    let diagnosis = try await DiagnoseTool.call(symptom, desk)
    CaseDiagnosis.keep(diagnosis, of: symptom, in: &report.file)
    report.add(
      .answer, layout: .sentences, claims(meaning, before, diagnosis, symptom, desk, &report))
    let words = CauseWords(
      diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog, isPartial: desk.isPartial)
    report.add(.confidence, layout: .sentences, words.confidence())
    report.add(.youSaid, CaseDiagnosis.statements(report.file))
    report.addEvidence()
  }

  private func claims(
    _ meaning: Statement.Meaning, _ before: Diagnosis?, _ diagnosis: Diagnosis,
    _ symptom: Symptom, _ desk: Desk, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    switch meaning {
    case .excludes(let services, let kinds):
      let names =
        services.map(MarkdownText.name) + kinds.compactMap { FaultKind.named($0)?.name }
      var claims: [Report.Claim] = []
      if let before, let first = before.hypotheses.first,
        before.findings.indices.contains(first.finding),
        services.contains(first.service)
          || before.findings[first.finding].kind.map(kinds.contains) ?? false
      {
        let number = report.cite(before.findings[first.finding])
        claims.append(
          .init(
            "Noted, but the evidence still points there: \(report.quote(number)) of \(MarkdownText.name(first.service)) [\(number)].",
            exhibits: [number]))
        let next = diagnosis.hypotheses.first { hypothesis in
          !services.contains(hypothesis.service)
            && diagnosis.findings.indices.contains(hypothesis.finding)
        }
        if let next {
          let mark = report.cite(diagnosis.findings[next.finding])
          claims.append(
            .init(
              "Without it the next suspect is \(MarkdownText.name(next.service)): \(report.quote(mark)) [\(mark)].",
              exhibits: [mark]))
        } else {
          claims.append(.init("Without it there is no other suspect in this evidence."))
        }
        return claims
      }
      claims.append(
        .init(
          "Noted: not \(names.isEmpty ? "that" : Counting.list(names)). The evidence does not point there either."
        ))
      claims.append(JudgeAnswer.standing(diagnosis, &report))
      return claims
    case .happened(let instant):
      let time = instant.map { " at \(report.times.full($0))" } ?? ""
      return [.init("Noted\(time)."), JudgeAnswer.standing(diagnosis, &report)]
    case .onset(let instant):
      return [
        .init("Noted: it began at \(report.times.full(instant))."),
        JudgeAnswer.standing(diagnosis, &report),
      ]
    case .subject:
      return CauseWords(
        diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog, isPartial: desk.isPartial
      )
      .answer(&report)
    case .remark: return [.init("Noted."), JudgeAnswer.standing(diagnosis, &report)]
    }
  }
}
