/// Cuts a table of comma-separated values into rows and fields (RFC 4180).
enum CommaSeparated {
  /// The fields of all rows, quotes undone.
  static func rows(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var field: [UInt8] = []
    var quoted = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if quoted {
        if byte != 0x22 {
          field.append(byte)
        } else if at + 1 < bytes.count, bytes[at + 1] == 0x22 {
          field.append(byte)
          at += 1
        } else {
          quoted = false
        }
      } else if byte == 0x22 {
        quoted = true
      } else if byte == 0x2C || byte == 0x0A {
        row.append(field)
        field = []
        if byte == 0x0A {
          rows.append(row)
          row = []
        }
      } else if byte != 0x0D {
        field.append(byte)
      }
      at += 1
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }
}

/// A reason why a measurement cannot be made.
enum BenchmarkError: Error, CustomStringConvertible {
  case unreadable(String)
  case failed(String)

  var description: String {
    switch self {
    case .unreadable(let file): "'\(file)' has not the columns that the measurement needs."
    case .failed(let reason): reason
    }
  }
}
