/// How much work an investigation may put into one turn.
package enum ThinkingMode: String, Hashable, Sendable, Codable, CaseIterable {
  /// The service decides.
  case auto
  /// More evidence and more rivals, for a longer wait.
  case deep
  /// The first good answer.
  case fast
}
