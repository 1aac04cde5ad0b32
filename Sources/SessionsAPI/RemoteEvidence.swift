package import Timeline

/// The remote sources of an embedded service: what they are called, and what they say.
package protocol RemoteEvidence: Sendable {
  /// The source that a text names, as sessions name it: a name of the configuration, `KIND=URL`, or the
  /// URL of a server with Prometheus's API; nil where it is none of these, and may name files.
  func source(named text: String) -> String?

  /// Tries a source: whether it answers, since when it holds data, what is wrong.
  func check(_ source: String) async -> SourceCheck

  /// Asks the sources of a session again, and keeps what they give for its next question.
  ///
  /// - Returns: What is new of each that was asked before; empty where none was.
  /// - Throws: Why nothing could be kept; `CancellationError`.
  func refresh(_ id: Session.ID) async throws -> [RefreshedSource]
}

/// What came of trying a source.
package struct SourceCheck: Hashable, Sendable {
  /// How it is called: `prod`.
  package var name: String
  package var state: State
  /// What it says of itself, or why it does not answer, as sentences.
  package var words: String

  package init(name: String, state: State, words: String) {
    self.name = name
    self.state = state
    self.words = words
  }

  package enum State: String, Hashable, Sendable {
    /// It answers, and nothing is wrong.
    case ok
    /// It answers, and something is not as it should be.
    case doubtful
    /// It does not answer.
    case failed
  }
}

/// A source that was asked again, and what it says that it did not say before.
package struct RefreshedSource: Hashable, Sendable {
  package var name: String
  /// When what it gave before was asked; nil where it gave nothing.
  package var askedBefore: Instant?
  /// The time of the newest that it tells of now, and of the newest before; nil where nothing tells.
  package var newest: Instant?
  package var newestBefore: Instant?
  /// What is new, by kinds of things; those of which nothing changed are left out.
  package var changes: [Change] = []
  /// Why nothing came this time, as sentences; what it gave before then stands.
  package var failure: String?

  package init(name: String, askedBefore: Instant?) {
    self.name = name
    self.askedBefore = askedBefore
  }

  /// How many things of a kind came, changed, or ended.
  package struct Change: Hashable, Sendable {
    package var kind: Kind
    package var new = 0
    package var changed = 0
    package var ended = 0

    package init(_ kind: Kind) { self.kind = kind }

    /// What sources tell of.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      case series, alerts, lines, traces, events, pods, objects
    }
  }
}

extension RefreshedSource {
  /// What is new, as a sentence behind the source's name.
  ///
  ///     prod: values until 09:12:15 UTC (09:01:00 before), 2 series new, 1 alert ended.
  package var words: String {
    if let failure {
      let kept = askedBefore.map { " What is told of it stays as of \(Self.time($0))." }
      return "\(name): \(failure)\(kept ?? "")"
    }
    var parts: [String] = []
    if let newest {
      if let newestBefore, newestBefore < newest {
        parts.append("tells until \(Self.time(newest)) (\(Self.time(newestBefore)) before)")
      } else if newestBefore == newest {
        parts.append("tells until \(Self.time(newest)), as before")
      } else {
        parts.append("tells until \(Self.time(newest))")
      }
    }
    for change in changes {
      let counts = [(change.new, "new"), (change.changed, "changed"), (change.ended, "ended")]
      for (count, what) in counts where count > 0 {
        parts.append("\(count) \(change.kind.noun(count)) \(what)")
      }
    }
    if changes.isEmpty { parts.append("nothing else is new") }
    return "\(name): \(parts.joined(separator: ", "))."
  }

  /// When it was asked before, and the times of the newest now and before, as RFC 3339 writes them.
  package var times: (askedBefore: String?, newest: String?, newestBefore: String?) {
    (askedBefore?.rfc3339, newest?.rfc3339, newestBefore?.rfc3339)
  }

  private static func time(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    return "\(time.dateText) \(time.clockText) UTC"
  }
}

extension RefreshedSource.Change.Kind {
  /// What one or several things of the kind are called.
  fileprivate func noun(_ count: Int) -> String {
    count == 1 && self != .series ? String(rawValue.dropLast()) : rawValue
  }
}
