import Evidence
import Timeline

/// A scope made ready to be compared with entries.
struct ScopeMatcher: Sendable {
  let scope: Scope
  private let services: Set<String>
  private let hosts: [[UInt8]]
  private let loggers: [[UInt8]]
  private let paths: Set<String>
  private let levels: UInt8
  let terms: [TermMatcher]
  let excluded: [TermMatcher]
  let fields: FieldMatcher

  /// Terms that are looked for; those behind are left out, as their bits are.
  private static let mostTerms = 64

  init(_ scope: Scope) {
    self.scope = scope
    services = Set(scope.services)
    hosts = scope.hosts.map { Array($0.utf8) }
    loggers = scope.loggers.map { Array($0.utf8) }
    paths = Set(scope.paths)
    var levels: UInt8 = 0
    if scope.minimumLevel == nil && scope.maximumLevel == nil {
      levels = .max
    } else {
      let least = scope.minimumLevel ?? .trace
      let most = scope.maximumLevel ?? .fatal
      for level in Level.allCases where level >= least && level <= most {
        levels |= Self.bit(level)
      }
    }
    self.levels = levels
    terms = scope.terms.prefix(Self.mostTerms).map(TermMatcher.init)
    excluded = scope.excludedTerms.map(TermMatcher.init)
    fields = FieldMatcher(scope.fields, statuses: scope.statuses)
  }

  private static func bit(_ level: Level?) -> UInt8 {
    1 << UInt8(truncatingIfNeeded: level.map { $0.rawValue + 1 } ?? 0)
  }

  /// Returns whether entries of a file may match.
  func mayMatch(path: String) -> Bool { paths.isEmpty || paths.contains(path) }

  /// Returns whether entries of a part may match, by what the index has of it.
  func mayMatch(_ facts: PartFacts, names: [String]) -> Bool {
    guard facts.entries > 0, facts.levels & levels != 0 else { return false }
    if let window = scope.window {
      guard let theirs = facts.window, !window.isEmpty, window.overlaps(theirs) else {
        return false
      }
    }
    guard !services.isEmpty else { return true }
    return facts.services.contains { services.contains(names[Int($0)]) }
  }

  /// Returns whether the entry itself, its words aside, is of the scope.
  @inline(__always)
  func matches(_ entry: LogEntry) -> Bool {
    guard levels & Self.bit(entry.level) != 0 else { return false }
    if let window = scope.window {
      guard let time = entry.time, window.contains(time.instant) else {
        return false
      }
    }
    return Self.isOne(of: hosts, entry.host) && Self.isOne(of: loggers, entry.logger)
  }

  /// Returns whether a service is of the scope.
  func matches(service: String) -> Bool { services.isEmpty || services.contains(service) }

  private static func isOne(of names: [[UInt8]], _ name: Bytes?) -> Bool {
    guard !names.isEmpty else { return true }
    guard let name = name?.trimmed() else { return false }
    return names.contains { $0.elementsEqual(name) }
  }
}

/// A term made ready to be looked for, whatever its case.
struct TermMatcher: Sendable {
  private let alternatives: [FoldedText]
  private let isWholeWord: Bool

  init(_ term: Scope.Term) {
    alternatives = term.alternatives.map { FoldedText($0) }.filter { !$0.isEmpty }
    isWholeWord = term.isWholeWord
  }

  /// Whether nothing is looked for, so that it occurs everywhere.
  var isEmpty: Bool { alternatives.isEmpty }

  /// Returns whether one of the alternatives occurs in some bytes.
  func occurs(in bytes: Bytes) -> Bool {
    for text in alternatives {
      var from = 0
      while let found = text.range(in: bytes, from: from) {
        if !isWholeWord || isFree(bytes, found.lowerBound, found.upperBound) { return true }
        from = found.lowerBound + 1
      }
    }
    return isEmpty
  }

  /// Whether no letter, digit or underscore stands directly beside a place whose own edge is one.
  private func isFree(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
    func isWord(_ at: Int) -> Bool {
      bytes.indices.contains(at)
        && (isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] >= 0x80 || bytes[at] == 0x5F)
    }
    return !(isWord(start) && isWord(start - 1)) && !(isWord(end - 1) && isWord(end))
  }
}
