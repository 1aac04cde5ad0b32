package import Timeline

/// One entry that can be quoted and cited.
package struct LogExcerpt: Hashable, Sendable {
  /// Index into ``LogIndex/files``.
  package var file: Int
  /// The line of its beginning, from 1 in decompressed text.
  package var line: Int
  package var time: Instant?
  /// The raw text of that line, at most 2,000 bytes of valid UTF-8.
  package var text: String
  /// The part of ``text`` that is worth quoting: the log line inside its JSON or CSV wrapper.
  ///
  /// Always occurs in ``text``, byte for byte; the whole of it where there is no wrapper.
  package var quote: String
  /// The most telling further line of a stack trace, such as its last `Caused by:`.
  package var cause: Cause?

  package init(
    file: Int, line: Int, time: Instant?, text: String, quote: String? = nil, cause: Cause? = nil
  ) {
    self.file = file
    self.line = line
    self.time = time
    self.text = text
    self.quote = quote ?? text
    self.cause = cause
  }

  /// A line of the entry after its first, with its own line number.
  package struct Cause: Hashable, Sendable {
    package var line: Int
    /// The raw text, at most 500 bytes of valid UTF-8.
    package var text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }
}
