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
    guard let result = masked(finder, keepsLines: false) else { return text }
    return String(decoding: result, as: UTF8.self)
  }

  /// Bytes of a log with every secret replaced; a secret of several lines leaves their ends, so that
  /// every other line keeps its number.
  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    masked(SecretFinder(bytes), keepsLines: true) ?? bytes
  }

  /// What is left when secrets are replaced; nil where there are none.
  private static func masked(_ finder: SecretFinder, keepsLines: Bool) -> [UInt8]? {
    let ranges = finder.ranges()
    guard !ranges.isEmpty else { return nil }
    var result: [UInt8] = []
    var position = 0
    for range in ranges where range.upperBound > position {
      if range.lowerBound >= position {
        result += finder.bytes[position..<range.lowerBound]
        result += Array(mark.utf8)
      }
      if keepsLines {
        let hidden = finder.bytes[max(position, range.lowerBound)..<range.upperBound]
        result += hidden.filter { $0 == UInt8(ascii: "\n") }
      }
      position = range.upperBound
    }
    return result + finder.bytes[position...]
  }
}
