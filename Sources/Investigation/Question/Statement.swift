package import Timeline

/// What the user said to be so: kept, shown under "You said", and used.
package struct Statement: Hashable, Sendable, Codable {
  package var text: String
  /// The user's message that said it, from 1.
  package var turn: Int
  package var meaning: Meaning

  package init(text: String, turn: Int, meaning: Meaning) {
    self.text = text
    self.turn = turn
    self.meaning = meaning
  }

  /// How a statement is used.
  package enum Meaning: Hashable, Sendable, Codable {
    /// "It isn't the database": services and fault kinds that are not the cause.
    case excludes(services: [String], kinds: [String])
    /// "I meant payment", "only eu-west": what the questions are about.
    case subject(services: [String], hosts: [String], words: [String])
    /// "We restarted it at 10:10": something that was done.
    case happened(Instant?)
    /// "It started at 10:05".
    case onset(Instant)
    /// Kept and shown, but nothing more is made of it.
    case remark
  }
}
