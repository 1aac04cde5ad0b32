import Evidence
import Timeline

/// Which metrics a question means: those whose names share most words with it, the rarer a word among
/// names the more it counts, then those of the kinds that it names.
struct MetricChoice {
  /// Those that fit best, in the order in which they were read.
  let runs: [MeasuredRun]
  /// Words of the question that stand in their names.
  let shared: Set<String>

  /// Nil where none fits.
  ///
  /// `services` are those that the question itself names, `spoken` those that the turns before were about.
  init?(
    _ wish: MetricWish, services: [String], spoken: [String], window: TimeWindow?, _ desk: Desk
  ) {
    let all = desk.evidence.observations.compactMap { MeasuredRun($0, in: window) }
    let names = all.map { Self.stems($0.name) }
    // What names a service names no metric of it: "the pods of menu" asks for no `GET /menu`.
    var naming = wish.words
    for part in services.flatMap(Stem.words) {
      if let place = naming.firstIndex(of: part) { naming.remove(at: place) }
    }
    let words = Dictionary(naming.map { (Self.stem($0), $0) }, uniquingKeysWith: { a, _ in a })
    var bearers: [String: Int] = [:]
    for stems in names {
      for stem in stems where words[stem] != nil { bearers[stem, default: 0] += 1 }
    }
    let own = services.isEmpty ? spoken : services
    if let exact = Self.named(wish.text, all, services) {
      (runs, shared) = (exact, Set(wish.words))
      return
    }
    var found: [(fit: Double, words: Set<String>, run: MeasuredRun)] = []
    for (run, stems) in zip(all, names) {
      guard wish.measure == .limit || !MetricKind.isLimit(run.name) || wish.words.contains("limit")
      else { continue }
      guard
        services.isEmpty || services.contains(run.observation.service) || Self.isOf(services, run)
      else { continue }
      let shared = stems.filter { words[$0] != nil }
      var fit = shared.reduce(0.0) { sum, stem in
        sum + 2 - Double(bearers[stem] ?? 0) / Double(all.count + 1)
      }
      if wish.kinds.contains(run.kind) { fit += 1.5 }
      fit += 2 * Double(wish.names.count { run.name.lowercased().contains($0) })
      if wish.isOfBacklog, MetricKind.isBacklog(run.name) { fit += 2 }
      if !wish.statuses.isEmpty {
        guard Self.hasStatus(run.name, wish.statuses) else { continue }
        fit += 2
      }
      if wish.measure == .limit, fit > 0, MetricKind.isLimit(run.name) { fit += 1 }
      if wish.asksForGap, own.contains(run.observation.service) { fit += 1 }
      guard fit > 0 else { continue }
      if own.contains(run.observation.service) { fit += 0.75 }
      found.append((fit, Set(shared.compactMap { words[$0] }), run))
    }
    // A kind that is named narrows, unless a name says more.
    if let percentile = wish.percentile {
      let exact = found.filter { MetricKind.tokens($0.run.name).contains(percentile) }
      if !exact.isEmpty { found = exact }
    }
    let ofKind = found.filter { wish.kinds.contains($0.run.kind) }
    // "iowait" is of disks, and the name of what processors do.
    let telling = Set(naming.filter { MetricKind(name: $0) != .other })
    let named = found.filter { !$0.words.isDisjoint(with: telling) }
    let most = found.map(\.words.count).max() ?? 0
    if !named.isEmpty, ofKind.allSatisfy({ $0.words.isDisjoint(with: telling) }) {
      found = named
    } else if !ofKind.isEmpty, most < 2 || ofKind.contains(where: { $0.words.count == most }) {
      found = ofKind
    }
    guard let best = found.map(\.fit).max() else { return nil }
    let chosen = found.filter { $0.fit > best - 0.01 }
    runs = Self.once(chosen.map(\.run))
    shared = chosen.reduce(into: []) { $0.formUnion($1.words) }
  }

  /// The metrics whose whole name stands in a text: `redis_memory_max_bytes`; nil where none does.
  private static func named(
    _ text: String, _ all: [MeasuredRun], _ services: [String]
  ) -> [MeasuredRun]? {
    let held = all.filter { isNamed($0, in: text) }
    let longest = held.map { spoken($0).utf8.count }.max()
    let found = held.filter { spoken($0).utf8.count == longest }
    let own = found.filter { services.contains($0.observation.service) }
    return found.isEmpty ? nil : own.isEmpty ? found : own
  }

  /// Whether a label says that it is of one of some services: `lag consumergroup=mailer`, whoever tells it.
  private static func isOf(_ services: [String], _ run: MeasuredRun) -> Bool {
    run.name.split(separator: " ").contains { label in
      guard let mark = label.firstIndex(of: "=") else { return false }
      return services.contains(String(label[label.index(after: mark)...]))
    }
  }

  /// What a metric is called where it is named whole: of `cpu %user` the column.
  private static func spoken(_ run: MeasuredRun) -> String {
    let column = run.name.split(separator: " ").first { $0.hasPrefix("%") && $0.count > 2 }
    return (column ?? run.plainName.prefix { $0 != ":" }).lowercased()
  }

  /// Whether a text in lower case holds the whole name of a metric, and that is no word that people use.
  static func isNamed(_ run: MeasuredRun, in text: String) -> Bool {
    let name = spoken(run)
    return (MetricKind.tokens(name).count > 1 || name.first == "%") && !name.contains(" ")
      && text.contains(name)
  }

  private static func stems(_ name: String) -> Set<String> {
    var words = MetricKind.tokens(name)
    // What begins with a verb of SQL is called a query.
    if words.contains(where: ["select", "insert", "update", "delete", "query"].contains) {
      words += ["query", "sql", "statement"]
    }
    if words.contains(where: ["completed", "finished", "succeeded"].contains) {
      words.append("done")
    }
    return Set(words.map(stem)).subtracting([""])
  }

  /// The stem of a word: "evictions" and "evicted" are of one, "connections" and "connected".
  private static func stem(_ word: String) -> String {
    let stem = Stem.of(word)
    return stem.count > 4 && stem.hasSuffix("ct") ? String(stem.dropLast()) : stem
  }

  /// Whether a label or column tells one of some statuses: `status=502`, `5xx`, `HTTPCode_Target_5XX_Count`.
  private static func hasStatus(_ name: String, _ statuses: [ClosedRange<Int>]) -> Bool {
    MetricKind.tokens(name).contains { token in
      guard token.utf8.count == 3, let class0 = token.utf8.first, (0x31...0x35).contains(class0)
      else { return false }
      if let status = Int(token) { return statuses.contains { $0.contains(status) } }
      guard token.hasSuffix("xx") else { return false }
      let low = Int(class0 - 0x30) * 100
      return statuses.contains { $0 == low...(low + 99) }
    }
  }

  /// The metrics without those that tell of the same requests as another, and of fewer.
  private static func once(_ runs: [MeasuredRun]) -> [MeasuredRun] {
    runs.enumerated().filter { index, run in
      guard run.kind == .requests, !run.name.contains("=") else { return true }
      return !runs.enumerated().contains { other, rival in
        rival.observation.service == run.observation.service && rival.kind == .requests
          && rival.unit == run.unit && (rival.median, -other) > (run.median, -index)
      }
    }.map(\.element)
  }
}
