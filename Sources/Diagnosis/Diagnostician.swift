package import Evidence

/// Turns observations into a diagnosis: the detectors look, hypotheses are made and weighed.
///
/// Pure: the same observations and symptom give the same diagnosis.
package struct Diagnostician: Sendable {
  package let observations: [Observation]
  package let baseline: [Observation]
  package let catalog: Catalog

  package init(observations: [Observation], baseline: [Observation] = [], catalog: Catalog) {
    self.observations = observations
    self.baseline = baseline
    self.catalog = catalog
  }

  /// Diagnoses a symptom.
  package func diagnosis(of symptom: Symptom) -> Diagnosis {
    Diagnosis(findings: [], hypotheses: [], decision: .nothingWrong)
  }
}
