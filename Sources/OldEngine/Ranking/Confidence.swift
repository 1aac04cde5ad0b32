/// How complete and consistent the evidence for an answer is.
package struct Confidence: Hashable, Sendable, Codable {
  package var level: Level
  /// Why, in words.
  package var reason: String

  package enum Level: String, Hashable, Sendable, Codable {
    case low, medium, high
  }
}
