/// Finds and masks secrets in text, by the table of ``SecretShapes``.
///
///     login password=hunter2 ok   →   login password=[masked] ok
///
/// What was masked before stays as it is.
package enum SecretMask {
  /// What stands in place of a secret.
  package static let mark = "[masked]"

  /// Whether a text holds anything that looks like a secret.
  package static func occurs(in text: String) -> Bool {
    !SecretFinder(text).ranges().isEmpty
  }

  /// The text with every secret replaced.
  package static func masked(_ text: String) -> String {
    let finder = SecretFinder(text)
    let ranges = finder.ranges()
    guard !ranges.isEmpty else { return text }
    var result: [UInt8] = []
    var position = 0
    for range in ranges where range.upperBound > position {
      if range.lowerBound >= position {
        result += finder.bytes[position..<range.lowerBound]
        result += Array(mark.utf8)
      }
      position = range.upperBound
    }
    result += finder.bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }
}
