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
    var text: [UInt8]
    var number: Quantity?
  }

  init(_ conditions: [Scope.FieldCondition], statuses: [ClosedRange<Int>]) {
    self.conditions = conditions.map { condition in
      var value = condition.value
      let number = value.withUTF8 { Quantity($0) }
      return Condition(
        name: FieldValue.normal(condition.name), comparison: condition.comparison,
        text: value.utf8.map(lowered), number: number)
    }
    self.statuses = statuses
  }

  /// Returns whether all conditions hold for an entry.
  func matches(_ entry: LogEntry, raw: Bytes, row: RowFields?) -> Bool {
    for condition in conditions {
      let value = FieldValue.find(condition.name, entry, raw: raw, row: row)
      guard Self.holds(condition, value) else { return false }
    }
    guard !statuses.isEmpty else { return true }
    guard let status = FieldValue.status(entry, raw: raw, row: row) else { return false }
    return statuses.contains { $0.contains(status) }
  }

  private static func holds(_ condition: Condition, _ value: Bytes?) -> Bool {
    guard let value = value?.trimmed() else { return condition.comparison == .notEqual }
    let other = Quantity(value)
    switch condition.comparison {
    case .equal, .notEqual:
      var isEqual = value.lazy.map(lowered).elementsEqual(condition.text)
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

/// A row of a table with the names of its columns.
struct RowFields {
  var names: [[UInt8]]
  var values: [Bytes]
}

/// Finds the value of a field in an entry.
enum FieldValue {
  /// A name as it is compared: in lower case, without the marks that styles of naming differ in.
  static func normal(_ name: String) -> [UInt8] { name.utf8.filter { !isMark($0) }.map(lowered) }

  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x40 || byte == 0x20
  }

  /// Whether a name, or the last part of one with dots, is the name that is wanted.
  @inline(__always)
  private static func isNamed(_ name: some Collection<UInt8>, _ wanted: [UInt8]) -> Bool {
    var next = 0
    for byte in name where !isMark(byte) {
      guard next < wanted.count, wanted[next] == lowered(byte) else { return false }
      next += 1
    }
    return next == wanted.count
  }

  /// The first value that a field has in an entry.
  static func find(_ wanted: [UInt8], _ entry: LogEntry, raw: Bytes, row: RowFields?) -> Bytes? {
    guard !wanted.isEmpty else { return nil }
    if let row {
      for (name, value) in zip(row.names, row.values) where isNamed(name, wanted) { return value }
    }
    var found: Bytes?
    FieldScan.each(in: raw) { name, value in
      if found == nil, isNamed(name, wanted) { found = value }
    }
    if found == nil, entry.wrapped {
      FieldScan.each(in: entry.message) { name, value in
        if found == nil, isNamed(name, wanted) { found = value }
      }
    }
    return found
  }

  /// Names that the HTTP status goes by in fields.
  private static let statusNames = [
    "status", "statuscode", "httpstatus", "httpstatuscode", "responsecode",
    "httpresponsestatuscode",
    "scstatus", "elbstatuscode", "edgeresponsestatus", "code",
  ].map { Array($0.utf8) }

  /// The HTTP status, by its position in an access line or by its field.
  static func status(_ entry: LogEntry, raw: Bytes, row: RowFields?) -> Int? {
    if let status = AccessLine.status(entry.message) { return status }
    for name in statusNames {
      if let value = find(name, entry, raw: raw, row: row)?.trimmed(), value.count == 3,
        value.allSatisfy(isDigit)
      {
        return value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
    }
    return nil
  }
}
