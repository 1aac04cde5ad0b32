package import Timeline

/// Where a piece of evidence stands, so that anybody finds it again, later.
package struct Reference: Hashable, Sendable, Codable {
  /// The name of the source: `files`, `message 3`, later a server's.
  package var source: String
  package var locator: Locator

  package init(source: String, locator: Locator) {
    self.source = source
    self.locator = locator
  }

  /// A place within a source.
  package enum Locator: Hashable, Sendable, Codable {
    /// A line, from 1 in decompressed text, of a file by its path relative to its evidence folder.
    case line(path: String, number: Int)
    /// One value of a series.
    case point(series: String, time: Instant)
    /// A span of a trace.
    case span(trace: String, id: String)
    /// A named record, such as an object of a cluster or row of a table.
    case record(path: String, name: String)
  }
}

/// The reference as citations print it: `orders.log:12`.
extension Reference: CustomStringConvertible {
  package var description: String {
    switch locator {
    case .line(let path, let number): "\(path):\(number)"
    case .point(let series, _): series
    case .span(let trace, let id): "\(trace)/\(id)"
    case .record(let path, let name): "\(path)#\(name)"
    }
  }
}

/// Files first by their paths, then by line: the order in which evidence was written.
extension Reference: Comparable {
  package static func < (a: Reference, b: Reference) -> Bool {
    guard a.source == b.source else { return a.source < b.source }
    return a.locator.sortKey < b.locator.sortKey
  }
}

extension Reference.Locator {
  fileprivate var sortKey: (Int, String, Int64, String) {
    switch self {
    case .line(let path, let number): (0, path, Int64(number), "")
    case .point(let series, let time): (1, series, time.milliseconds, "")
    case .span(let trace, let id): (2, trace, 0, id)
    case .record(let path, let name): (3, path, 0, name)
    }
  }
}
