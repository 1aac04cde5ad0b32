import Evidence
import Timeline

/// Finds messages that name another version from some time on than before, and go on to do so.
///
/// `Using image cache:6.2.1` at 09:12, then `Using image cache:7.0.0` at 15:30 and ever after: between
/// the two something was upgraded, though no entry says it.
package struct VersionChanges: Detector {
  /// The detector's name, as findings hold it.
  package static let name = "version-changes"
  package var name: String { Self.name }

  package func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.observations.compactMap { observation in
      guard case .entries(let template, let level) = observation.measure,
        level ?? .info < .warning,
        (2...RankingModel.mostChangesOfOneMessage).contains(observation.count),
        ChangeLog(observation.samples[0]) == nil, let sample = Self.first(in: observation.samples)
      else { return nil }
      return Finding(
        detector: name, service: observation.service, kind: "release", role: .change,
        period: sample.time.map { $0.instant...$0.instant }, count: 1,
        strength: FaultKind.named("release")?.weight ?? 0, detail: sample.message,
        samples: [sample], template: template)
    }
  }

  /// The first sample with the new version, where the versions of all change once and for good.
  private static func first(in samples: Samples) -> Sample? {
    let known = samples.sorted(by: Sample.isEarlier).compactMap { sample in
      version(in: sample.message).map { (sample: sample, version: $0) }
    }
    guard known.count == samples.count, let old = known.first?.version,
      let change = known.firstIndex(where: { $0.version != old }),
      known[change...].allSatisfy({ $0.version == known[change].version })
    else { return nil }
    return known[change].sample
  }

  /// The version in a message that speaks of one; nil where none or no word for one stands there.
  ///
  /// `Using image cache:7.0.0-alpine` → `7.0.0`; an address has four parts and is none.
  static func version(in message: String) -> String? {
    let version = message.split { !$0.isNumber && $0 != "." }.first { run in
      let parts = run.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 3 && parts.allSatisfy { (1...4).contains($0.count) }
    }
    guard let version,
      MessageWords.split(message.lowercased()).contains(where: { Self.words.contains($0) })
    else { return nil }
    return String(version)
  }

  private static let words: Set<String> = [
    "version", "image", "release", "build", "starting", "started", "running", "using", "executor",
  ]
}
