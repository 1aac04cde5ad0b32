import Diagnosis
import Evidence
import Timeline

/// Who did it: the person or the program that an entry names beside what was done.
///
/// "who did that?", "who switched it on?", "who started the job?".
struct DoerAnswer: ActAnswer {
  /// Nil where a question asks for nobody who acted: "who was affected?" asks for those who suffered.
  init?(_ question: Question, _ file: Case) {
    guard file.diagnosis != nil || !file.focus.exhibits.isEmpty else { return nil }
    let words = Stem.words(question.beginning)
    guard let who = words.firstIndex(where: { $0 == "who" || $0 == "whom" || $0 == "whose" }),
      words[who] == "who" || words.contains("by")
    else { return nil }
    let rest = words[(who + 1)...]
    // "by whom?": of what was just told.
    if rest.isEmpty, words.count <= 3, words.contains("by") { return }
    guard rest.contains(where: Self.doing.contains), !rest.contains(where: Self.suffering.contains)
    else { return nil }
  }

  private static let doing: Set = [
    "did", "do", "does", "done", "made", "make", "changed", "change", "switched", "turned",
    "enabled",
    "disabled", "started", "start", "launched", "ran", "run", "triggered", "deployed", "released",
    "rolled", "restarted", "rebooted", "stopped", "killed", "removed", "deleted", "dropped", "set",
    "rotated", "fixed", "ended", "solved", "reverted", "undid", "put", "brought", "approved",
    "merged", "pushed", "committed", "applied", "edited", "updated", "installed", "revoked",
    "created", "added", "scaled", "moved", "broke", "caused", "responsible", "behind", "guilty",
    "queued", "requested", "asked", "ordered", "issued", "executed",
  ]
  /// Verbs of which the end of the trouble is the object.
  private static let ending: Set = ["fixed", "ended", "solved", "brought", "reverted", "repaired"]
  private static let suffering: Set = [
    "affected", "hit", "suffered", "impacted", "concerned", "was", "were", "noticed", "hurt",
    "depends", "calls", "uses", "can", "should", "could", "may", "else", "get", "gets",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let asked = Set(Stem.words(question.beginning).map(Stem.of).flatMap(Stem.related))
      .subtracting(["who", "did", "do", "that", "it", "this"])
    let end =
      Self.ending.contains(where: Stem.words(question.beginning).contains)
      ? IncidentEnd(of: diagnosis) : nil
    var candidates: [Sample]
    if let end {
      candidates = try await end.acts(desk).compactMap(\.samples.first)
      candidates += end.rareEntries(desk).filter { !candidates.contains($0) }
    } else {
      candidates = try await self.candidates(diagnosis, desk, report)
      candidates += Self.worded(asked: Stem.words(question.beginning), desk).filter {
        !candidates.contains($0)
      }
    }
    let named = candidates.compactMap { sample in
      Doer.name(in: sample.text).map { (sample: sample, name: $0, shared: shared(sample, asked)) }
    }
    let most = named.map(\.shared).max() ?? 0
    guard let best = named.first(where: { $0.shared == most }) else {
      report.add(.answer, layout: .sentences, nobody(candidates.first, &report))
      report.addEvidence()
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let number = report.cite(best.sample)
    let time = best.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    // Who ended it is told with when that was.
    let last = end.map { ", it being felt last at \(report.times.full($0.moment))" } ?? ""
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(MarkdownText.name(best.name)), by an entry of \(MarkdownText.name(best.sample.service))"
            + "\(time)\(last): \(report.quote(number)) [\(number)].", exhibits: [number])
      ])
    let others = named.filter { $0.name != best.name }.prefix(Self.mostOthers)
    report.add(
      .text, title: "Others who did something then",
      others.map { other in
        let number = report.cite(other.sample)
        return .init(
          "\(MarkdownText.name(other.name)): \(report.quote(number))", exhibits: [number])
      })
    report.addEvidence()
    report.file.focus.instant = best.sample.time?.instant
  }

  /// Others that are told of.
  private static let mostOthers = 4

  private func nobody(_ sample: Sample?, _ report: inout ReportBuilder) -> [Report.Claim] {
    report.admitsLittle()
    guard let sample else {
      return [.init("No entry says who: nothing was found that somebody did.")]
    }
    let number = report.cite(sample)
    return [
      .init(
        "No entry says who. What was done, if anything was, is \(report.quote(number)) of "
          + "\(MarkdownText.name(sample.service)) [\(number)].", exhibits: [number])
    ]
  }

  /// What has most of the words of a question, whenever it was done: "who did the reset?".
  private static func worded(asked words: [String], _ desk: Desk) -> [Sample] {
    let telling = words.filter { !QuestionWords.stop.contains($0) && $0 != "who" }
    return desk.relevance.matches(telling, limit: 8).flatMap { match -> [Sample] in
      guard case .entries = match.observation.measure else { return [] }
      return Array(match.observation.samples)
    }
  }

  private func shared(_ sample: Sample, _ asked: Set<String>) -> Int {
    Set(Stem.words(sample.text).map(Stem.of)).intersection(asked).count
  }

  /// What may tell who: what was spoken of last, the change that is tied to the cause, those before it,
  /// what is rare just before, then the cause itself.
  private func candidates(
    _ diagnosis: Diagnosis, _ desk: Desk, _ report: ReportBuilder
  ) async throws -> [Sample] {
    let cause = diagnosis.leading
    // Whom a warning or an error names suffered from something, and did nothing.
    func tellsOfTrouble(_ sample: Sample) -> Bool { (sample.level ?? .info) >= .warning }
    let spoken = report.file.focus.exhibits.compactMap { report.exhibit($0)?.sample }.filter {
      !tellsOfTrouble($0) || $0.service == cause?.service
    }
    let changes = diagnosis.changes.compactMap(diagnosis.finding).compactMap(\.samples.first)
    let told = spoken.filter { sample in
      diagnosis.findings.contains { $0.role == .change && $0.samples.first == sample }
    }
    var near: [Sample] = []
    if let onset = diagnosis.onset {
      let before = onset.advanced(by: -RankingModel.changeReach)...onset
      near = RareEntries.samples(in: before, orGrave: false, desk).reversed().filter {
        !tellsOfTrouble($0)
      }
    }
    let all = try await ChangesTool.call(.init(), desk).compactMap(\.samples.first)
    var seen: Set<Reference> = []
    var ordered: [Sample] = []
    if let tied = diagnosis.tiedChange.flatMap(diagnosis.finding) {
      ordered.append(tied.samples[0])
    }
    // Of changes that were listed the one nearest to the trouble is meant.
    ordered += changes + told + spoken
    ordered += near + all + (cause?.samples ?? [])
    return ordered.filter {
      seen.insert($0.reference).inserted
    }
  }
}
