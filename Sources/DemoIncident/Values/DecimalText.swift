/// Numbers as exports print them.
enum DecimalText {
  /// A number with so many digits behind the point: `12.5` with 3 is `12.500`.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    // Beyond this no metric goes, and no whole number is exact.
    let scaled = Int64(min(9e15, max(-9e15, value * scale)).rounded())
    let text = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let sign = scaled < 0 ? "-" : ""
    guard digits > 0 else { return sign + padded }
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// The same without zeros at the end: `12.5`, `3`.
  static func short(_ value: Double, _ digits: Int) -> String {
    var text = fixed(value, digits)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
