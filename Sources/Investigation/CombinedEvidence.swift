import Evidence
import Timeline

/// Several sources as one: the files of the evidence and the lines pasted into messages.
struct CombinedEvidence: EvidenceSource {
  let sources: [any EvidenceSource]
  let catalog: Catalog
  let observations: [Observation]
  let requests: TracedRequests

  init(_ sources: [any EvidenceSource]) {
    self.sources = sources
    catalog = sources.map(\.catalog).reduce(into: Catalog()) { $0.merge($1) }
    observations = sources.flatMap(\.observations)
    // Pasted lines hold no requests worth comparing beside those of files.
    requests = sources.map(\.requests).max { $0.spans.count < $1.spans.count } ?? TracedRequests()
  }

  func samples(_ scope: Scope, order: SampleOrder, limit: Int) async throws -> SampleList {
    var list = SampleList()
    for source in sources {
      let found = try await source.samples(scope, order: order, limit: limit)
      list.samples += found.samples
      list.total += found.total
      list.unread += found.unread
    }
    list.samples.sort(by: Sample.isEarlier)
    guard list.samples.count > limit else { return list }
    switch order {
    case .earliest: list.samples = Array(list.samples.prefix(limit))
    case .latest: list.samples = Array(list.samples.suffix(limit))
    case .around(let instant):
      func distance(_ sample: Sample) -> UInt64 {
        (sample.time?.instant ?? .latest).distance(from: instant).magnitude
      }
      let nearest = list.samples.enumerated().sorted {
        (distance($0.element), $0.offset) < (distance($1.element), $1.offset)
      }.prefix(limit)
      list.samples = nearest.sorted { $0.offset < $1.offset }.map(\.element)
    }
    return list
  }

  func counts(of scopes: [Scope]) async throws -> [Int] {
    var counts = [Int](repeating: 0, count: scopes.count)
    for source in sources {
      for (place, count) in try await source.counts(of: scopes).enumerated() {
        counts[place] += count
      }
    }
    return counts
  }

  func aggregate(_ aggregate: Aggregate) async throws -> Aggregation {
    var result = Aggregation()
    for source in sources {
      let found = try await source.aggregate(aggregate)
      result.total += found.total
      result.unread += found.unread
      for group in found.groups {
        guard let index = result.groups.firstIndex(where: { $0.key == group.key }) else {
          result.groups.append(group)
          continue
        }
        result.groups[index].merge(group)
      }
    }
    if case .time = aggregate.by {
      result.groups.sort { ($0.time ?? .earliest) < ($1.time ?? .earliest) }
    } else {
      result.groups.sort { ($0.count, $1.key) > ($1.count, $0.key) }
    }
    return result
  }

  func statedTexts() async throws -> [StatedText] {
    var texts: [StatedText] = []
    for source in sources { texts += try await source.statedTexts() }
    return texts
  }

  func surroundings(
    of reference: Reference, before: Int, after: Int
  ) async throws -> [ContextLine]? {
    for source in sources {
      if let lines = try await source.surroundings(of: reference, before: before, after: after) {
        return lines
      }
    }
    return nil
  }
}

extension Catalog {
  /// Takes in what another source holds.
  fileprivate mutating func merge(_ other: Catalog) {
    guard entries > 0 || !files.isEmpty || !unread.isEmpty else {
      self = other
      return
    }
    for service in other.services {
      if let index = services.firstIndex(where: { $0.name == service.name }) {
        services[index].entries += service.entries
        services[index].errors += service.errors
        services[index].paths += service.paths
      } else {
        services.append(service)
      }
    }
    services.sort { $0.name < $1.name }
    hosts = Set(hosts + other.hosts).sorted()
    loggers = Set(loggers + other.loggers).sorted()
    files += other.files
    unread += other.unread
    if let more = other.window { window = window.map { $0.union(more) } ?? more }
    if other.statesZone {
      offset = statesZone && offset != other.offset ? nil : other.offset
      statesZone = true
    }
    date = min(date, other.date)
    levels.merge(other.levels, uniquingKeysWith: +)
    entries += other.entries
    fields.merge(other.fields, uniquingKeysWith: +)
    words.merge(other.words, uniquingKeysWith: +)
  }
}

extension Aggregation.Group {
  /// Takes in the same group of another source; of two sets of numbers the larger one is told.
  fileprivate mutating func merge(_ other: Self) {
    count += other.count
    if Sample.isEarlier(other.first, first) { first = other.first }
    if Sample.isEarlier(last, other.last) { last = other.last }
    if (other.numbers?.count ?? 0) > (numbers?.count ?? 0) { numbers = other.numbers }
  }
}
