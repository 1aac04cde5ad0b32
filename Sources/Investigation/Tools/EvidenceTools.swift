package import Evidence
import Timeline

/// Tells what evidence there is.
package enum CatalogTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package init() {}
  }
  package static let name = "catalog"
  package static let description =
    "Lists services, hosts, files, fields, levels and the time range of the evidence. Takes nothing."

  package static func call(_ input: Input, _ desk: Desk) async throws -> Catalog { desk.catalog }
}

/// Finds entries.
///
/// Scope "errors of payment", order `latest`, limit 5 → the five newest, in the order of time, and
/// `total: 340`.
package enum SearchTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package var scope: Scope
    package var order: SampleOrder
    /// At most 200 entries are given.
    package var limit: Int

    package init(scope: Scope, order: SampleOrder = .latest, limit: Int = 20) {
      self.scope = scope
      self.order = order
      self.limit = limit
    }
  }
  package static let name = "search"
  package static let description =
    "Finds the entries of a scope from one end or around an instant, and how many there are."
  /// As many rows as an answer prints whole.
  static let most = 200

  package static func call(_ input: Input, _ desk: Desk) async throws -> SampleList {
    try await desk.evidence.samples(
      input.scope, order: input.order, limit: max(0, min(most, input.limit)))
  }
}

/// Counts and measures entries in groups.
///
/// Scope "errors", by `host` → `bk-2` 176, `bk-3` 156, and `total: 332`.
package enum AggregateTool: EvidenceTool {
  package static let name = "aggregate"
  package static let description =
    "Filters, groups, then counts or measures the entries of a scope, exactly; at most 1,000 groups."
  /// More groups than anybody reads; the number of all is told by the distinct count.
  static let most = 1000

  package static func call(_ input: Aggregate, _ desk: Desk) async throws -> Aggregation {
    try await desk.evidence.aggregate(input)
  }
}

/// How often entries were written, or how a field's number ran, over time.
///
/// Width 60,000 ms → a group a minute that has any, with its beginning and its count.
package enum SeriesTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package var scope: Scope
    /// The field whose mean is taken a bucket; nil for counts.
    package var field: String?
    /// The width of a bucket in milliseconds.
    package var width: Int64

    package init(scope: Scope, field: String? = nil, width: Int64 = 60_000) {
      self.scope = scope
      self.field = field
      self.width = width
    }
  }
  package static let name = "series"
  package static let description =
    "Counts the entries of a scope, or averages a field of theirs, in buckets of time."

  package static func call(_ input: Input, _ desk: Desk) async throws -> Aggregation {
    try await desk.evidence.aggregate(
      Aggregate(
        scope: input.scope, by: .time(max(1, input.width)),
        measure: input.field.map { .number(field: $0) } ?? .count))
  }
}

/// Counts two scopes side by side: by `level`, `ERROR` 21 before an instant and 2,390 from it on.
package enum CompareTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package var first: Scope
    package var second: Scope
    package var by: Aggregate.Grouping

    package init(first: Scope, second: Scope, by: Aggregate.Grouping = .level) {
      self.first = first
      self.second = second
      self.by = by
    }
  }
  package struct Output: Codable, Sendable {
    package var first: Aggregation
    package var second: Aggregation
  }
  package static let name = "compare"
  package static let description = "Counts the entries of two scopes in the same groups."

  package static func call(_ input: Input, _ desk: Desk) async throws -> Output {
    Output(
      first: try await desk.evidence.aggregate(Aggregate(scope: input.first, by: input.by)),
      second: try await desk.evidence.aggregate(Aggregate(scope: input.second, by: input.by)))
  }
}

/// Opens an exhibit or a reference with the lines around it.
///
/// `store.log:120` with 3 before and after → the lines 117 to 123; nil where line 120 no longer holds
/// the quote: its file was rotated, truncated or removed since.
package enum OpenTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package var reference: Reference
    package var before: Int
    package var after: Int
    /// What the line is known to have held, as it is quoted; nil where that is not known.
    package var quote: String?

    package init(reference: Reference, before: Int = 3, after: Int = 3, quote: String? = nil) {
      self.quote = quote
      self.reference = reference
      self.before = before
      self.after = after
    }
  }
  package struct Output: Codable, Sendable {
    /// nil where the line no longer holds what it held.
    package var lines: [ContextLine]?
  }
  package static let name = "open"
  package static let description =
    "Reads a line of evidence again with up to 50 lines before and after it."

  package static func call(_ input: Input, _ desk: Desk) async throws -> Output {
    let lines = try await desk.evidence.surroundings(
      of: input.reference, before: max(0, min(50, input.before)),
      after: max(0, min(50, input.after)))
    guard let lines, let quote = input.quote, case .line(_, let number) = input.reference.locator
    else { return Output(lines: lines) }
    // The evidence was looked at anew since it was cited: a file that was rotated meanwhile has
    // another line there.
    let holds = lines.contains { $0.number == number && Self.holds($0.text, quote) }
    return Output(lines: holds ? lines : nil)
  }

  /// Whether a raw line, which may be cut, holds a quote; what escapes its text (JSON) is compared by
  /// the words of the quote.
  private static func holds(_ line: String, _ quote: String) -> Bool {
    let text = Quote.clean(line)
    if text.contains(quote) { return true }
    let words = Stem.words(quote)
    let known = Set(Stem.words(text))
    // A line that was cut holds the beginning of the quote at least.
    let seen = line.utf8.count >= longestLine ? words.prefix(words.count / 4) : words[...]
    return seen.allSatisfy(known.contains)
  }

  /// Bytes of a line as ``ContextLine`` gives it.
  private static let longestLine = 490
}

/// Follows one request through the services by its identifier: `77c55969ff` → its entries in the order
/// of time, whoever wrote them.
package enum TraceTool: EvidenceTool {
  package struct Input: Codable, Sendable {
    package var identifier: String

    package init(identifier: String) { self.identifier = identifier }
  }
  package static let name = "trace"
  package static let description =
    "Lists what all services wrote of one request, in the order of time; at most 200 entries."

  package static func call(_ input: Input, _ desk: Desk) async throws -> SampleList {
    var scope = Scope()
    scope.terms = [Scope.Term([input.identifier])]
    return try await desk.evidence.samples(scope, order: .earliest, limit: SearchTool.most)
  }
}
