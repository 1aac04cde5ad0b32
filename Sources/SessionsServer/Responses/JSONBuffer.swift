import NIOCore
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes sessions as `ContractJSON` does, byte for byte, at a tenth of the cost.
///
/// A session is what the server writes most, and its messages are long: a general encoder took
/// more of a request's time than the store.
struct JSONBuffer {
  private(set) var bytes = ByteBuffer()

  /// Writes text as it is.
  mutating func write(raw text: StaticString) {
    bytes.writeStaticString(text)
  }

  /// Writes a session; its fields stand in the order of their names.
  mutating func write(
    _ session: Session, receipt: FollowUpReceipt? = nil, isFetched: Bool = false
  ) {
    let contents = session.messages?.reduce(0) { $0 + $1.markdownContent.utf8.count + 256 } ?? 0
    bytes.reserveCapacity(minimumWritableBytes: contents + session.input.utf8.count + 1024)
    writeOpening(session, receipt: receipt)
    if let messages = session.messages {
      for (index, message) in messages.enumerated() {
        write(raw: index == 0 ? "[" : ",")
        write(message)
      }
      write(raw: messages.isEmpty ? "[]" : "]")
    } else {
      write(raw: "null")
    }
    writeClosing(session, receipt: receipt, isFetched: isFetched)
  }

  /// Writes what stands before a session's messages.
  mutating func writeOpening(_ session: Session, receipt: FollowUpReceipt? = nil) {
    write(raw: "{")
    if let receipt {
      write(raw: "\"assistant_message_id\":", receipt.assistantMessageID.rawValue, ",")
    }
    write(raw: "\"created_at\":", Timestamp.string(from: session.createdAt), ",")
    write(raw: "\"id\":", session.id.rawValue, ",")
    write(raw: "\"input\":", session.input, ",\"messages\":")
  }

  /// Writes what stands behind a session's messages.
  mutating func writeClosing(
    _ session: Session, receipt: FollowUpReceipt? = nil, isFetched: Bool = false
  ) {
    if isFetched || session.messages != nil || session.progress != nil {
      write(raw: ",\"progress\":")
      if let progress = session.progress { write(progress) } else { write(raw: "null") }
    }
    write(raw: ",\"status\":", session.status.rawValue, ",")
    write(raw: "\"title\":", session.title, ",")
    write(raw: "\"updated_at\":", session.updatedAt.map(Timestamp.string), "")
    if let receipt { write(raw: ",\"user_message_id\":", receipt.userMessageID.rawValue, "") }
    write(raw: "}")
  }

  /// Writes a page of sessions.
  mutating func write(_ page: SessionPage) {
    bytes.writeString(
      "{\"count\":\(page.count),\"next\":\(Self.number(page.next)),"
        + "\"prev\":\(Self.number(page.prev)),")
    write(raw: "\"sessions\":[")
    for (index, session) in page.sessions.enumerated() {
      if index > 0 { write(raw: ",") }
      write(session)
    }
    bytes.writeString("],\"total\":\(page.total)}")
  }

  /// Writes what stands behind the sessions of a list that was written as it was read.
  mutating func writeEnd(count: Int, total: Int, prev: Int?, next: Int?) {
    bytes.writeString(
      "],\"count\":\(count),\"total\":\(total),\"prev\":\(Self.number(prev)),"
        + "\"next\":\(Self.number(next))}")
  }

  private static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "null" }

  /// Writes a message.
  mutating func write(_ message: Message) {
    write(raw: "{\"created_at\":", Timestamp.string(from: message.createdAt), ",")
    write(raw: "\"id\":", message.id.rawValue, ",")
    write(raw: "\"markdown_content\":", message.markdownContent, ",")
    // Few ask for reports, and they are made of more than texts: the general encoder does.
    if let report = message.report, let json = try? ContractJSON.encode(report) {
      write(raw: "\"report\":")
      bytes.writeBytes(json)
      write(raw: ",")
    }
    write(raw: "\"role\":", message.role.rawValue, "}")
  }

  private mutating func write(_ progress: Progress) {
    bytes.writeString("{\"done\":\(progress.done),")
    write(raw: "\"step\":", progress.step, ",")
    bytes.writeString("\"total\":\(progress.total),")
    write(raw: "\"updated_at\":", Timestamp.string(from: progress.updatedAt), "}")
  }

  private mutating func write(raw name: StaticString, _ value: String?, _ end: StaticString) {
    write(raw: name)
    if let value { write(value) } else { write(raw: "null") }
    write(raw: end)
  }

  /// Writes a string (RFC 8259, section 7): runs without anything to escape are copied whole.
  private mutating func write(_ text: String) {
    write(raw: "\"")
    var text = text
    text.withUTF8 { source in
      var start = 0
      for index in source.indices {
        guard let escaped = Self.escape(source[index]) else { continue }
        bytes.writeBytes(source[start..<index])
        bytes.writeString(escaped)
        start = index + 1
      }
      bytes.writeBytes(source[start...])
    }
    write(raw: "\"")
  }

  /// How a byte is escaped; nil where it stands for itself.
  private static func escape(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x20...: nil
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }
  }
}
