#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SessionsAPI

/// The fields of the contract's bodies.
enum BodyField: String, CaseIterable {
  case input
  case idempotencyKey = "idempotency_key"
  case title
  case time
  case thinkingMode = "thinking_mode"

  /// What is wrong with a body that is JSON and could not be read, with the field at fault.
  static func problem(of error: DecodingError, in body: Data) -> RequestProblem {
    switch error {
    case .keyNotFound(let key, _): return .missing(key.stringValue)
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      guard let name = context.codingPath.first?.stringValue else {
        guard case .dataCorrupted = error else { return .notObject }
        return unreadable(in: body).map { .halfSurrogate($0.rawValue) } ?? .nestedTooDeeply
      }
      return .invalid(name)
    @unknown default: return .unreadableBody
    }
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
