import Diagnosis
package import Evidence
import Synchronization
import Timeline

/// What an answer works with: the evidence of one turn, as it was at one look, and what was made of it.
package final class Desk: Sendable {
  package let evidence: any EvidenceSource
  /// Evidence of a quiet period to compare with, nil where none was named.
  package let baseline: (any EvidenceSource)?
  let times: TimeText
  /// Whether sources did not give what would have to be seen before all is called well.
  let isPartial: Bool
  /// Diagnoses are asked for again by the parts of one answer.
  private let made = Mutex<Diagnostician?>(nil)
  private let diagnoses = Mutex<[Symptom: Diagnosis]>([:])
  private let ranking = Mutex<Relevance?>(nil)
  private let texts = Mutex<[StatedText]?>(nil)
  private let counts = Mutex<[Scope: Int]>([:])

  package init(
    evidence: any EvidenceSource, baseline: (any EvidenceSource)? = nil, isPartial: Bool = false
  ) {
    self.isPartial = isPartial
    self.evidence = evidence
    self.baseline = baseline
    times = TimeText(evidence.catalog)
  }

  /// Whether there is evidence, and none of it a log.
  var hasNoEntries: Bool { catalog.entries == 0 && !evidence.observations.isEmpty }

  /// Whether metrics tell what happened: beside them stand at most notes and lists of changes, which are no
  /// log that anything is asked of.
  var isMeasured: Bool {
    catalog.entries < Self.fewestOfLog
      && evidence.observations.contains {
        if case .metric = $0.measure { return true }
        return false
      }
  }

  /// The entries of a log that tells of requests, and not of this and that.
  private static let fewestOfLog = 50

  /// What there is.
  package var catalog: Catalog { evidence.catalog }

  /// The diagnosis of a symptom, made once.
  func diagnosis(of symptom: Symptom) -> Diagnosis {
    if let known = diagnoses.withLock({ $0[symptom] }) { return known }
    let diagnosis = diagnostician.diagnosis(of: symptom)
    diagnoses.withLock { $0[symptom] = diagnosis }
    return diagnosis
  }

  /// What the small texts of the evidence state, read once.
  func statedTexts() async throws -> [StatedText] {
    if let known = texts.withLock({ $0 }) { return known }
    let read = try await evidence.statedTexts()
    texts.withLock { $0 = read }
    return read
  }

  /// How many entries a scope has, counted once.
  func count(_ scope: Scope) async throws -> Int {
    if let known = counts.withLock({ $0[scope] }) { return known }
    let total = try await evidence.aggregate(Aggregate(scope: scope)).total
    counts.withLock { $0[scope] = total }
    return total
  }

  /// How many entries each of some scopes has, counted once, in one look at all of them.
  func counts(of scopes: [Scope]) async throws -> [Int] {
    let unknown = counts.withLock { known in scopes.filter { known[$0] == nil } }
    if !unknown.isEmpty {
      let totals = try await evidence.counts(of: unknown)
      counts.withLock { counts in
        for (scope, total) in zip(unknown, totals) { counts[scope] = total }
      }
    }
    return counts.withLock { known in scopes.map { known[$0] ?? 0 } }
  }

  /// What finds and weighs, made once: it reads all observations.
  var diagnostician: Diagnostician {
    made.withLock { kept in
      if let kept { return kept }
      let fresh = Diagnostician(
        observations: evidence.observations, baseline: baseline?.observations ?? [],
        catalog: catalog, requests: evidence.requests,
        usual: baseline?.requests ?? TracedRequests())
      kept = fresh
      return fresh
    }
  }

  /// Messages by how well they match words, made once.
  var relevance: Relevance {
    ranking.withLock { kept in
      if let kept { return kept }
      let made = Relevance(evidence.observations)
      kept = made
      return made
    }
  }
}
