extension JSONSpan {
  /// The pairs of an object, or of a list of objects with a `key` and a `value` each, without quotes.
  ///
  /// `{"a":"1"}`, `[{"key":"a","value":"1"}]` and OTLP's `[{"key":"a","value":{"intValue":"1"}}]` have
  /// one pair, a and 1.
  static func pairs(_ value: Bytes, _ body: (_ key: Bytes, _ value: Bytes) -> Void) {
    guard value.first == UInt8(ascii: "[") else {
      members(value) { body($0, unquoted($1)) }
      return
    }
    for pair in elements(value) {
      guard let key = member(pair, "key"), var inner = member(pair, "value") else { continue }
      // OTLP names the type: {"stringValue":"cart"}.
      if inner.first == UInt8(ascii: "{") {
        var only: Bytes?
        members(inner) { only = $1 }
        inner = only ?? inner
      }
      body(unquoted(key), unquoted(inner))
    }
  }

  /// Whether a value is a list or an object.
  static func isContainer(_ value: Bytes) -> Bool {
    value.first == UInt8(ascii: "{") || value.first == UInt8(ascii: "[")
  }

  /// Calls a body for the object that a value is, or for each that a list holds, lists in it too; with how
  /// deep it is nested.
  static func objects(in value: Bytes, depth: Int, _ body: (_ object: Bytes, _ depth: Int) -> Void)
  {
    guard depth < deepest else { return }
    guard value.first != UInt8(ascii: "{") else { return body(value, depth) }
    for element in elements(value) where isContainer(element) {
      objects(in: element, depth: depth + 1, body)
    }
  }

  /// The deepest nesting that is looked into: no exporter wraps what it has to say deeper.
  private static let deepest = 24
}
