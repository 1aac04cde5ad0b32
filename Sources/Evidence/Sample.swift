package import Timeline

/// One entry, point or span that can be quoted and cited.
///
/// Of a log: an entry with the line it begins at. `text` is that line as it stands in the file,
/// `message` what the innermost layer of prefixes leaves: of
/// `orders-1 | 2026-01-02T10:05:00Z ERROR [pool-3] payment declined` it is `payment declined`.
package struct Sample: Hashable, Sendable, Codable {
  package var reference: Reference
  /// When it was written; nil where neither it nor its neighbours say so.
  package var time: Timestamp?
  /// Whether the time is that of the entry before it.
  package var isTimeBorrowed: Bool
  /// The level the entry states by a word, a number or a severity field; nil where it states none.
  package var level: Level?
  /// Who wrote it, never empty; the file's name where nothing says so.
  package var service: String
  /// The machine, node or pod it was written on.
  package var host: String?
  /// The class, module or thread inside the service that names itself as the writer.
  package var logger: String?
  /// The raw text of the first line, at most 2,000 bytes of valid UTF-8.
  package var text: String
  /// The part of the text worth quoting; always occurs in ``text``, byte for byte, unless the text
  /// escapes it (JSON), then in its unescaped form.
  package var message: String
  /// Further lines of the entry that tell most, such as its deepest `Caused by:`, in file order.
  package var further: [FurtherLine]

  package init(
    reference: Reference, time: Timestamp? = nil, isTimeBorrowed: Bool = false,
    level: Level? = nil, service: String, host: String? = nil, logger: String? = nil, text: String,
    message: String? = nil, further: [FurtherLine] = []
  ) {
    self.reference = reference
    self.time = time
    self.isTimeBorrowed = isTimeBorrowed
    self.level = level
    self.service = service
    self.host = host
    self.logger = logger
    self.text = text
    self.message = message ?? text
    self.further = further
  }

  /// A line of an entry after its first.
  package struct FurtherLine: Hashable, Sendable, Codable {
    package var reference: Reference
    /// The raw text, at most 500 bytes of valid UTF-8.
    package var text: String

    package init(reference: Reference, text: String) {
      self.reference = reference
      self.text = text
    }
  }

  /// The order of a story: by time, then as written; what has no time stands first.
  package static func isEarlier(_ a: Sample, _ b: Sample) -> Bool {
    let (x, y) = (a.time?.instant ?? .earliest, b.time?.instant ?? .earliest)
    return x == y ? a.reference < b.reference : x < y
  }
}
