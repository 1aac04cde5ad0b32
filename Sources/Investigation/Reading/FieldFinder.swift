import Evidence

/// Finds the field whose numbers a question asks for: "latency" is `duration_ms`, "memory" `heap_mb`.
struct FieldFinder {
  let names: NameIndex
  let catalog: Catalog

  /// Words for quantities, and what the names of fields that hold them contain, the surest first.
  private static let quantities: [(words: Set<String>, marks: [String])] = [
    (
      [
        "duration", "durations", "latency", "latencies", "slow", "slower", "slowest", "fast",
        "fastest", "long", "longest", "took", "take", "takes", "taken", "time", "times", "elapsed",
        "shortest", "quickest", "pauses", "pause",
      ],
      [
        "duration", "latency", "elapsed", "took", "response_time", "request_time", "responsetime",
        "resp_time", "time_taken", "time-taken", "runtime", "rt", "time_ms", "cost",
      ]
    ),
    (["memory", "heap", "ram", "rss"], ["memory", "heap", "rss", "mem"]),
    (["cpu", "load"], ["cpu", "load"]),
    (["disk", "space", "free"], ["disk", "free", "space", "avail"]),
    (
      ["size", "sizes", "bytes", "big", "large", "largest", "biggest"], ["bytes", "size", "length"]
    ),
    (["queue", "backlog", "depth", "lag"], ["queue", "lag", "backlog", "depth", "pending"]),
    (["connections", "connection", "pool"], ["connections", "conns", "active", "pool", "in_use"]),
  ]

  /// The field that one of some words names, itself or by its quantity; nil where there is none.
  func field(for words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if index + 1 < words.count,
        let field = names.field(called: word + " " + words[index + 1]),
        !Self.isIdentifier(field)
      {
        return field
      }
      if word.utf8.count > 2, !QuestionWords.stop.contains(word),
        let field = names.field(called: word), !Self.isIdentifier(field)
      {
        return field
      }
    }
    let fields = catalog.fields.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }.map(\.key)
    for quantity in Self.quantities where words.contains(where: quantity.words.contains) {
      for mark in quantity.marks {
        let found = fields.first { field in
          let parts = NameIndex.parts(of: field)
          return field.lowercased() == mark || parts.contains(mark)
            || (mark.utf8.count > 3 && field.lowercased().contains(mark))
        }
        if let found { return found }
      }
    }
    return nil
  }

  /// Whether a field names things, so that its digits measure nothing: `request_id`, `traceId`.
  private static func isIdentifier(_ field: String) -> Bool {
    let last = NameIndex.parts(of: field).last ?? ""
    return ["id", "ids", "uuid", "guid", "rid", "token", "key", "hash"].contains(last)
  }

  /// What the quantity that some words ask for is called; nil where they name none.
  func quantity(in words: [String]) -> String? {
    for quantity in Self.quantities where words.contains(where: quantity.words.contains) {
      return quantity.marks.first
    }
    return nil
  }
}
