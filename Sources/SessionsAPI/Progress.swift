#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What a running turn is doing now, and how far it is.
package struct Progress: Hashable, Sendable, Codable {
  /// The step in words, such as `reading 14 log files`.
  package var step: String
  /// The steps that are done, from 0.
  package var done: Int
  /// The steps there are; at least `done`.
  package var total: Int
  package var updatedAt: Date

  package init(step: String, done: Int, total: Int, updatedAt: Date) {
    self.step = step
    self.done = done
    self.total = total
    self.updatedAt = updatedAt
  }

  private enum CodingKeys: String, CodingKey {
    case step, done, total
    case updatedAt = "updated_at"
  }
}
