import Diagnosis
import Evidence
import Timeline

/// The change that a question names by its version, or by the service that it is of: "was it the 3.2.0
/// release?", "was it not the payments release?", "did the 12.4.0 release break anything?".
struct NamedChange {
  private let sample: Sample
  private let time: Instant
  /// The change as it was found; nil where an entry alone tells of the version.
  private let finding: Int?

  /// Nil where a question names no change so, or nothing was recorded of it.
  init?(_ question: Question, _ diagnosis: Diagnosis, _ desk: Desk) async throws {
    let words = Stem.words(question.beginning)
    guard
      words.contains(where: { word in
        Anchors.changes.contains(word) || word == "version"
          || WordForms.alternatives(word).contains(where: Anchors.changes.contains)
      })
    else { return nil }
    let text = question.beginning.lowercased()
    let versions = text.split { !($0.isLetter || $0.isNumber || "._-".contains($0)) }
      .map { String($0.trimming { ".-_".contains($0) }) }.filter(Self.isVersion)
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
    let before = changes.filter { index in
      diagnosis.findings[index].period.map { $0.lowerBound <= onset } ?? false
    }
    // The last before the trouble, else the first after it.
    if let index = before.last ?? changes.first,
      let time = diagnosis.findings[index].period?.lowerBound
    {
      (sample, self.time, finding) = (diagnosis.findings[index].samples[0], time, index)
      return
    }
    guard let version = versions.first else { return nil }
    var scope = Scope()
    scope.terms = [Scope.Term([version])]
    scope.maximumLevel = .notice
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: 1)
    guard let first = list.samples.first, let time = first.time?.instant else { return nil }
    (sample, self.time, finding) = (first, time, nil)
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
    let isSoon = time <= onset && onset.distance(from: time) <= RankingModel.together
    let lead: String
    if let outside {
      lead = "Rather not, for it is \(MarkdownText.code(outside)) that fails, from outside"
    } else if let finding, diagnosis.tiedChange == finding || isOwn && isSoon {
      lead = "Likely: it came \(distance) before the onset"
    } else if time > onset {
      lead = "No: it came \(distance) after the onset"
    } else {
      lead = "Rather not: it came \(distance) before the onset, and nothing ties it to the trouble"
    }
    return .init("\(lead): \(act)", exhibits: [number])
  }
}
