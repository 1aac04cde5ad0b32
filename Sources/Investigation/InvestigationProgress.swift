/// A step of an investigation, told before it begins.
package struct InvestigationProgress: Hashable, Sendable, Codable {
  /// The step in words, such as `reading 14 log files`.
  package var step: String
  /// The steps that are done, from 0.
  package var done: Int
  /// The steps there are; at least `done`.
  package var total: Int

  /// The steps of a whole investigation.
  package static let whole = 10

  package init(step: String, done: Int, total: Int) {
    self.step = step
    self.done = done
    self.total = total
  }
}
