package import Evidence

/// Looks for one kind of trouble or change in what was observed.
///
/// One more detector is one more value in ``Detectors/all``; nothing else knows it.
package protocol Detector: Sendable {
  /// A stable name in kebab case, stored with findings.
  var name: String { get }

  /// What it finds, in the order of time; empty where all is as it should be.
  ///
  /// `baseline` are observations of a quiet period, empty where none was given.
  func findings(_ observations: [Observation], baseline: [Observation], catalog: Catalog) -> [Finding]
}
