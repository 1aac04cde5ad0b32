package import Timeline

/// All that one pass over the logs keeps, bounded in size whatever the size of the logs.
package struct LogIndex: Sendable {
  /// The files that were read, in the order of their display paths.
  package var files: [LogFile]
  /// What could not be read, and why.
  package var unread: [UnreadFile]
  /// The names of the services, sorted; where the logs name none, the file's name stands in.
  package var services: [String]
  /// The message templates of all files, sorted by their text.
  package var templates: [LogTemplate]
  /// When and how often each service logged each template, at each level.
  package var series: [LogSeries]
  /// The width of the buckets of every ``LogSeries``, in milliseconds.
  package var bucketWidth: Int64
  /// The first and the last time in all files, nil where no entry carries a time.
  package var span: TimeWindow?
  /// Whether the times carried an offset; where not, they are read as UTC.
  package var statesZone: Bool

  package init(
    files: [LogFile] = [], unread: [UnreadFile] = [], services: [String] = [],
    templates: [LogTemplate] = [], series: [LogSeries] = [], bucketWidth: Int64 = 1000,
    span: TimeWindow? = nil, statesZone: Bool = false
  ) {
    self.files = files
    self.unread = unread
    self.services = services
    self.templates = templates
    self.series = series
    self.bucketWidth = bucketWidth
    self.span = span
    self.statesZone = statesZone
  }
}

extension LogIndex {
  /// Returns whether entries lie in a window, as exactly as the buckets tell.
  func holdsData(in window: TimeWindow) -> Bool {
    guard let span, !window.isEmpty, span.overlaps(window) else { return false }
    let width = max(1, bucketWidth)
    let first = window.lowerBound.milliseconds.floorDivided(by: width).quotient
    let last = window.upperBound.milliseconds.floorDivided(by: width).quotient
    return series.contains { series in
      let next = series.counts.partitioningIndex { $0.index >= first }
      return next < series.counts.count && series.counts[next].index <= last
    }
  }
}

extension Array {
  /// The first index whose element a predicate accepts that accepts all behind it too.
  fileprivate func partitioningIndex(where accepts: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if accepts(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A message with its variable parts taken out.
package struct LogTemplate: Sendable {
  /// The constant words, with `<*>` where the parameters stood.
  package var text: String

  package init(text: String) {
    self.text = text
  }
}
