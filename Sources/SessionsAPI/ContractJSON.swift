#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// JSON as the contract writes it: RFC 3339 dates in UTC, keys in a stable order.
package enum ContractJSON {
  /// Encodes a value of the contract.
  ///
  /// - Throws: `EncodingError`, never for the contract's own types.
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamp.string(from: date))
    }
    return try encoder.encode(value)
  }

  /// Decodes a value of the contract, ignoring fields that it does not know.
  ///
  /// - Throws: `DecodingError` with the path of the field at fault.
  package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value
  {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let date = Timestamp.date(from: text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(text)' is not an RFC 3339 time with an offset")
      }
      return date
    }
    return try decoder.decode(type, from: data)
  }
}
