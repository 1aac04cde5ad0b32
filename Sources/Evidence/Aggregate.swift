package import Timeline

/// What is counted or measured, and in which groups: a request to ``EvidenceSource/aggregate(_:)``.
///
/// "How many 500s per minute" is `by: .time(60_000), measure: .count`; "p95 of duration by endpoint"
/// is `by: .field("path"), measure: .number(field: "duration_ms")`.
package struct Aggregate: Hashable, Sendable, Codable {
  package var scope: Scope
  package var by: Grouping?
  package var measure: Quantity

  package init(scope: Scope, by: Grouping? = nil, measure: Quantity = .count) {
    self.scope = scope
    self.by = by
    self.measure = measure
  }

  /// What makes a group.
  package enum Grouping: Hashable, Sendable, Codable {
    case service, host, logger, level, path, template, status
    /// The value of a field.
    case field(String)
    /// Buckets of so many milliseconds, aligned to the epoch.
    case time(Int64)
  }

  /// What is taken of each group.
  package enum Quantity: Hashable, Sendable, Codable {
    case count
    /// The numbers of a field, or of the first slot of the templates where no field has that name.
    case number(field: String)
  }
}

/// The answer to an ``Aggregate``.
package struct Aggregation: Hashable, Sendable, Codable {
  /// The groups, largest count first, then by key; buckets of time in their order.
  package var groups: [Group]
  /// Entries of the scope, exactly, those without a group included.
  package var total: Int
  /// What could not be counted, and why.
  package var unread: [Catalog.Unread]

  package init(groups: [Group] = [], total: Int = 0, unread: [Catalog.Unread] = []) {
    self.groups = groups
    self.total = total
    self.unread = unread
  }

  /// The entries with one key.
  package struct Group: Hashable, Sendable, Codable {
    package var key: String
    /// The beginning of a bucket of time.
    package var time: Instant?
    package var count: Int
    /// The earliest and the latest entry.
    package var first: Sample
    package var last: Sample
    /// Of the measured numbers; nil where only entries are counted.
    package var numbers: Numbers?

    package init(
      key: String, time: Instant? = nil, count: Int, first: Sample, last: Sample,
      numbers: Numbers? = nil
    ) {
      self.key = key
      self.time = time
      self.count = count
      self.first = first
      self.last = last
      self.numbers = numbers
    }
  }

  /// Statistics of some numbers; percentiles by the nearest rank.
  package struct Numbers: Hashable, Sendable, Codable {
    package var count: Int
    package var least, greatest, mean, median, p90, p95, p99: Double
    /// The unit that stood behind the numbers or in the field's name: `ms`; empty where none did.
    package var unit: String
    /// The entry with the greatest number.
    package var top: Sample

    package init(
      count: Int, least: Double, greatest: Double, mean: Double, median: Double, p90: Double,
      p95: Double, p99: Double, unit: String, top: Sample
    ) {
      self.count = count
      self.least = least
      self.greatest = greatest
      self.mean = mean
      self.median = median
      self.p90 = p90
      self.p95 = p95
      self.p99 = p99
      self.unit = unit
      self.top = top
    }
  }
}
