import Evidence

/// Conditions on fields and on the HTTP status, made ready to be compared with entries.
struct FieldMatcher: Sendable {
  private let conditions: [Condition]
  private let statuses: [ClosedRange<Int>]

  /// Whether there is no condition.
  var isEmpty: Bool { conditions.isEmpty && statuses.isEmpty }

  private struct Condition: Sendable {
    var name: [UInt8]
    var comparison: Scope.FieldCondition.Comparison
    var text: FoldedText
    var number: Quantity?
    /// The unit that the field's name ends in, for values without one.
    var unit: String
  }

  init(_ conditions: [Scope.FieldCondition], statuses: [ClosedRange<Int>]) {
    self.conditions = conditions.map { condition in
      var value = condition.value
      let number = value.withUTF8 { Quantity($0) }
      return Condition(
        name: FieldValue.normal(condition.name), comparison: condition.comparison,
        text: FoldedText(value), number: number, unit: Slots.unit(ofName: condition.name))
    }
    self.statuses = statuses
  }

  /// Returns whether all conditions hold for an entry.
  func matches(_ entry: LogEntry) -> Bool {
    for condition in conditions {
      let value = FieldValue.find(condition.name, entry)
      guard Self.holds(condition, value) else { return false }
    }
    guard !statuses.isEmpty else { return true }
    guard let status = FieldValue.status(entry) else { return false }
    return statuses.contains { $0.contains(status) }
  }

  private static func holds(_ condition: Condition, _ value: Bytes?) -> Bool {
    guard let value = value?.trimmed() else { return condition.comparison == .notEqual }
    var other = Quantity(value)
    if other?.unit.isEmpty == true { other?.unit = condition.unit }
    switch condition.comparison {
    case .equal, .notEqual:
      var isEqual = condition.text.isAll(of: value)
      if !isEqual, let number = condition.number, let other {
        isEqual = number.compared(with: other) == 0
      }
      return isEqual == (condition.comparison == .equal)
    case .less, .greater, .atMost, .atLeast:
      guard let number = condition.number, let other else { return false }
      let difference = other.compared(with: number)
      return switch condition.comparison {
      case .less: difference < 0
      case .greater: difference > 0
      case .atMost: difference <= 0
      default: difference >= 0
      }
    }
  }
}

/// Finds the value of a field in an entry.
enum FieldValue {
  /// A name as it is compared: in lower case, without the marks that styles of naming differ in.
  static func normal(_ name: String) -> [UInt8] { name.utf8.filter { !isMark($0) }.map(lowered) }

  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x40 || byte == 0x20
  }

  /// Whether a name is the one that is wanted, or ends in it behind a dot: `http.status` is `status`.
  @inline(__always)
  private static func rank(_ name: Bytes, _ wanted: [UInt8]) -> Int? {
    if isNamed(name, wanted) { return 0 }
    guard let dot = name.lastIndex(of: 0x2E), dot + 1 < name.count else { return nil }
    return isNamed(name.part(dot + 1, name.count), wanted) ? 1 : nil
  }

  @inline(__always)
  private static func isNamed(_ name: Bytes, _ wanted: [UInt8]) -> Bool {
    var next = 0
    for byte in name where !isMark(byte) {
      guard next < wanted.count, wanted[next] == lowered(byte) else { return false }
      next += 1
    }
    return next == wanted.count
  }

  /// The first value that a field has in an entry, under its whole name before its last part.
  static func find(_ wanted: [UInt8], _ entry: LogEntry) -> Bytes? {
    guard !wanted.isEmpty else { return nil }
    var found: Bytes?
    var best = 2
    LogFields.each(of: entry) { name, value in
      if best > 0, let rank = rank(name, wanted), rank < best { (found, best) = (value, rank) }
    }
    return found
  }

  /// Returns whether a name, or its part behind the last dot, is the one that is wanted.
  static func isNamed(_ name: String, _ wanted: [UInt8]) -> Bool {
    var name = name
    return name.withUTF8 { rank($0, wanted) != nil }
  }

  /// Names that the HTTP status goes by in the fields of running text.
  private static let statusNames = ["status", "status_code", "http_status"].map(normal)

  /// The HTTP status of an entry: by its position in an access line, by its field.
  static func status(_ entry: LogEntry) -> Int? {
    if let status = entry.status { return status }
    for name in statusNames {
      // RFC 9110, section 15: three digits, the first from 1 to 5.
      guard let value = find(name, entry)?.trimmed(), value.count == 3,
        value.allSatisfy(isDigit), value[0] &- 0x31 < 5
      else { continue }
      return value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    return nil
  }
}
