/// Looks for one kind of trouble or change in what was observed.
///
/// One more detector is one more value in ``Detectors/all``; nothing else knows it.
package protocol Detector: Sendable {
  /// A stable name in kebab case, stored with findings.
  var name: String { get }

  /// What it finds; empty where all is as it should be. The order does not matter.
  func findings(in evidence: ObservedEvidence) -> [Finding]
}
