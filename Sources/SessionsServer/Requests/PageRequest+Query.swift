import Hummingbird
import HummingbirdCore
import SessionsAPI

extension PageRequest {
  /// Reads `page` and `limit` of a query; others are ignored.
  ///
  /// - Throws: ``SessionsError/request(_:)`` naming the value.
  init(_ uri: URI) throws(SessionsError) {
    self.init(
      page: try Self.number("page", in: uri), limit: try Self.number("limit", in: uri))
  }

  private static func number(_ name: String, in uri: URI) throws(SessionsError) -> Int? {
    let values = uri.queryParameters[values: name[...]]
    guard let text = values.first else { return nil }
    guard values.count == 1 else {
      throw .request(.repeatedParameter(name, times: values.count))
    }
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // A number too large to hold is past every end, as any large one is.
    let number = isNumber ? Int(text) ?? .max : 0
    guard number >= 1 else {
      throw .request(.noNumber(name, String(text)))
    }
    return number
  }
}
