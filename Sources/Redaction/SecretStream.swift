/// Masks the secrets of a log that comes piece by piece, as ``SecretMask`` does those of a text.
///
///     "user=x pass", "word=hunter2 ok\n"   →   "user=x password=[masked] ok\n"
///
/// What is no text, as what is compressed, goes through as it is.
package struct SecretStream: Sendable {
  /// What waits for the end of its line, or of its private key.
  private var pending: [UInt8] = []
  /// Whether it is text; nil before anything has come.
  private var isText: Bool?

  /// So many bytes wait at the most: of a line that does not end, or a key, whose longest have 16 KiB.
  private static let longestWait = 64 << 10

  package init() {}

  /// Takes the next bytes; what can be handed on.
  package mutating func take(_ bytes: some Collection<UInt8>) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    // No text holds U+0000, and whatever is compressed does soon.
    let isText = isText ?? !bytes.contains(0)
    self.isText = isText
    guard isText else { return Array(bytes) }
    pending += bytes
    guard let newline = pending.lastIndex(of: UInt8(ascii: "\n")) else {
      return pending.count < Self.longestWait ? [] : finish()
    }
    var lines = Array(pending[...newline])
    if let key = SecretFinder(lines).openKeyBlock, lines.count - key < Self.longestWait {
      lines.removeSubrange(key...)
    }
    pending.removeFirst(lines.count)
    return SecretMask.masked(lines)
  }

  /// Takes the end: what is left.
  package mutating func finish() -> [UInt8] {
    defer { pending = [] }
    return SecretMask.masked(pending)
  }
}
