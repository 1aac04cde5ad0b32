import Timeline

/// The first and the last time in a plain file, read from its ends alone.
enum EdgeTimes {
  private static let edge = 64 << 10

  /// The span between the times at both ends; nil where one has none.
  static func span(of plan: FilePlan) -> ClosedRange<Int64>? {
    guard let first = times(plan, from: 0).first,
      let last = times(plan, from: max(0, plan.file.size - edge)).last, first <= last
    else { return nil }
    return first...last
  }

  private static func times(_ plan: FilePlan, from offset: Int) -> [Int64] {
    guard let source = try? plan.open(from: offset) else { return [] }
    let reader = LineReader(source: source)
    let parser = LineParser(layout: plan.layout, context: plan.context)
    var entry = LogEntry(message: Bytes(start: nil, count: 0))
    var result: [Int64] = []
    if offset > 0 { _ = reader.next() }
    while let line = reader.next(), reader.offset < edge {
      if parser.parse(line, into: &entry) == .head, let time = entry.time { result.append(time) }
    }
    return result
  }
}
