import Timeline

/// Finds what stands out in an index: bursts, new messages, needles and services gone silent.
struct AnomalyDetector {
  let index: LogIndex
  /// The logs of a quiet period; nil to compare with the time before.
  var baseline: LogIndex?

  /// The least log-likelihood ratio that is no chance among some 7,000 stretches tried.
  private let significant = 10.0
  /// The same for what was never seen before and is grave by itself, such as a crash.
  private let suggestive = 4.0
  /// The least ratio of rates that counts as a burst.
  private let leastRatio = 3.0

  /// Detects, in the order of onset.
  func detect() -> Detections {
    let readings = index.series.indices.map { SeriesReading(index, $0) }
    guard let span = index.span else {
      return Detections(anomalies: [], changes: [], steady: [], readings: readings)
    }
    let grid = BinGrid(span, bucketWidth: index.bucketWidth)
    let usual = usualTotals()
    var result = Detections(
      anomalies: [], changes: [], steady: [], readings: readings, grid: grid)
    for reading in readings {
      // Whoever cancels does not want the result: what is left out of it does not matter.
      if Task.isCancelled { break }
      let series = index.series[reading.series]
      if let signal = reading.signal, signal.isChange, reading.severity < 3 {
        result.changes += changes(reading, signal, grid)
      }
      guard reading.severity >= 1 else { continue }
      if let anomaly = anomaly(reading, series, grid, usual) {
        result.anomalies.append(anomaly)
      } else if reading.severity >= 2.5 {
        result.steady.append(reading.series)
      }
    }
    result.anomalies += silences(grid)
    result.anomalies.sort {
      ($0.onset, $0.service, $0.series) < ($1.onset, $1.service, $1.series)
    }
    result.changes.sort {
      ($0.time, $0.service, $0.excerpt.line) < ($1.time, $1.service, $1.excerpt.line)
    }
    return result
  }

  private func anomaly(
    _ reading: SeriesReading, _ series: LogSeries, _ grid: BinGrid, _ usual: [Key: Double]
  ) -> Anomaly? {
    let counts = grid.counts(of: series, bucketWidth: index.bucketWidth)
    guard let burst = BurstScan.strongest(in: counts) else { return nil }
    let key = key(series, index)
    let shape: Anomaly.Shape
    if let baseline {
      let before = usual[key] ?? 0
      let rate = Double(series.total) / minutes(of: index)
      guard rate > before / minutes(of: baseline) * leastRatio + 0.01 else { return nil }
      shape = series.total <= 3 ? .needle : before == 0 ? .new : .burst
    } else if series.total <= 3 {
      shape = .needle
    } else {
      guard burst.score >= (tells(reading, burst) ? suggestive : significant),
        burst.ratio >= leastRatio,
        !Recurrence.isScheduled(counts), !Recurrence.isCommonplace(counts, burst.bins)
      else { return nil }
      let rest = counts.enumerated().filter { !burst.bins.contains($0.offset) }
        .map { Double($0.element) }
      let mean = Double(burst.inside) / Double(burst.bins.count)
      let peak = Double(counts[burst.bins].max() ?? 0)
      guard burst.outside == 0 || RobustStatistics.score(max(mean, peak), against: rest) >= 4 else {
        return nil
      }
      shape = burst.outside == 0 ? .new : .burst
    }
    let bounds = bounds(of: burst, series, grid)
    return Anomaly(
      service: series.service, series: reading.series, signal: reading.signal, level: series.level,
      shape: shape, severity: reading.severity, onset: bounds.lowerBound, end: bounds.upperBound,
      count: burst.inside,
      before: baseline == nil
        ? counts[..<burst.bins.lowerBound].reduce(0, +) : Int(usual[key] ?? 0),
      significance: burst.score,
      excerpt: excerpt(reading, series, bounds), words: reading.words)
  }

  /// Returns whether a burst is of something new that needs no number to be grave.
  private func tells(_ reading: SeriesReading, _ burst: BurstScan.Burst) -> Bool {
    burst.outside == 0 && reading.severity >= 3 && (reading.signal ?? .failure).weight >= 0.75
  }

