import Evidence
import Timeline

/// Finds what a tool for infrastructure destroyed or changed, resource by resource, in what it prints.
///
///     aws_vpc_security_group_ingress_rule.db_from_workers: Destruction complete after 1s
struct AppliedChanges: Detector {
  /// The detector's name, as findings hold it.
  static let name = "applied-changes"
  var name: String { Self.name }

  /// What Terraform, OpenTofu and Pulumi print when a resource is done, in lower case.
  private static let phrases = ["destruction complete", "modifications complete"]

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.observations.flatMap { observation -> [Finding] in
      guard case .entries(let template, _) = observation.measure,
        Self.phrases.contains(where: template.holdsInAnyCase)
      else { return [] }
      return observation.samples.map { sample in
        Finding(
          detector: name, service: observation.service, kind: "resource-change", role: .change,
          period: sample.time.map { $0.instant...$0.instant }, count: 1,
          strength: FaultKind.named("resource-change")?.weight ?? 0, detail: sample.message,
          samples: [sample], template: template, names: evidence.mentions.named(in: sample.message))
      }
    }
  }
}
