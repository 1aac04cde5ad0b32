package import Timeline

/// A question, made out against the evidence and the conversation so far.
package struct Question: Hashable, Sendable {
  /// The words of the user.
  package var text: String
  /// What is asked for; nil where that could not be made out.
  package var intent: Intent?
  /// The services asked about, by the names the evidence gives them; empty for all.
  package var services: [String]
  /// Names asked about that the evidence does not hold.
  package var unknownNames: [String]
  /// Quoted strings and hosts that lines must contain.
  package var terms: [String]
  /// Words of the question that occur in the evidence, though no service is called so.
  package var topics: [String]
  package var minimumLevel: LogLevel?
  /// How many lines are wanted.
  package var limit: Int?
  /// Whether the lines wanted are the first ones, not the last.
  package var oldestFirst: Bool
  package var time: TimeScope?
  /// Whether words tell of a time that could not be made out, so that all of the evidence is meant.
  package var namesUnreadTime: Bool
  /// Whether the text is so long that only its beginning and its end were read.
  package var isCut: Bool
  /// What an *explain* question asks about the report before.
  package var explain: Explanation?
  /// What was taken over from the turn before, in words.
  package var inherited: [String]

  init(text: String) {
    self.text = text
    services = []
    unknownNames = []
    terms = []
    topics = []
    oldestFirst = false
    namesUnreadTime = false
    isCut = false
    inherited = []
  }

  /// What is to be explained.
  package enum Explanation: Hashable, Sendable {
    /// How sure the report is.
    case confidence
    /// An evidence number of the report.
    case evidence(Int)
    /// Why a service is not the cause, or is.
    case suspect(String)
    /// How the report came to its answer.
    case reasoning
  }
}

/// The time a question is about.
package struct TimeScope: Hashable, Sendable, Codable {
  /// The time from which to which; open ends are closed by the evidence.
  package var window: TimeWindow
  /// The one moment that was named, such as "at 10:05"; ``window`` lies around it.
  package var moment: Instant?
  /// Whether the question named a zone.
  package var statesZone: Bool

  init(window: TimeWindow, moment: Instant? = nil, statesZone: Bool = false) {
    self.window = window
    self.moment = moment
    self.statesZone = statesZone
  }
}
