package import Timeline

/// Which entries are meant; nil and empty parts mean all, all parts must hold.
package struct Scope: Hashable, Sendable, Codable {
  /// One of these services wrote it.
  package var services: [String] = []
  /// It stands on one of these machines, nodes or pods.
  package var hosts: [String] = []
  /// One of these loggers wrote it.
  package var loggers: [String] = []
  /// It stands in one of these files.
  package var paths: [String] = []
  package var window: TimeWindow?
  /// It states at least this level.
  package var minimumLevel: Level?
  /// It states at most this level.
  package var maximumLevel: Level?
  /// Each of these occurs in it, its further lines included.
  package var terms: [Term] = []
  /// None of these occurs in it.
  package var excludedTerms: [Term] = []
  /// Each of these fields has such a value.
  package var fields: [FieldCondition] = []
  /// Its HTTP status, by position or by field, lies in one of these ranges.
  package var statuses: [ClosedRange<Int>] = []

  package init() {}

  /// Whether all entries are meant.
  package var isEverything: Bool { self == Scope() }

  /// Words to look for; one of the alternatives is enough, whatever its case.
  package struct Term: Hashable, Sendable, Codable {
    /// As typed, and forms that mean the same: `timeout`, `timed out`.
    package var alternatives: [String]
    /// Whether a letter or digit may stand directly beside it: not for `4` or `id`.
    package var isWholeWord: Bool

    package init(_ alternatives: [String], isWholeWord: Bool = false) {
      self.alternatives = alternatives
      self.isWholeWord = isWholeWord
    }
  }

  /// A comparison with a field's value.
  package struct FieldCondition: Hashable, Sendable, Codable {
    package var name: String
    package var comparison: Comparison
    package var value: String

    package init(name: String, comparison: Comparison = .equal, value: String) {
      self.name = name
      self.comparison = comparison
      self.value = value
    }

    /// How a value is compared: text equals whatever its case; the others compare numbers.
    package enum Comparison: String, Hashable, Sendable, Codable {
      case equal = "=", notEqual = "!=", less = "<", greater = ">", atMost = "<=", atLeast = ">="
    }
  }
}
