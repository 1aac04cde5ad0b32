/// The lines that Up and Down walk through.
package protocol LineHistory: Sendable {
  /// The newest lines as they are now, newest last. Called on the editor's thread, once a line.
  func lines() -> [String]

  /// The next older lines than all that were given since ``lines()`` was called, newest last; nil where
  /// there are no more. Called on the editor's thread between two keys, so it takes few at a time.
  func olderLines() -> [String]?

  /// Adds a line that was entered or cleared as the newest, before anybody else learns of it: Up brings
  /// it back at once. Called on the editor's thread, so it must not wait for a disk.
  func add(_ line: String)

  /// A longer line that begins with a text, from elsewhere than the lines of before, which are asked
  /// first; nil where there is none. Called on the editor's thread at each key, so it must answer at
  /// once.
  func furtherLine(beginningWith text: String) -> String?
}

/// What Tab offers for the text in front of the cursor.
package struct LineCompletion: Hashable, Sendable {
  /// Where the word that is being completed begins, in characters of the text.
  package var wordStart: Int
  package var candidates: [Candidate]

  /// One way to go on.
  package struct Candidate: Hashable, Sendable {
    package var text: String
    /// One line of help, or nothing.
    package var help: String

    package init(text: String, help: String) {
      self.text = text
      self.help = help
    }
  }

  package init(wordStart: Int, candidates: [Candidate]) {
    self.wordStart = wordStart
    self.candidates = candidates
  }

  /// The longest beginning that all candidates share.
  var commonPrefix: String {
    candidates.dropFirst().reduce(candidates.first?.text ?? "") { prefix, candidate in
      String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
  }
}

/// Completes the text in front of the cursor; nil where there is nothing to offer.
///
/// Called on the editor's thread, so it must answer at once.
package typealias LineCompleter = @Sendable (String) -> LineCompletion?
