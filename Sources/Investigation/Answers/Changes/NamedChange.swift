import Diagnosis
import Evidence
import Timeline

/// The change that a question names by its time, its version or the service that it is of: "was the restart at
/// 06:40 the reason?", "was it the 3.2.0 release?", "was it not the payments release?".
struct NamedChange {
  private let sample: Sample
  private let time: Instant
  /// The change as it was found; nil where an entry alone tells of the version.
  private let finding: Int?

  /// Nil where a question names no change so, or nothing was recorded of it.
  init?(_ question: Question, _ diagnosis: Diagnosis, _ desk: Desk) async throws {
    let words = Stem.words(question.beginning)
    let isOfChange = words.contains { Anchors.isChange($0) || $0 == "version" }
    let isOfAct = words.contains(where: Self.acts.contains)
    // "it got new code at 07:55, can it be that?" names one by its time alone.
    let isTimed = question.instant != nil || (question.scope.window?.length ?? .max) <= 60_000
    guard isOfChange || isOfAct || isTimed else { return nil }
    if let index = Self.atTime(question, words, diagnosis)
      ?? (isOfChange ? Self.named(question, diagnosis) : nil),
      let time = diagnosis.findings[index].period?.lowerBound
    {
      (sample, self.time, finding) = (diagnosis.findings[index].samples[0], time, index)
      return
    }
    guard isOfChange, let version = Self.versions(question).first else { return nil }
    var scope = Scope()
    scope.terms = [Scope.Term([version])]
    scope.maximumLevel = .notice
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: 1)
    guard let first = list.samples.first, let time = first.time?.instant else { return nil }
    (sample, self.time, finding) = (first, time, nil)
  }

  /// The change recorded about the time that a question names, which shares most words with it.
  private static func atTime(
    _ question: Question, _ words: [String], _ diagnosis: Diagnosis
  ) -> Int? {
    guard let asked = question.instant ?? question.scope.window?.lowerBound,
      diagnosis.onset != nil
    else { return nil }
    let stems = Set(words.map(Stem.of))
    func shared(_ finding: Finding) -> Int {
      let text = finding.service + " " + finding.samples[0].text
      return Set(Stem.words(text).map(Stem.of)).intersection(stems).count
    }
    return diagnosis.findings.indices.filter { index in
      let finding = diagnosis.findings[index]
      guard finding.role == .change, let time = finding.period?.lowerBound else { return false }
      return time.distance(from: asked).magnitude <= UInt64(aboutThen)
    }.max { shared(diagnosis.findings[$0]) < shared(diagnosis.findings[$1]) }
  }

  /// The last change before the trouble of the version or the service that a question names, else the first
  /// after it.
  private static func named(_ question: Question, _ diagnosis: Diagnosis) -> Int? {
    let versions = versions(question)
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    guard !versions.isEmpty || !named.isEmpty else { return nil }
    let changes = diagnosis.findings.indices.filter { index in
      let finding = diagnosis.findings[index]
      guard finding.role == .change, finding.signal != .metrics else { return false }
      let told = finding.samples[0].text.lowercased()
      return versions.isEmpty
        ? named.contains(finding.service) && finding.kind != "restart"
          || finding.kind == "release" && named.contains { told.contains($0.lowercased()) }
        : versions.contains(where: told.contains)
    }
    let onset = diagnosis.onset ?? .latest
    return changes.last { index in
      diagnosis.findings[index].period.map { $0.lowerBound <= onset } ?? false
    } ?? changes.first
  }

  /// What is done to a system, besides ``Anchors/changes``: judged where a question names its time.
  private static let acts: Set = [
    "reload", "rotation", "patch", "maintenance", "job", "backup", "scan", "import", "cron", "sync",
  ]
  /// How near a time that is named a change must be, in milliseconds.
  private static let aboutThen: Int64 = 2 * 60_000

  private static func versions(_ question: Question) -> [String] {
    question.beginning.lowercased().split { !($0.isLetter || $0.isNumber || "._-".contains($0)) }
      .map { String($0.trimming { ".-_".contains($0) }) }.filter(isVersion)
  }

  /// Digits in two parts at least: `3.2.0`, `v57.1`, `2026.18`.
  private static func isVersion(_ word: String) -> Bool {
    let parts = word.drop { $0 == "v" }.split(separator: ".")
    return parts.count > 1 && (parts[0].first?.isNumber ?? false)
      && parts.allSatisfy { $0.contains(where: \.isNumber) }
  }

  /// The sentence on whether it brought the trouble about; `outside` is what fails beyond the system.
  func claim(
    _ diagnosis: Diagnosis, outside: String?, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let number = report.cite(sample)
    let act =
      "\(report.quote(number)) of \(MarkdownText.name(sample.service)) at "
      + "\(report.times.full(time)) [\(number)]."
    guard case .cause = diagnosis.decision, let onset = diagnosis.onset else {
      return .init("No failure is tied to it: \(act)", exhibits: [number])
    }
    let distance = TimeText.length(Int64(time.distance(from: onset).magnitude))
    let isOwn = sample.service == diagnosis.hypotheses.first?.service
    let isSoon = time <= onset && onset.distance(from: time) <= CaseJudgement.soon
    let lead: String
    if let outside {
      lead = "Rather not, for it is \(MarkdownText.code(outside)) that fails, from outside"
    } else if finding != nil && diagnosis.tiedChange == finding || isOwn && isSoon {
      lead = "Likely: it came \(distance) before the onset"
    } else if time > onset {
      lead = "No: it came \(distance) after the onset"
    } else {
      lead = "Rather not: it came \(distance) before the onset, and nothing ties it to the trouble"
    }
    return .init("\(lead): \(act)", exhibits: [number])
  }
}
