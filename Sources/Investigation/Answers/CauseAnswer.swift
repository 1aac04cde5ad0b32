import Diagnosis
import Evidence
import Timeline

/// Why it happened: names the cause with its way to the symptom, or says why none can be named.
struct CauseAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let symptom = CaseDiagnosis.symptom(of: question, in: report.file)
    let diagnosis = try await DiagnoseTool.call(symptom, desk)
    CaseDiagnosis.keep(diagnosis, of: symptom, in: &report.file)
    write(diagnosis, symptom, desk, into: &report)
  }

  /// Writes the whole report on a diagnosis.
  func write(
    _ diagnosis: Diagnosis, _ symptom: Symptom, _ desk: Desk, into report: inout ReportBuilder
  ) {
    let words = CauseWords(diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog)
    report.add(.answer, layout: .sentences, words.answer(&report))
    report.add(.confidence, layout: .sentences, words.confidence())
    report.add(.suspects, layout: .numbered, words.suspects(&report))
    report.add(.path, layout: .numbered, words.path(&report))
    report.add(.change, words.change(&report))
    report.add(.impact, words.impact(&report))
    let timeline = TimelineWords(diagnosis: diagnosis)
    report.add(.timeline, timeline.rows(&report, most: 12, ofIncident: true))
    report.add(.ruledOut, words.ruledOut())
    report.add(.youSaid, CaseDiagnosis.statements(report.file))
    report.addEvidence()
    report.add(.notSeen, NotSeen.claims(desk.catalog))
    report.add(.nextChecks, NextChecks.claims(diagnosis, report))
  }
}
