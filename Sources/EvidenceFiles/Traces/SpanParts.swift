/// What one record of a trace says, as views into it: valid until its reader moves on.
struct SpanParts {
  var trace = Bytes(start: nil, count: 0)
  var span = Bytes(start: nil, count: 0)
  /// Empty for the first span of a request.
  var parent = Bytes(start: nil, count: 0)
  var service = Bytes(start: nil, count: 0)
  var pod = Bytes(start: nil, count: 0)
  var operation = Bytes(start: nil, count: 0)
  /// Nanoseconds since 1970.
  var start: Int64 = 0
  /// Nanoseconds; nil where neither a duration nor an end was read.
  var duration: Int64?
  var isError = false
  /// Whether it is the server's half of a span that the caller reports under the same identifier.
  var isShared = false
  /// What its attributes say, and the version that its resource tells.
  var detail = SpanDetail()
  var release = Bytes(start: nil, count: 0)
  /// What is quoted of it, and the line that begins in.
  var text = Bytes(start: nil, count: 0)
  var line = 0

  /// Whether enough was told to take it.
  var isWhole: Bool {
    !trace.isEmpty && !span.isEmpty && duration != nil && !(service.isEmpty && pod.isEmpty)
  }

  /// A number for an identifier, whatever its case and its leading zeros; 0 for none.
  ///
  /// Exporters write the same one as 16 or 32 digits, and `root`, `null` or zeros where there is none.
  static func number(_ identifier: Bytes) -> UInt64 {
    var at = 0
    let text = identifier.trimmed()
    while at < text.count, text[at] == UInt8(ascii: "0") { at += 1 }
    let rest = text.part(at, text.count)
    if rest.isEmpty || nothing.contains(where: { isWord($0, rest) }) { return 0 }
    var value = hashStart
    for byte in rest { value = hashStep(value, lowered(byte)) }
    // The last step leaves the upper bits of short texts alike.
    value = (value ^ (value >> 29)) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 32
    return value == 0 ? 1 : value
  }

  private static let nothing: [StaticString] = ["root", "null", "none", "nil", "nan", "-1", "-"]

  private static func isWord(_ word: StaticString, _ text: Bytes) -> Bool {
    text.count == word.utf8CodeUnitCount
      && text.indices.allSatisfy { lowered(text[$0]) == word.utf8Start[$0] }
  }

  /// Whether a status tells of a failure: `ERROR`, OpenTelemetry's 2, or a server's 5xx.
  ///
  /// A status 4xx is the caller's own mistake.
  static func isFailure(status value: Bytes) -> Bool {
    let value = value.trimmed()
    if value.count == 3, isDigit(value[0]), isDigit(value[1]), isDigit(value[2]) {
      return value[0] == UInt8(ascii: "5")
    }
    if value.count == 1 { return value[0] == UInt8(ascii: "2") }
    return value.find(lowercased: errorWord) != nil
  }

  private static let errorWord = Array("error".utf8)

  /// Whether a value says yes: `true`, `1`, or the words of an error; not `false`, `0` or nothing.
  static func isTrue(_ value: Bytes) -> Bool {
    let value = value.trimmed()
    return !value.isEmpty && !["false", "0", "none", "null"].contains { isWord($0, value) }
  }
}
