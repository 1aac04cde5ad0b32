/// The rows of a table by a column of theirs: which has the most, and how much all have together.
///
///     which partition is the worst?   → the row with the greatest LAG
///     whats the total lag?            → the sum of LAG
///     whats eating the disk?          → of du's sizes the deepest folder that holds most
struct StatedRanking {
  /// The rows that answer, the first first.
  let found: [StatedChoice.Found]
  /// The sum of all rows, where it is asked for.
  let sum: (label: String, value: Double, rows: Int)?

  /// Rows that are told at most.
  private static let most = 3

  /// The rows of one table, as one command printed them.
  private struct Table {
    var file: String
    var rows: [StatedLine]
    var score = 0.0
    var measure = ""
  }

  /// Nil where no table has a column for what is asked.
  ///
  /// `own` are the words of what the conversation is about.
  init?(_ question: FactQuestion, in files: [StatedChoice.File], own: Set<String>) {
    guard question.pick != .each else { return nil }
    let terms = question.nouns.map { Set(StatedTerms.labels(of: $0.word)) }
    let tables = Self.tables(files).compactMap { Self.measured($0, question, terms, own) }
    guard let best = tables.max(by: { $0.score < $1.score }) else { return nil }
    let label = best.measure
    func pair(_ line: StatedLine) -> StatedLine.Pair? {
      line.pairs.first { $0.label == label && $0.amount != nil }
    }
    let rows = best.rows.compactMap { line in
      pair(line).flatMap { $0.amount }.map { (line: line, amount: $0) }
    }
    if question.pick == .sum {
      sum = (label, rows.map(\.amount).reduce(0, +), rows.count)
      found = rows.prefix(1).map { Self.found(best, $0.line, label, terms) }
      return
    }
    sum = nil
    let isLeast = question.pick == .least
    var ranked = rows.enumerated().sorted { a, b in
      let (x, y) = (a.element.amount, b.element.amount)
      return x == y ? a.offset < b.offset : isLeast ? x < y : x > y
    }.map(\.element)
    if best.rows[0].table == 0 { ranked = Self.deepest(ranked) }
    found = ranked.prefix(Self.most).map { Self.found(best, $0.line, label, terms) }
  }

  private static func found(
    _ table: Table, _ line: StatedLine, _ label: String, _ terms: [Set<String>]
  ) -> StatedChoice.Found {
    // What is ranked by, behind what the question names as such: the partition, then its lag.
    let named = line.pairs.filter { pair in
      pair.label != label
        && terms.contains { !$0.isDisjoint(with: StatedChoice.stems(pair.label)) }
    }
    return StatedChoice.Found(
      file: table.file, line: line, pairs: named + line.pairs.filter { $0.label == label },
      score: table.score, isExact: true)
  }

  /// The tables of files; of a command that printed several the last.
  private static func tables(_ files: [StatedChoice.File]) -> [Table] {
    var tables: [Table] = []
    for file in files {
      var places: [String: Int] = [:]
      var headers: [String: Int] = [:]
      for line in file.lines {
        guard let header = line.table else { continue }
        let key = line.command + "\n" + line.pairs.map(\.label).joined(separator: "\t")
        if let place = places[key], headers[key] == header {
          tables[place].rows.append(line)
        } else if let place = places[key] {
          (tables[place].rows, headers[key]) = ([line], header)
        } else {
          (places[key], headers[key]) = (tables.count, header)
          tables.append(Table(file: file.path, rows: [line]))
        }
      }
    }
    return tables.filter { $0.rows.count > 1 }
  }

  /// A table with the column that it is ranked by; nil where it has none, or not what the question names.
  private static func measured(
    _ table: Table, _ question: FactQuestion, _ terms: [Set<String>], _ own: Set<String>
  ) -> Table? {
    var table = table
    let labels = table.rows[0].pairs.map(\.label)
    let numeric = labels.filter { label in
      table.rows.allSatisfy { row in
        row.pairs.first { $0.label == label }.map { $0.amount != nil } ?? true
      }
    }
    let named = numeric.filter { label in
      terms.contains { !$0.isDisjoint(with: StatedChoice.stems(label)) }
    }
    // A column that only counts the rows off names them.
    let quantities = named.filter { !StatedChoice.stems($0).contains(where: naming.contains) }
    let bad = numeric.filter { label in
      StatedChoice.stems(label).contains { badness.contains($0) || own.contains($0) }
    }
    guard let measure = quantities.first ?? (question.pick == .sum ? nil : bad.first) else {
      return nil
    }
    table.measure = measure
    let places = Set(
      labels.flatMap(StatedChoice.stems) + StatedChoice.stems(table.rows[0].setting)
        + StatedChoice.stems(table.file))
    for (noun, term) in zip(question.nouns, terms) {
      if !term.isDisjoint(with: places) {
        table.score += 1
      } else if !noun.isGeneral {
        return nil
      }
    }
    if !quantities.isEmpty { table.score += 0.5 }
    if question.isOfRoom, table.rows[0].table == 0 { table.score += 2 }
    if !own.isDisjoint(with: places) { table.score += 0.3 }
    return table
  }

  /// Of folders the deepest that holds most of what is in the one above it, before those above.
  private static func deepest(
    _ ranked: [(line: StatedLine, amount: Double)]
  ) -> [(line: StatedLine, amount: Double)] {
    guard var best = ranked.first else { return ranked }
    for next in ranked.dropFirst() where next.amount * 2 > best.amount {
      let above = best.line.owner.hasSuffix("/") ? best.line.owner : best.line.owner + "/"
      if next.line.owner.hasPrefix(above) { best = next }
    }
    return [best] + ranked.filter { $0.line.number != best.line.number }
  }

  private static let naming = Set(["partition", "id", "pid", "port", "shard", "version", "offset"].map(Stem.of))
  /// Columns of which more is worse.
  private static let badness = Set(
    ["lag", "error", "errors", "failed", "restarts", "use", "latency", "pending", "failures", "count"]
      .map(Stem.of))
}
