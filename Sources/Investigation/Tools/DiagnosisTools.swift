package import Diagnosis
import Evidence
import Timeline

/// Lists what the detectors found: of `booking`, "slow answer" 15 times, "answered 500" 479 times.
package enum FindingsTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    /// Of these services; empty for all.
    package var services: [String]
    /// Of these roles; empty for all.
    package var roles: [FaultKind.Role]

    package init(services: [String] = [], roles: [FaultKind.Role] = []) {
      self.services = services
      self.roles = roles
    }
  }
  package static let name = "findings"
  package static let description =
    "Lists what the detectors found, in the order of time; at most 100 findings."
  /// More are read by nobody.
  static let most = 100

  package static func call(_ input: Input, _ desk: Desk) async throws -> [Finding] {
    let all = desk.diagnosis(of: Symptom()).findings.filter { finding in
      (input.services.isEmpty || input.services.contains(finding.service))
        && (input.roles.isEmpty || input.roles.contains(finding.role))
    }
    return Array(all.prefix(most))
  }
}

/// Lists changes of the system.
package enum ChangesTool: EvidenceTool {
  package static let name = "changes"
  package static let description =
    "Lists deployments, configuration changes, restarts and scaling, in the order of time."

  package static func call(_ input: FindingsTool.Input, _ desk: Desk) async throws -> [Finding] {
    var input = input
    input.roles = [.change]
    return try await FindingsTool.call(input, desk)
  }
}

/// Finds the cause of a symptom.
package enum DiagnoseTool: EvidenceTool {
  package static let name = "diagnose"
  package static let description =
    "Weighs what could have caused a symptom: findings, hypotheses with their reasons, a decision."

  package static func call(_ input: Symptom, _ desk: Desk) async throws -> Diagnosis {
    desk.diagnosis(of: input)
  }
}
