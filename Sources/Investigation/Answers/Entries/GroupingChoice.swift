import Evidence

/// Which groups a question asks for.
enum GroupingChoice {
  /// The grouping, by what the question says and which fields the evidence has.
  static func of(_ question: Question, _ catalog: Catalog) -> Aggregate.Grouping? {
    if let grouping = question.form.groupBy {
      guard case .field(let name) = grouping, catalog.fields[name] == nil else { return grouping }
      return field(named: [name], catalog) ?? grouping
    }
    return question.aspect == .which ? field(named: question.words, catalog) : nil
  }

  /// The grouping, or what stands in for it where the entries of a scope have none: the hosts that a
  /// field of running text names.
  static func held(
    _ grouping: Aggregate.Grouping, by scope: Scope, _ desk: Desk
  ) async throws -> Aggregate.Grouping {
    guard grouping == .host else { return grouping }
    let found = try await AggregateTool.call(Aggregate(scope: scope, by: grouping), desk)
    guard found.groups.isEmpty else { return grouping }
    for name in ["host", "hostname", "node", "pod", "instance", "machine"]
    where desk.catalog.fields[name] != nil {
      let other = try await AggregateTool.call(Aggregate(scope: scope, by: .field(name)), desk)
      if !other.groups.isEmpty { return .field(name) }
    }
    return grouping
  }

  /// The field whose name is made of such words: "scrape pools" → `scrape_pool`.
  private static func field(named words: [String], _ catalog: Catalog) -> Aggregate.Grouping? {
    let stems = Set(words.flatMap { Stem.words($0) }.map(Stem.of))
    let names = catalog.fields.keys.sorted().filter { name in
      let parts = Stem.words(name).map(Stem.of)
      return !parts.isEmpty && parts.contains { stems.contains($0) }
    }
    let best = names.max { a, b in
      let (x, y) = (matching(a, stems), matching(b, stems))
      return x == y ? (catalog.fields[a] ?? 0, b) < (catalog.fields[b] ?? 0, a) : x < y
    }
    return best.map { .field($0) }
  }

  private static func matching(_ name: String, _ stems: Set<String>) -> Double {
    let parts = Stem.words(name).map(Stem.of)
    return Double(parts.filter(stems.contains).count) / Double(max(1, parts.count))
  }

  /// What a group is called.
  static func noun(_ grouping: Aggregate.Grouping) -> String {
    switch grouping {
    case .service: "service"
    case .host: "host"
    case .logger: "logger"
    case .level: "level"
    case .path: "file"
    case .template: "message"
    case .status: "status"
    case .field(let name): name
    case .time(let width): TimeUnits.name(width)
    }
  }
}

/// Names of stretches of time.
enum TimeUnits {
  /// `minute` for 60,000 milliseconds.
  static func name(_ milliseconds: Int64) -> String {
    switch milliseconds {
    case 1000: "second"
    case 60_000: "minute"
    case 3_600_000: "hour"
    case 86_400_000: "day"
    default: TimeText.length(milliseconds)
    }
  }
}
