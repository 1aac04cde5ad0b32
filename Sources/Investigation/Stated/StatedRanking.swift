import Evidence

/// The rows of a table by a column of theirs: which has the most, and how much all have together.
///
///     which partition is the worst?   → the row with the greatest LAG
///     whats the total lag?            → the sum of LAG
///     whats eating the disk?          → of du's sizes the deepest folder that holds most
struct StatedRanking {
  /// The rows that answer, the first first; of a sum some of those that were added.
  let found: [StatedChoice.Found]
  /// The sum of a column, where it is asked for.
  let sum: Sum?

  struct Sum: Hashable {
    var label: String
    var value: Int
    var rows: Int
  }

  /// Rows that are told at most.
  private static let most = 3
  private static let mostSummed = 12

  /// The rows of one table, as one command printed them.
  private struct Table {
    var source: String
    var path: String
    var rows: [StatedLine]
    var score = 0.0
    var measure = ""
    /// Whether the column is called as the question calls it, and the table has all that it names.
    var isExact = false
  }

  /// Nil where no table has a column for what is asked.
  ///
  /// `own` are the words of what the conversation is about.
  init?(_ question: FactQuestion, in texts: [StatedText], own: Set<String>) {
    guard question.pick != .each, question.identifiers.isEmpty else { return nil }
    let tables = Self.tables(texts).compactMap { Self.measured($0, question, own) }
    guard let best = tables.max(by: { $0.score < $1.score }) else { return nil }
    let rows = best.rows.compactMap { line in
      line.pairs.first { $0.label == best.measure }.flatMap { StatedAmount($0.value) }
        .map { (line: line, amount: $0.value) }
    }
    if question.pick == .sum {
      // Folders lie in each other, and some tables add themselves up.
      guard best.rows[0].form != .size,
        !rows.contains(where: { $0.line.owner.lowercased() == "total" }),
        let value = Int(exactly: rows.reduce(0) { $0 + $1.amount })
      else { return nil }
      sum = Sum(label: best.measure, value: value, rows: rows.count)
      found = rows.prefix(Self.mostSummed).map { Self.found(best, $0.line, question) }
      return
    }
    sum = nil
    let isLeast = question.pick == .least
    var ranked = rows.enumerated().sorted { a, b in
      let (x, y) = (a.element.amount, b.element.amount)
      return x == y ? a.offset < b.offset : isLeast ? x < y : x > y
    }.map(\.element)
    if best.rows[0].form == .size { ranked = Self.deepest(ranked) }
    found = ranked.prefix(Self.most).map { Self.found(best, $0.line, question) }
  }

  private static func found(
    _ table: Table, _ line: StatedLine, _ question: FactQuestion
  ) -> StatedChoice.Found {
    // What is ranked by, behind what the question names as such: the partition, then its lag.
    let terms = question.nouns.map { StatedTerms.labels(of: $0.word) }
    let named = line.pairs.filter { pair in
      pair.label != table.measure && pair.value != line.owner
        && pair.label.lowercased() == "name"
        || pair.label != table.measure
          && terms.contains { !$0.isDisjoint(with: StatedChoice.stems(pair.label)) }
    }
    return StatedChoice.Found(
      source: table.source, path: table.path, line: line,
      pairs: named + line.pairs.filter { $0.label == table.measure },
      score: table.score, isExact: table.isExact)
  }

  /// The tables of files; of a command that printed several the last.
  private static func tables(_ texts: [StatedText]) -> [Table] {
    var tables: [Table] = []
    for text in texts {
      var places: [String: Int] = [:]
      for line in text.lines where line.isRow {
        let columns = line.form == .size ? "" : line.pairs.map(\.label).joined(separator: "\t")
        let key = line.command + "\n" + columns
        if let place = places[key], let last = tables[place].rows.last,
          last.form == line.form || last.part != line.part
        {
          tables[place].rows.append(line)
        } else if let place = places[key] {
          tables[place].rows = [line]
        } else {
          places[key] = tables.count
          tables.append(Table(source: text.source, path: text.path, rows: [line]))
        }
      }
    }
    return tables.filter { $0.rows.count > 1 }
  }

  /// A table with the column that it is ranked by; nil where it has none, or not what the question names.
  private static func measured(
    _ table: Table, _ question: FactQuestion, _ own: Set<String>
  ) -> Table? {
    var table = table
    let numeric = numeric(table.rows, question.pick)
    let nouns = question.nouns.map { ($0, StatedTerms.labels(of: $0.word), Stem.of($0.word)) }
    let named = numeric.filter { label in
      let stems = StatedChoice.stems(label)
      // A column that only counts the rows off names them.
      return !stems.contains(where: naming.contains)
        && nouns.contains { !$0.1.isDisjoint(with: stems) }
    }
    let bad =
      question.isOfWorst
      ? numeric.filter { label in
        StatedChoice.stems(label).contains { badness.contains($0) || own.contains($0) }
      } : []
    guard let measure = named.first ?? bad.first else { return nil }
    table.measure = measure
    let places = Set(
      table.rows[0].pairs.flatMap { StatedChoice.stems($0.label) }
        + StatedChoice.stems(table.rows[0].setting) + StatedChoice.stems(table.path))
    var hasAll = true
    for (noun, labels, _) in nouns {
      if !labels.isDisjoint(with: places) {
        table.score += 1
      } else if noun.isGeneral {
        hasAll = false
      } else {
        // "which data node": those of the rows that are called so.
        let stem = Stem.of(noun.word)
        let own = table.rows.filter { StatedChoice.stems($0.owner).contains(stem) }
        guard own.count > 1 else { return nil }
        table.rows = own
        table.score += 0.8
      }
    }
    let stems = StatedChoice.stems(measure)
    table.isExact = hasAll && (question.isOfWorst || nouns.contains { stems.contains($0.2) })
    if !named.isEmpty { table.score += 0.5 }
    if question.isOfRoom, table.rows[0].form == .size { table.score += 2 }
    if !own.isDisjoint(with: places) { table.score += 0.3 }
    return table
  }

  /// The labels of columns whose values are amounts of one kind, in their order.
  private static func numeric(_ rows: [StatedLine], _ pick: FactQuestion.Pick) -> [String] {
    var kinds: [String: StatedAmount.Kind] = [:]
    var others: Set<String> = []
    for row in rows {
      for pair in row.pairs where !others.contains(pair.label) {
        guard let amount = StatedAmount(pair.value),
          pick != .sum || amount.kind == .number, kinds[pair.label] ?? amount.kind == amount.kind
        else {
          others.insert(pair.label)
          continue
        }
        kinds[pair.label] = amount.kind
      }
    }
    return rows[0].pairs.map(\.label).filter { kinds[$0] != nil && !others.contains($0) }
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

  private static let naming = Set(
    ["partition", "id", "pid", "port", "shard", "version", "offset"].map(Stem.of))
  /// Columns of which more is worse.
  private static let badness = Set(
    ["lag", "error", "errors", "failed", "restarts", "use", "latency", "pending", "failures"]
      .map(Stem.of))
}
