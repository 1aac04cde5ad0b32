import Evidence

/// Finds what of a cluster contradicts itself: objects against objects, what is declared against what
/// exists, states against what they should be.
package struct ClusterContradictions: Detector {
  package var name: String { Self.name }
  /// The detector's name, as findings hold it.
  package static let name = "cluster"

  package func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let health = evidence.health else { return [] }
    return ClusterRules.all.enumerated().flatMap { place, rule in
      rule.check(health).compactMap { found -> Finding? in
        guard !found.exhibits.isEmpty else { return nil }
        let kind = FaultKind.named(found.kind)
        return Finding(
          detector: name, service: found.service, kind: found.kind, role: kind?.role ?? .state,
          period: found.period, isOngoing: true, count: 1,
          // Of rules that explain alike, what stands deeper comes first.
          strength: found.certainty.rawValue - Double(place) * Self.step, detail: found.detail,
          samples: found.exhibits, names: found.names, signal: .cluster)
      }
    }
  }

  /// Less than any difference between certainties, for all rules together.
  private static let step = 0.001
}
