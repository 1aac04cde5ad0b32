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
    case .keyNotFound(let key, let context): return .missing(name(of: context.codingPath + [key]))
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      guard !context.codingPath.isEmpty else {
        guard case .dataCorrupted = error else { return .notObject }
        if let field = unreadable(in: body) { return .halfSurrogate(field.rawValue) }
        return isDeep(body) ? .nestedTooDeeply : .unreadableBody
      }
      return .invalid(name(of: context.codingPath))
    @unknown default: return .unreadableBody
    }
  }

  /// Whether values stand inside each other more often than Foundation's decoder follows.
  private static func isDeep(_ body: Data) -> Bool {
    var depth = 0
    var deepest = 0
    var isString = false
    var isEscaped = false
    for byte in body {
      if isString {
        if !isEscaped, byte == UInt8(ascii: "\"") { isString = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
        deepest = max(deepest, depth)
      }
    }
    return deepest >= 512
  }

  /// A field by its way through the body: `alerts[0].startsAt`.
  private static func name(of path: [any CodingKey]) -> String {
    let name = path.reduce(into: "") { name, key in
      if let index = key.intValue {
        name += "[\(index)]"
      } else {
        name += (name.isEmpty ? "" : ".") + key.stringValue
      }
    }
    // Names of labels are the caller's, and may be long.
    return String(String.UnicodeScalarView(name.unicodeScalars.prefix(RequestProblem.longestName)))
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
