/// Opens evidence: what an engine is given by whoever wires it, so that it knows no file or server.
package protocol EvidenceOpener: Sendable {
  /// Reads what some locations name, or takes it from memory where it has not changed.
  ///
  /// All who want the same at once share one reading. What cannot be read is named in the catalog.
  /// - Parameters:
  ///   - locations: Folders, files and globs, as whoever runs the service named them.
  ///   - limit: The most bytes to read, the end of each file in equal shares; nil for all.
  ///   - progress: Told each step before it begins: in words, and how many of how many are done.
  /// - Returns: The evidence as it is now.
  /// - Throws: `CancellationError`.
  func open(
    _ locations: [String], limit: Int?, progress: @escaping @Sendable (String, Int, Int) -> Void
  ) async throws -> any EvidenceSource

  /// Takes the lines of a message that are evidence: those with a time, a level, a stack frame or a
  /// table's columns, and their further lines.
  ///
  /// Linear in the length of the text. `name` is the source's: `message 3`, whose lines are those of
  /// the message as it was typed, from 1.
  /// - Returns: nil where no line is evidence.
  func pasted(in text: String, name: String) -> PastedEvidence?

  /// Lets go of all that is kept in memory for follow-ups.
  func dropIndexes() async
}

/// What a message held besides its question.
package struct PastedEvidence: Sendable {
  /// The message without the lines that are evidence; blank where nothing else stood in it.
  package var rest: String
  /// How many lines were taken.
  package var lines: Int
  /// The lines that were taken, to be opened again in later turns: with their numbers.
  package var source: any EvidenceSource

  package init(rest: String, lines: Int, source: any EvidenceSource) {
    self.rest = rest
    self.lines = lines
    self.source = source
  }
}
