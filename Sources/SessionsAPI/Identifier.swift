#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An identifier of an `Entity`, typed so that a message's never stands where a session's should.
///
/// This project's services make lower-case UUIDs. Another server's identifiers are kept as they
/// came and never interpreted.
package struct Identifier<Entity>: RawRepresentable, Hashable, Sendable {
  /// The identifier as it stands in JSON and in a URL's path.
  package let rawValue: String

  /// Wraps an identifier that a service gave out.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Makes a new random identifier: a lower-case UUID, version 4 (RFC 9562).
  package init() {
    rawValue = UUID().uuidString.lowercased()
  }

  /// Whether this is a lower-case UUID, as this project's services make them.
  package var isLowercaseUUID: Bool {
    rawValue.utf8.count == 36 && UUID(uuidString: rawValue) != nil
      && rawValue == rawValue.lowercased()
  }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension Identifier: CustomStringConvertible {
  package var description: String { rawValue }
}
