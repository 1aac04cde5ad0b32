import Redaction
import Terminal

/// A log that goes to a server inside a message, as there it can't be read from a file: without its
/// secrets, which nobody who pipes or attaches a file has read through.
package struct LogMessage: Hashable, Sendable {
  /// The log as text: what is no UTF-8 is repaired, and U+0000, which no message may hold, is shown.
  private let log: String

  /// The bytes that a request may have (contract, 413).
  package static let limit = 1 << 20
  /// What is kept free in a request for the question and the other fields.
  private static let room = 16 << 10

  /// Takes a log; nil where no request could hold it.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.limit else { return nil }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
    log = SecretMask.maskedLines(text)
    size = JSONText.quoted(log).utf8.count
    guard size <= Self.limit - Self.room else { return nil }
  }

  /// The bytes that it takes in a request.
  private let size: Int

  /// Whether one request holds several.
  static func fit(_ messages: [LogMessage]) -> Bool {
    messages.map(\.size).reduce(0, +) <= limit - room
  }

  /// The question with the log behind it, in a block of code.
  package func text(asking question: String) -> String {
    let lines = log.hasSuffix("\n") ? String(log.dropLast()) : log
    return "\(question)\n\n\(MarkdownCode.block([lines]))"
  }
}
