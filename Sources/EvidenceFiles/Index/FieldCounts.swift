import Evidence

/// Finds the names of fields in samples.
enum FieldCounts {
  /// Names that a catalog lists: more than one service's fields, and no list of ids as keys.
  private static let most = 1000
  /// Bytes of the name of a field; a longer one is text.
  private static let longestName = 64

  /// Samples that are looked at: of more, every so many.
  private static let mostSamples = 5000

  /// How often each field occurs in the samples of some observations; columns of tables, which a row
  /// alone does not name, count once.
  static func count(_ observations: [Observation], _ plans: [FilePlan]) -> [String: Int] {
    var counts = columns(of: plans)
    let parser = LogLineParser()
    let step = 1 + observations.reduce(0) { $0 + $1.samples.count } / mostSamples
    for (number, sample) in observations.lazy.flatMap(\.samples).enumerated()
    where number % step == 0 {
      var text = sample.text
      text.withUTF8 { bytes in
        var entry = LogEntry(line: bytes)
        guard parser.parse(bytes, into: &entry) == .head else { return }
        LogFields.each(of: entry) { name, _ in
          guard !name.isEmpty, name.count <= longestName else { return }
          let name = name.text()
          if counts[name] != nil || counts.count < most { counts[name, default: 0] += 1 }
        }
      }
    }
    return counts
  }

  private static func columns(of plans: [FilePlan]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for plan in plans {
      guard case .table(let table) = plan.form else { continue }
      table.columns.withNames { names in
        for name in names where !name.isEmpty && name.count <= longestName && counts.count < most {
          let role = FieldNames.entry(name)?.role
          if role != .time, role != .message { counts[name.text(), default: 0] += 1 }
        }
      }
    }
    return counts
  }
}
