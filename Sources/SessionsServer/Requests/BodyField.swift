#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SessionsAPI

/// The fields of the contract's bodies, and what each must be.
enum BodyField: String, CaseIterable {
  case input
  case idempotencyKey = "idempotency_key"
  case title
  case time
  case thinkingMode = "thinking_mode"

  /// What the field must be, in words.
  var requirement: String {
    switch self {
    case .input: "a string that is not blank"
    case .idempotencyKey: "a string of 1 to 128 characters"
    case .title: "a string of at most 256 characters, or null"
    case .time: "an RFC 3339 time with an offset, such as 2026-01-31T10:05:00Z, or null"
    case .thinkingMode: "'auto', 'deep' or 'fast', or null"
    }
  }

  /// Words for a body that is JSON and could not be read; they name the field at fault.
  static func words(for error: DecodingError, in body: Data) -> String {
    switch error {
    case .keyNotFound(let key, _):
      return "'\(key.stringValue)' is missing\(requirement(of: key.stringValue))."
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      guard let name = context.codingPath.first?.stringValue else {
        guard case .dataCorrupted = error else { return "The body is JSON, but not an object." }
        guard let field = unreadable(in: body) else { return "The body is nested too deeply." }
        return "'\(field.rawValue)' is not valid; it holds half of a surrogate pair."
      }
      return "'\(name)' is not valid\(requirement(of: name))."
    @unknown default: return "The body is not valid."
    }
  }

  private static func requirement(of name: String) -> String {
    BodyField(rawValue: name).map { "; it must be \($0.requirement)" } ?? ""
  }

  /// The field whose string is none, such as one with half of a surrogate pair.
  private static func unreadable(in body: Data) -> BodyField? {
    let texts = try? ContractJSON.decode([String: Readability].self, from: body)
    return allCases.first { texts?[$0.rawValue]?.isReadable == false }
  }
}

/// Whether a value can be read, whatever its type.
private struct Readability: Decodable {
  var isReadable = true

  init(from decoder: any Decoder) throws {
    do {
      _ = try decoder.singleValueContainer().decode(String.self)
    } catch DecodingError.typeMismatch, DecodingError.valueNotFound {
      // Another type, which is another fault.
    } catch {
      isReadable = false
    }
  }
}
