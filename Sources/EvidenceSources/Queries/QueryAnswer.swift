#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a server answered to a query, read.
enum QueryAnswer {
  /// Reads a body of JSON.
  ///
  /// - Throws: ``QueryRefusal`` of the kind `nonsense` where it is none of this form.
  static func decoded<Value: Decodable>(
    _ type: Value.Type, _ body: Data
  ) throws(QueryRefusal) -> Value {
    do {
      return try JSONDecoder().decode(type, from: body)
    } catch {
      throw .unreadable(body)
    }
  }
}
