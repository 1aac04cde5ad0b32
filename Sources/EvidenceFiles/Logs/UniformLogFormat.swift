import Evidence
import Timeline

/// Reads records of GlassFish and Payara: `[#|TIME|LEVEL|PRODUCT|LOGGER|name=value;…|MESSAGE|#]`.
///
/// Source: GlassFish, "Uniform Log Format". The message may go on in further lines, which `|#]` ends.
enum UniformLogFormat {
  /// Reads a text; false where it is none.
  static func read(_ text: Bytes, _ parser: LogLineParser, into entry: inout LogEntry) -> Bool {
    guard text.has("[#|") else { return false }
    var fields: [Bytes] = []
    var start = 3
    while fields.count < 5, let bar = text.index(of: UInt8(ascii: "|"), from: start) {
      fields.append(text.part(start, bar))
      start = bar + 1
    }
    guard fields.count == 5, let stamp = parser.stamps.read(value: fields[0]) else { return false }
    entry.offer(stamp)
    entry.facts.insert([.wrapper, .firmLevel])
    entry.level = LevelWords.level(value: fields[1]) ?? entry.level
    if !fields[3].isEmpty { entry.logger = fields[3] }
    let end = text.has("|#]", at: text.count - 3) ? text.count - 3 : text.count
    let message = text.part(min(start, end), end).trimmed()
    entry.message = message.isEmpty ? text : message
    return true
  }
}
