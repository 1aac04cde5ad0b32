package import Evidence
package import Timeline

/// A question, made out: what is wanted, about what, when and how.
///
/// "top 3 errors of payment since 10:05" → act `count`, aspect `top`, scope "payment, level error and
/// above, from 10:05 on", form "3 by template".
package struct Question: Hashable, Sendable, Codable {
  /// As the user wrote it, pasted evidence taken out.
  package var text: String
  package var act: Act
  package var aspect: Aspect?
  /// The act that came second, where it came close.
  package var secondAct: Act?
  /// Whether nothing in it could be made out: another language, nonsense.
  package var isNotUnderstood = false
  /// What it is about; the window is in it.
  package var scope = Scope()
  /// The right-hand side of a comparison: "payment with orders", "before and after 10:05".
  package var otherScope: Scope?
  /// Words that are no service, stop word, time or command, in lower case: for a cause they are the
  /// symptom's words, for a search they stand in ``scope`` too.
  package var words: [String] = []
  /// Words that occur nowhere in the evidence.
  package var unknownWords: [String] = []
  /// Words read as another: `bookng` as `booking`.
  package var corrections: [Correction] = []
  package var form = Form()
  /// Exhibits it refers to, by number or by "that line".
  package var exhibits: [Int] = []
  /// Whether it counts requests, which several services may log: "how many requests failed?".
  package var isOfRequests = false
  /// The instant it is centred on: "around 10:05", "around [3]", "around the onset".
  package var instant: Instant?
  /// What the turns before asked for one after the other, where each of it is meant; nil, as in what
  /// older versions stored, means nothing is.
  package var each: [Scope.Term]?
  /// The field whose value is that of the entry last spoken of: "at that kiosk".
  package var sameField: String?
  /// What of the evidence its window hangs on: "before the first 502".
  package var event: Event?
  /// What parts were taken over from the turns before.
  package var inherited: Set<Inheritance> = []
  package var statement: Statement.Meaning?
  /// Whether it is a later question of the same message, about what the one before is of; nil for others.
  package var continues: Bool?
  /// How it was read, in words, where that was not obvious: "errors of gateway, 10:10 to 10:20".
  package var reading: String?

  /// The beginning of the text, its words as they were read: a question is short, of a novel no more is
  /// looked at.
  package var beginning: String {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longestBeginning)))
    guard !corrections.isEmpty else { return text }
    let read = Dictionary(
      corrections.map { ($0.typed.lowercased(), $0.read) }, uniquingKeysWith: { a, _ in a })
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.drop { !$0.isLetter && !$0.isNumber }
      let end = bare.lastIndex { $0.isLetter || $0.isNumber }
      let core = end.map { bare[...$0] } ?? bare
      return read[core.lowercased()].map { "\($0)\(word[core.endIndex...])" } ?? String(word)
    }.joined(separator: " ")
  }

  /// Unicode scalars: some 400 words.
  private static let longestBeginning = 2000

  package init(text: String, act: Act) {
    self.text = text
    self.act = act
  }

  /// A word that was read as another.
  package struct Correction: Hashable, Sendable, Codable {
    package var typed: String
    package var read: String

    package init(typed: String, read: String) {
      self.typed = typed
      self.read = read
    }
  }

  /// An entry of the evidence that a window begins or ends at, the first or last of its scope.
  package struct Event: Hashable, Sendable, Codable {
    package var scope: Scope
    package var isLast: Bool
    package var relation: Relation
    /// How long the stretch beside it is, in milliseconds; nil where it is open.
    package var length: Int64?

    package init(scope: Scope, isLast: Bool, relation: Relation, length: Int64? = nil) {
      self.scope = scope
      self.isLast = isLast
      self.relation = relation
      self.length = length
    }

    /// On which side of the entry the window lies.
    package enum Relation: String, Hashable, Sendable, Codable {
      case before, after, around
    }

    /// The window that an entry of some time gives.
    package func window(at instant: Instant) -> TimeWindow {
      let length = length
      switch relation {
      case .before:
        let end = instant.advanced(by: -1)
        return (length.map { instant.advanced(by: -$0) } ?? .earliest)...end
      case .after:
        return instant...(length.map { instant.advanced(by: $0) } ?? .latest)
      case .around:
        // Five minutes on each side, as around any instant.
        return (instant...instant).widened(by: length ?? 300_000)
      }
    }
  }

  /// A part of a question that comes from the conversation.
  package enum Inheritance: String, Hashable, Sendable, Codable {
    case act, subject, scope, window, form
  }
}

/// How an answer is wanted: how much, in which order and groups.
///
/// "only the last 5 by host" → limit 5, order `latest`, grouped by `host`.
package struct Form: Hashable, Sendable, Codable {
  /// How many entries or groups; nil where the question doesn't say.
  package var limit: Int?
  package var order: SampleOrder?
  package var groupBy: Aggregate.Grouping?
  /// The field whose numbers are wanted: `duration_ms`.
  package var field: String?
  package var statistic: Statistic?
  /// Whether a short answer is asked for.
  package var isShort = false
  /// Whether "the next 5" or "more" continue the last list.
  package var continues = false
  /// Whether groups or numbers are wanted from the least on: "fewest", "fastest".
  package var ascending = false
  /// The noun whose names stand in what entries say, not in a field of theirs: "which hosts could not
  /// be reached?".
  package var named: String?
  /// Whether it is asked if something holds for one only: "only web-3, or other hosts too?".
  ///
  /// Nil, as in what older versions stored, means no.
  package var asksIfOnly: Bool?
  /// How many entries a group must have: "which users more than once?" at least two.
  package var least: Int?
  /// How many entries a group may have: "only once" at most one.
  package var most: Int?
  /// Whether the groups are asked for that have none: "which hosts had no errors?".
  package var asksForNone: Bool?
  /// The fields whose values are asked of what is found: "which sample, and for which clinic?".
  package var asked: [String]?
  /// Seconds east of UTC in which times are to be said: "in UTC+2?"; nil for the evidence's own.
  package var zone: Int?

  /// The ``limit`` of "all of them": more than any report shows.
  package static let all = 1_000_000

  package init() {}

  /// Whether nothing is said of it.
  package var isEmpty: Bool { self == Form() }

  /// What is wanted of some numbers.
  package enum Statistic: Hashable, Sendable, Codable {
    case percentile(Int), mean, greatest, least, sum, trend, distribution
  }
}
