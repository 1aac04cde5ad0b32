package import Timeline

/// Something that evidence is read from, as it was at one moment: a snapshot.
///
/// What grows, rotates or vanishes meanwhile changes nothing that was said before. All calls throw
/// `CancellationError`; what cannot be read is named in the results, never thrown.
package protocol EvidenceSource: Sendable {
  /// What there is.
  var catalog: Catalog { get }

  /// What was observed over the whole evidence: one observation a service, template and level.
  var observations: [Observation] { get }

  /// Whole requests, where there are traces.
  var requests: TracedRequests { get }

  /// The entries of a scope from one end, at most `limit`, in the order of time, and how many there are.
  func samples(_ scope: Scope, order: SampleOrder, limit: Int) async throws -> SampleList

  /// Counts or measures the entries of a scope in groups, exactly.
  func aggregate(_ aggregate: Aggregate) async throws -> Aggregation

  /// How many entries each of several scopes has, exactly, in one look at all of them.
  func counts(of scopes: [Scope]) async throws -> [Int]

  /// What the small texts state by labels and tables, in the order of their paths; of measurements nothing.
  func statedTexts() async throws -> [StatedText]

  /// The lines around a line of evidence, that one included; nil where it no longer holds what it held.
  func surroundings(of reference: Reference, before: Int, after: Int) async throws -> [ContextLine]?
}

extension EvidenceSource {
  /// Nothing: most evidence holds no traces.
  package var requests: TracedRequests { TracedRequests() }

  /// Nothing: most evidence has no texts of its own.
  package func statedTexts() async throws -> [StatedText] { [] }

  package func counts(of scopes: [Scope]) async throws -> [Int] {
    var counts: [Int] = []
    for scope in scopes { counts.append(try await aggregate(Aggregate(scope: scope)).total) }
    return counts
  }
}

/// From which end entries are taken.
package enum SampleOrder: Hashable, Sendable, Codable {
  case earliest, latest
  /// The nearest to an instant, on both sides.
  case around(Instant)
}

/// The entries that were found.
package struct SampleList: Hashable, Sendable, Codable {
  package var samples: [Sample]
  /// How many there are in all, exactly.
  package var total: Int
  /// The files that are no longer as they were; nothing is cited from them.
  package var unread: [Catalog.Unread]

  package init(samples: [Sample] = [], total: Int = 0, unread: [Catalog.Unread] = []) {
    self.samples = samples
    self.total = total
    self.unread = unread
  }
}

/// A line of a file near another.
package struct ContextLine: Hashable, Sendable, Codable {
  /// From 1, in decompressed text.
  package var number: Int
  /// The raw text, at most 500 bytes of valid UTF-8.
  package var text: String

  package init(number: Int, text: String) {
    self.number = number
    self.text = text
  }
}
