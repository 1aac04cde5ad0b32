/// Strings of JSON that are safe to print on a terminal.
package enum JSONText {
  /// Quotes a text exactly, with every unsafe character as a `\u` escape (RFC 8259).
  package static func quoted(_ text: String) -> String {
    var json = "\""
    json.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case _ where UnsafeCharacters.contains(scalar):
        for unit in String(scalar).utf16 { json += escape(unit) }
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
