import Terminal

/// A value of JSON whose keys keep their order, for the events of `--json`.
enum JSONValue: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or null where there is none.
  static func optional(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }

  /// An integer, or null where there is none.
  static func optional(_ integer: Int?) -> JSONValue {
    integer.map(JSONValue.integer) ?? .null
  }

  static func == (a: JSONValue, b: JSONValue) -> Bool {
    a.text == b.text
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }

  /// The value on one line; C0, C1 and bidi characters stand as `\u` escapes.
  var text: String {
    switch self {
    case .string(let text): JSONText.quoted(text)
    case .integer(let integer): String(integer)
    case .number(let number): number.isFinite ? "\(number)" : "null"
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONText.quoted($0)):\($1.text)" }.joined(separator: ",") + "}"
    }
  }
}
