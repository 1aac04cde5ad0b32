import Evidence
import Timeline

/// Turns a complete draft into the index that is handed out.
struct IndexWriter {
  let draft: IndexDraft
  let files: [Catalog.File]
  /// The services of each plan's file, by the numbers of the draft.
  let servicesOfFiles: [Set<Int32>]
  let parts: [PartFacts]
  /// Why files could not be read after all, by their plans.
  let failed: [Int: String]
  let reading: EvidenceReading

  /// Buckets that the whole window is cut into at most: detectors look at each of them.
  private static let mostColumns: Int64 = 2000
  /// Loggers that a catalog lists, as its type says.
  private static let mostLoggers = 500

  /// Writes the index.
  func index() -> EvidenceIndex {
    var index = EvidenceIndex()
    index.parts = parts
    index.failed = failed
    index.serviceNames = draft.services.names
    if let window = draft.facts.window {
      let enough = IndexDraft.widths.first { window.length / $0 <= Self.mostColumns }
      draft.widen(to: enough ?? IndexDraft.widths[IndexDraft.widths.count - 1])
    }
    let (texts, templateOf) = TemplateGrouping.group(draft.shapes.shapes)
    index.templates = TemplateTable(
      shapes: draft.shapes.shapes, templateOf: templateOf, texts: texts)
    var merged = mergedSeries(templateOf)
    index.catalog = catalog(merged, texts)
    index.observations = observations(&merged, texts)
    let requests = RequestWriter(
      spans: draft.spans, links: draft.links, services: draft.services.names,
      templateOf: templateOf, templates: texts, reading: reading)
    index.requests = requests.requests()
    let traced = requests.observations() + requests.calls(index.requests)
    index.observations += traced
    index.catalog.take(traced)
    index.catalog.fields = FieldCounts.count(index.observations, reading.plans)
    return index
  }

  private struct Key: Hashable, Comparable {
    var service: String
    var template: Int
    var grade: SeriesDraft.Grade

    static func < (a: Key, b: Key) -> Bool {
      (a.service, a.template, a.grade.rawValue) < (b.service, b.template, b.grade.rawValue)
    }
  }

  private func mergedSeries(_ templateOf: [Int]) -> [(key: Key, series: SeriesDraft)] {
    var merged: [(key: Key, series: SeriesDraft)] = []
    // By their places: a dictionary of series would take as much room as all of them once more.
    var places: [Key: Int] = [:]
    for var series in draft.takeSeries() {
      let key = Key(
        service: draft.services.names[Int(series.key.service)],
        template: templateOf[Int(series.key.shape)], grade: series.key.grade)
      if let place = places[key] {
        merged[place].series.absorb(series)
      } else {
        places[key] = merged.count
        series.settle()
        merged.append((key, series))
      }
    }
    for place in merged.indices { merged[place].series.settle() }
    merged.sort { $0.key < $1.key }
    return merged
  }

  /// Makes observations of series, each of which is let go then: what both quote is most of an index.
  private func observations(
    _ merged: inout [(key: Key, series: SeriesDraft)], _ texts: [String]
  ) -> [Observation] {
    merged.indices.compactMap { place in
      let (key, series) = merged[place]
      merged[place].series = SeriesDraft(key: series.key)
      let samples = series.samples.compactMap { $0.sample(service: key.service, in: reading) }
      guard !samples.isEmpty else { return nil }
      let times = series.buckets.map {
        Instant(milliseconds: $0.index.multipliedClamped(by: draft.width))
      }
      let counts = series.buckets.map { Double($0.count) }
      return Observation(
        service: key.service,
        measure: .entries(template: texts[key.template], level: key.grade.level),
        count: series.total, values: Series(width: draft.width, times: times, values: counts),
        samples: samples)
    }
  }

  private func catalog(
    _ merged: [(key: Key, series: SeriesDraft)], _ texts: [String]
  ) -> Catalog {
    var catalog = Catalog()
    let facts = draft.facts
    let late = failed.map { plan, reason in
      Catalog.Unread(path: reading.plans[plan].file.display, reason: reason)
    }
    catalog.unread = (reading.unread + late).sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let clocks = ClockOffsets(draft.links, draft.spans).notes(files.map(\.path))
    catalog.files = files.indices.filter { failed[$0] == nil }.map { place in
      var file = files[place]
      if let note = clocks[place] { file.notes.append(note) }
      return file
    }
    catalog.hosts = draft.hosts.names.sorted()
    catalog.loggers = Array(draft.loggers.names.sorted().prefix(Self.mostLoggers))
    catalog.window = facts.window
    if case .one(let offset) = facts.offset { catalog.offset = Int(offset) }
    catalog.statesZone = facts.zoned > 0
    catalog.date = facts.date
    catalog.entries = facts.entries
    var services: [String: Catalog.Service] = [:]
    for (key, series) in merged {
      if let level = key.grade.level {
        catalog.levels[level, default: 0] += series.total
      }
      var service = services[key.service] ?? Catalog.Service(name: key.service)
      service.entries += series.total
      if key.grade.level ?? .trace >= .error { service.errors += series.total }
      if let first = series.buckets.first, let last = series.buckets.last {
        let window =
          Instant(
            milliseconds: first.index.multipliedClamped(by: draft.width))...Instant(
            milliseconds: last.index.multipliedClamped(by: draft.width)
              .addingClamped(draft.width - 1))
        service.window = service.window?.union(window) ?? window
      }
      services[key.service] = service
      for word in Self.words(texts[key.template]) {
        catalog.words[word, default: 0] += series.total
      }
    }
    for (plan, numbers) in servicesOfFiles.enumerated() where failed[plan] == nil {
      for name in Set(numbers.map { draft.services.names[Int($0)] }) {
        services[name]?.paths.append(files[plan].path)
      }
    }
    catalog.services = services.values.map { service in
      var service = service
      service.window = service.window.map { Self.clipped($0, facts.window) }
      return service
    }.sorted { $0.name < $1.name }
    return catalog
  }

  /// A window of whole buckets, without what lies outside of all evidence.
  private static func clipped(_ window: TimeWindow, _ all: TimeWindow?) -> TimeWindow {
    guard let all else { return window }
    return TimeWindow(
      from: max(window.lowerBound, all.lowerBound), through: min(window.upperBound, all.upperBound))
  }

  /// The words of a template in lower case, each once: runs of letters and digits, with the dashes,
  /// dots and underscores between them.
  static func words(_ template: String) -> Set<String> {
    var words: Set<String> = []
    for word in template.utf8.split(whereSeparator: { byte in
      !(isLetter(byte) || isDigit(byte) || byte >= 0x80 || "-._".utf8.contains(byte))
    }) {
      var word = word
      while let first = word.first, "-._".utf8.contains(first) { word.removeFirst() }
      while let last = word.last, "-._".utf8.contains(last) { word.removeLast() }
      guard word.count > 1, word.count <= 64 else { continue }
      words.insert(String(decoding: word.map(lowered), as: UTF8.self))
    }
    return words
  }
}
