#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Cuts a stream of bytes into frames: four bytes of length, most significant first, then that many
/// bytes of JSON.
///
///     00 00 00 0B  "heartbeat" with its quotes  →  one frame of 11 bytes
///
/// A length above ``longestFrame`` or JSON of another shape ends the stream: once out of step, no
/// later byte can be trusted.
package struct FrameDecoder<Message: Decodable> {
  /// The most bytes a frame may have: an input of 1 MiB whose characters are all escaped takes 6,
  /// a case a few; beyond this a length is taken for garbage.
  package static var longestFrame: Int { 64 << 20 }

  private var buffer: [UInt8] = []
  private var start = 0
  private let decoder = JSONDecoder()

  package init() {}

  /// Takes in bytes, and hands over each message that is complete with them.
  ///
  /// - Throws: ``FrameError``, once all messages before the fault are handed over.
  package mutating func decode(
    _ bytes: some Collection<UInt8>, _ take: (Message) -> Void
  ) throws(FrameError) {
    buffer += bytes
    while buffer.count - start >= 4 {
      let length = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= Self.longestFrame else { throw .tooLong(length) }
      guard buffer.count - start - 4 >= length else { break }
      let body = buffer[start + 4..<start + 4 + length]
      guard let message = try? decoder.decode(Message.self, from: Data(body)) else {
        throw .notAMessage
      }
      start += 4 + length
      take(message)
    }
    // Moved to the front once a call, not once a frame.
    buffer.removeFirst(start)
    start = 0
  }
}

/// Bytes that are no frames.
package enum FrameError: Error, Hashable, Sendable {
  case tooLong(Int)
  case notAMessage
}

extension FrameError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let length): "it announced a message of \(length) bytes"
    case .notAMessage: "it wrote what is no message"
    }
  }
}

/// Makes frames of messages.
package enum FrameEncoder {
  /// The bytes of one message's frame.
  ///
  /// - Throws: what `JSONEncoder` throws; no message of ours holds a value it refuses.
  package static func encode(_ message: some Encodable) throws -> [UInt8] {
    let body = try JSONEncoder().encode(message)
    let length = UInt32(body.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + body
  }
}
