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
  package var text: String {
    didSet { if text != oldValue { quoted = Quoted(quoted.text(in: oldValue), in: text) } }
  }
  private var quoted: Quoted
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
    quoted = Quoted(message ?? text, in: text)
    self.further = further
  }

  /// The part of the text worth quoting; always occurs in ``text``, byte for byte, unless the text
  /// escapes it (JSON), then in its unescaped form.
  package var message: String {
    get { quoted.text(in: text) }
    set { quoted = Quoted(newValue, in: text) }
  }

  /// What is quoted of a text, without a copy of it: evidence holds tens of thousands of samples, and
  /// the message is most of each line.
  private enum Quoted: Hashable {
    case whole
    /// From a byte of the text to its end, as messages mostly stand.
    case end(from: Int32)
    case text(String)

    init(_ message: String, in text: String) {
      let start = text.utf8.count - message.utf8.count
      if start == 0, message == text {
        self = .whole
      } else if start > 0, text.utf8.suffix(message.utf8.count).elementsEqual(message.utf8) {
        self = .end(from: Int32(clamping: start))
      } else {
        self = .text(message)
      }
    }

    func text(in text: String) -> String {
      switch self {
      case .whole: text
      case .end(let from): String(decoding: text.utf8.dropFirst(Int(from)), as: UTF8.self)
      case .text(let message): message
      }
    }
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

  private enum CodingKeys: CodingKey {
    case reference, time, isTimeBorrowed, level, service, host, logger, text, message, further
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      reference: try container.decode(Reference.self, forKey: .reference),
      time: try container.decodeIfPresent(Timestamp.self, forKey: .time),
      isTimeBorrowed: try container.decode(Bool.self, forKey: .isTimeBorrowed),
      level: try container.decodeIfPresent(Level.self, forKey: .level),
      service: try container.decode(String.self, forKey: .service),
      host: try container.decodeIfPresent(String.self, forKey: .host),
      logger: try container.decodeIfPresent(String.self, forKey: .logger),
      text: try container.decode(String.self, forKey: .text),
      message: try container.decode(String.self, forKey: .message),
      further: try container.decode([FurtherLine].self, forKey: .further))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reference, forKey: .reference)
    try container.encodeIfPresent(time, forKey: .time)
    try container.encode(isTimeBorrowed, forKey: .isTimeBorrowed)
    try container.encodeIfPresent(level, forKey: .level)
    try container.encode(service, forKey: .service)
    try container.encodeIfPresent(host, forKey: .host)
    try container.encodeIfPresent(logger, forKey: .logger)
    try container.encode(text, forKey: .text)
    try container.encode(message, forKey: .message)
    try container.encode(further, forKey: .further)
  }

  /// The order of a story: by time, then as written; what has no time stands first.
  package static func isEarlier(_ a: Sample, _ b: Sample) -> Bool {
    let (x, y) = (a.time?.instant ?? .earliest, b.time?.instant ?? .earliest)
    return x == y ? a.reference < b.reference : x < y
  }
}
