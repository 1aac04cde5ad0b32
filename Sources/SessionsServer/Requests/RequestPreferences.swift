import HTTPTypes

/// What a request would like of its answer: `wait=N`, `report`, `return=minimal`.
///
///     Prefer: report, wait=30; x=1
///     Prefer: return="minimal"      → wait 30 s, with reports, without messages while a turn runs
///
/// Source: RFC 7240, section 2 for the syntax: preferences are separated by commas, in one or several
/// fields; the first of a name counts; names know no case; a value may be quoted, and an empty one is
/// none. What a server does not understand is ignored.
struct RequestPreferences: Hashable, Sendable {
  /// The seconds that the answer may be held (RFC 7240, section 4.3); nil for none.
  var wait: Int?
  /// Whether answers are to come with their reports.
  var wantsReport = false
  /// Whether messages are not wanted while a turn runs (RFC 7240, section 4.2): for who waits.
  var isMinimal = false

  /// The longest that an answer is held (contract, "Waiting without polling").
  static let longestWait = 60

  /// Reads the preferences of a request.
  init(_ fields: HTTPFields) {
    guard let name = HTTPField.Name.prefer else { return }
    var seen: Set<String> = []
    for field in fields[values: name] {
      for preference in field.split(outsideQuotesAt: ",") {
        let token = preference.split(outsideQuotesAt: ";").first ?? ""
        let parts = token.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          .map { $0.trimmingBlanks() }
        guard let name = parts.first?.lowercased(), seen.insert(name).inserted else { continue }
        take(name, value: parts.count == 2 ? parts[1].unquoted() : "")
      }
    }
  }

  private mutating func take(_ name: String, value: Substring) {
    switch name {
    case "wait" where !value.isEmpty && value.utf8.allSatisfy({ (0x30...0x39).contains($0) }):
      // More digits than an integer holds are more than the longest all the same.
      wait = min(Int(value) ?? .max, Self.longestWait)
    case "report": wantsReport = value.isEmpty
    case "return": isMinimal = value.lowercased() == "minimal"
    default: break
    }
  }

  /// What `Preference-Applied` says of them; nil where there is nothing to say.
  func applied(leavesOutMessages: Bool) -> String? {
    let names = [
      wait.map { "wait=\($0)" }, leavesOutMessages ? "return=minimal" : nil,
      wantsReport ? "report" : nil,
    ].compactMap { $0 }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}

extension StringProtocol {
  /// The parts between a separator, except where it stands in a quoted string (RFC 9110, 5.6.4).
  fileprivate func split(outsideQuotesAt separator: Character) -> [SubSequence] {
    var isQuoted = false
    var isEscaped = false
    return split(omittingEmptySubsequences: false) { character in
      defer { isEscaped = isQuoted && character == "\\" && !isEscaped }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      return character == separator && !isQuoted
    }
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

  /// The text without the quotes around it; no value that is understood has anything escaped.
  fileprivate func unquoted() -> Substring {
    count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? dropFirst().dropLast() : self
  }
}
