import HTTPTypes

/// The preference `wait=N` of a request: the seconds that its answer may be held.
///
/// Source: RFC 7240, section 4.3 for `wait`, section 2 for the syntax: preferences are separated by
/// commas, in one or several fields; the first of a name counts; a value may be quoted.
struct WaitPreference: Hashable, Sendable {
  var seconds: Int

  /// The longest that an answer is held (contract, "Waiting without polling").
  static let longest = 60

  /// Reads the preference; nil where there is none or it makes no sense, for preferences that a
  /// server does not understand are ignored.
  init?(_ fields: HTTPFields) {
    guard let name = HTTPField.Name.prefer else { return nil }
    let preferences = fields[values: name].flatMap { $0.split(separator: ",") }
    for preference in preferences {
      let token = preference.split(separator: ";", maxSplits: 1).first ?? ""
      let parts = token.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() }
      guard parts.first?.lowercased() == "wait" else { continue }
      guard parts.count == 2 else { return nil }
      var value = parts[1]
      if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
        value = value.dropFirst().dropLast()
      }
      guard !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      // More digits than an integer holds are more than the longest all the same.
      seconds = min(Int(value) ?? .max, Self.longest)
      return
    }
    return nil
  }
}

extension Substring {
  /// The text without the spaces and tabs around it.
  fileprivate func trimmingBlanks() -> Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
