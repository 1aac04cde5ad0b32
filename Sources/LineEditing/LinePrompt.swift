/// The text in front of the line.
package struct LinePrompt: Hashable, Sendable {
  /// What stands there while the line is edited; it may change at any time.
  package var live: String
  /// What stands there once the line was entered.
  package var settled: String

  package init(live: String, settled: String) {
    self.live = live
    self.settled = settled
  }
}
