import Evidence

/// Finds the names of fields in samples.
enum FieldCounts {
  /// Names that a catalog lists: more than one service's fields, and no list of ids as keys.
  private static let most = 1000
  /// Bytes of the name of a field; a longer one is text.
  private static let longestName = 64

  /// How often each field occurs in the samples of some observations.
  static func count(_ observations: [Observation]) -> [String: Int] {
    var counts: [String: Int] = [:]
    let parser = LogLineParser()
    for sample in observations.lazy.flatMap(\.samples) {
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
}
