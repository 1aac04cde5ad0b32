/// Names of operations without what differs from request to request.
enum OperationName {
  /// What stands for the operations of a service that are too many to be told apart.
  static let others = "(other operations)"
  /// From so many characters on a part of a path with a digit in four is an identifier.
  private static let longestName = 16

  /// `GET /orders/1723/items/9f1c2b7e-…` is `GET /orders/{}/items/{}`: parts of a path that hold
  /// nothing but a number, or a long one in base 16, differ by request; `/v2/orders3` does not.
  static func plain(_ name: Bytes) -> String {
    guard name.contains(UInt8(ascii: "/")), name.contains(where: isDigit) else {
      return name.text(limit: 200)
    }
    let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.map { part in
      let digits = part.count(where: isDigit)
      let isHex = part.allSatisfy { isDigit($0) || (lowered($0) &- 0x61) < 6 || $0 == 0x2D }
      let isDrawn =
        digits > 0
        && (digits == part.count || part.count >= 8 && isHex
          || part.count >= longestName && digits * 4 >= part.count)
      return isDrawn ? "{}" : Bytes(rebasing: part).text(limit: 200)
    }.joined(separator: "/")
  }
}
