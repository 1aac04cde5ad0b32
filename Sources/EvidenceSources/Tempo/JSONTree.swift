#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value of JSON of any form, whole numbers kept as they are.
indirect enum JSONTree: Hashable, Sendable {
  case object([String: JSONTree])
  case list([JSONTree])
  case text(String)
  case whole(Int64)
  case number(Double)
  case truth(Bool)
  case null

  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members[name]
  }

  /// The identifiers of traces and spans, which Tempo writes in base64, as OTLP's JSON has them.
  ///
  /// Source: OTLP specification, "JSON Protobuf Encoding".
  var withHexadecimalIDs: JSONTree {
    switch self {
    case .object(let members):
      .object(
        members.reduce(into: [:]) { changed, member in
          if case .text(let text) = member.value, Self.identifiers.contains(member.key) {
            changed[member.key] = .text(Self.hexadecimal(text))
          } else {
            changed[member.key] = member.value.withHexadecimalIDs
          }
        })
    case .list(let elements): .list(elements.map(\.withHexadecimalIDs))
    default: self
    }
  }

  private static let identifiers: Set = ["traceId", "spanId", "parentSpanId"]

  /// An identifier in hexadecimal digits; one that is written in them already stays.
  private static func hexadecimal(_ text: String) -> String {
    let isHexadecimal =
      [16, 32].contains(text.utf8.count) && text.utf8.allSatisfy(Self.isHexadecimal)
    guard !isHexadecimal, let bytes = Data(base64Encoded: text) else { return text }
    return bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// Whether a byte is a hexadecimal digit.
  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

extension JSONTree: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let whole = try? container.decode(Int64.self) {
      self = .whole(whole)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let elements = try? container.decode([JSONTree].self) {
      self = .list(elements)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .list(let elements): try container.encode(elements)
    case .text(let text): try container.encode(text)
    case .whole(let whole): try container.encode(whole)
    case .number(let number): try container.encode(number)
    case .truth(let truth): try container.encode(truth)
    case .null: try container.encodeNil()
    }
  }
}
