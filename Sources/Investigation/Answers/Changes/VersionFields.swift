import Evidence

/// Finds the fields of an entry that name a version, beside its message.
///
/// `msg="collector starting" version=2.9.0 previous=2.8.4` → `version=2.9.0`, `previous=2.8.4`
enum VersionFields {
  /// The fields as the text has them, in their order.
  static func fields(in text: String) -> [String] {
    var fields: [String] = []
    for part in text.split(whereSeparator: {
      $0.isWhitespace || $0 == "," || $0 == "{" || $0 == "}"
    }) {
      guard let mark = part.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
      let name = part[..<mark].trimming { !$0.isLetter }.lowercased()
      let value = part[part.index(after: mark)...]
      guard names.contains(where: { name == $0 || name.hasSuffix("_" + $0) }),
        value.contains(where: \.isNumber), value.utf8.count <= longest
      else { continue }
      fields.append(String(part))
    }
    return fields
  }

  private static let names = [
    "version", "previous", "release", "image", "tag", "revision", "from_version", "to_version",
    "build",
  ]
  /// A longer value is a text that begins with such a word.
  private static let longest = 120
}
