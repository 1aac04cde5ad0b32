import Timeline

/// Turns a complete draft into the index that is handed out.
struct IndexWriter {
  let draft: IndexDraft
  let files: [LogFile]
  /// Why files could not be read after all, by their plans.
  let failed: [Int: String]
  let reading: EvidenceReading

  /// Buckets that the whole span is cut into at most.
  private static let mostColumns: Int64 = 2000

  func index() -> (index: LogIndex, places: [Int?]) {
    let unread = failed.map { plan, reason in
      UnreadFile(path: reading.plans[plan].file.display, reason: reason)
    }
    var index = LogIndex(unread: reading.unread + unread)
    index.unread.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
    var places: [Int?] = []
    for (plan, file) in files.enumerated() {
      // Plans that failed after all have no place in the index.
      places.append(failed[plan] == nil ? index.files.count : nil)
      if failed[plan] == nil { index.files.append(file) }
    }
    if let span = draft.span {
      index.span =
        Instant(milliseconds: span.lowerBound)...Instant(milliseconds: span.upperBound)
      let enough = IndexDraft.widths.first {
        (span.upperBound - span.lowerBound) / $0 <= Self.mostColumns
      }
      draft.widen(to: enough ?? IndexDraft.widths[IndexDraft.widths.count - 1])
    }
    index.bucketWidth = draft.width
    index.statesZone = draft.zoned * 2 > draft.entries - draft.undated
    let (templates, templateOf) = TemplateGrouping.group(draft.shapes.shapes)
    index.templates = templates.map(LogTemplate.init(text:))
    write(templateOf, places, into: &index)
    return (index, places)
  }

  private struct Key: Hashable, Comparable {
    var service: Int
    var template: Int
    var level: Int

    static func < (a: Key, b: Key) -> Bool {
      (a.service, a.template, a.level) < (b.service, b.template, b.level)
    }
  }

  private func write(_ templateOf: [Int], _ places: [Int?], into index: inout LogIndex) {
    let used = Set(draft.series.map { Int($0.key.service) })
    let order = used.sorted { draft.services.names[$0] < draft.services.names[$1] }
    index.services = order.map { draft.services.names[$0] }
    let serviceOf = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var merged: [Key: SeriesDraft] = [:]
    for series in draft.series {
      let key = Key(
        service: serviceOf[Int(series.key.service)] ?? 0,
        template: templateOf[Int(series.key.shape)],
        level: series.key.level?.rawValue ?? -1)
      merged[key, default: SeriesDraft(key: series.key)].absorb(series)
    }
    for (key, draft) in merged.sorted(by: { $0.key < $1.key }) {
      var series = draft
      series.settle()
      index.series.append(
        LogSeries(
          service: key.service, template: key.template, level: LogLevel(rawValue: key.level),
          total: series.total, counts: series.buckets,
          samples: series.samples.filter { $0.line > 0 }.compactMap { $0.excerpt(files: places) }))
    }
  }
}