  /// The first and last time of a burst, as exactly as buckets and samples tell.
  private func bounds(
    of burst: BurstScan.Burst, _ series: LogSeries, _ grid: BinGrid
  ) -> TimeWindow {
    let start = grid.time(of: burst.bins.lowerBound)
    let end = grid.time(of: burst.bins.upperBound)
    let width = index.bucketWidth
    let inside = series.counts.lazy.map {
      Instant(milliseconds: $0.index.multipliedClamped(by: width))
    }
    .filter { $0 >= start && $0 < end }
    let first = inside.first ?? start
    let last = (inside.last ?? start).advanced(by: width - 1)
    let times = series.samples.compactMap(\.time)
    let firstSample = times.filter((first...first.advanced(by: width - 1)).contains)
    let lastSample = times.filter((last.advanced(by: 1 - width)...last).contains)
    let lower = firstSample.min() ?? first
    return lower...max(lower, lastSample.max() ?? last)
  }

  /// The sample that says it best among those in the burst.
  private func excerpt(
    _ reading: SeriesReading, _ series: LogSeries, _ bounds: TimeWindow
  ) -> LogExcerpt {
    let best = series.samples[reading.sample]
    if best.time.map(bounds.contains) ?? true { return best }
    return series.samples.first { $0.time.map(bounds.contains) ?? false } ?? best
  }

  /// The changes that a series tells of, unless it tells of them all the time.
  private func changes(_ reading: SeriesReading, _ signal: Signal, _ grid: BinGrid) -> [ChangeEvent]
  {
    let series = index.series[reading.series]
    let counts = grid.counts(of: series, bucketWidth: index.bucketWidth)
    guard series.total <= 12, !Recurrence.isScheduled(counts) else { return [] }
    return series.samples.compactMap { sample in
      guard let time = sample.time else { return nil }
      let words = SeriesReading.words(of: sample)
      return ChangeEvent(
        service: series.service, signal: signal, time: time, excerpt: sample, words: words)
    }
  }
}

extension AnomalyDetector {
  /// A message of a service, by name and text: what two indexes have in common.
  struct Key: Hashable {
    var service: String
    var template: String
  }

  private func key(_ series: LogSeries, _ index: LogIndex) -> Key {
    Key(service: index.services[series.service], template: index.templates[series.template].text)
  }

  private func usualTotals() -> [Key: Double] {
    guard let baseline else { return [:] }
    var totals: [Key: Double] = [:]
    for series in baseline.series {
      totals[key(series, baseline), default: 0] += Double(series.total)
    }
    return totals
  }

  private func minutes(of index: LogIndex) -> Double {
    guard let span = index.span else { return 1 }
    return max(1, Double(span.length) / 60_000)
  }

  /// Services that logged steadily and stopped long before the others did.
  private func silences(_ grid: BinGrid) -> [Anomaly] {
    guard index.services.count > 1, grid.count >= 20 else { return [] }
    var totals = [[Int]](
      repeating: [Int](repeating: 0, count: grid.count), count: index.services.count)
    var last = [Int?](repeating: nil, count: index.services.count)
    for (position, series) in index.series.enumerated() {
      let counts = grid.counts(of: series, bucketWidth: index.bucketWidth)
      for bin in counts.indices { totals[series.service][bin] += counts[bin] }
      let time = series.samples.last?.time
      if let time,
        time > last[series.service].flatMap({ index.series[$0].samples.last?.time })
          ?? Instant(milliseconds: .min)
      {
        last[series.service] = position
      }
    }
    return index.services.indices.compactMap { service in
      let counts = totals[service]
      guard let final = counts.lastIndex(where: { $0 > 0 }), let position = last[service],
        final >= grid.count / 4, grid.count - 1 - final >= max(5, grid.count / 8),
        counts[...final].count(where: { $0 == 0 }) * 10 <= final,
        let excerpt = index.series[position].samples.last, let time = excerpt.time
      else { return nil }
      return Anomaly(
        service: service, series: position, signal: .crash, level: nil, shape: .silence,
        severity: 2.5, onset: time, end: index.span?.upperBound ?? time, count: 1,
        before: counts.reduce(0, +), significance: 20, excerpt: excerpt, words: [])
    }
  }
}
