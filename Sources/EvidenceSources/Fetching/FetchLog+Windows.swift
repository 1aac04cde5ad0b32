import Investigation
import Timeline

/// Which windows are held, and which are asked for.
extension FetchLog {
  /// Whether a source was asked for the time of a question before, and answered.
  ///
  /// A question that names no time is about that of the conversation.
  func holds(_ asked: AskedTime, of source: String) -> Bool {
    fetches.contains { fetch in
      guard fetch.source == source, !fetch.isStale, !fetch.hasFailed else { return false }
      guard let named = asked.named else { return true }
      // Of its own present a source had no more.
      let end =
        fetch.wasRecent ? max(fetch.window.upperBound, fetch.time) : fetch.window.upperBound
      return fetch.window.lowerBound <= named.lowerBound && named.upperBound <= end
    }
  }

  /// The window to ask a source for: that of the question, else the one it was asked for before, up to
  /// now where that ended in its present.
  func window(for asked: AskedTime, of source: String, now: Instant) -> TimeWindow {
    // A time at which there was nothing is not what the conversation is about.
    let before =
      fetches.last { $0.source == source && !$0.files.isEmpty }
      ?? fetches.last { !$0.files.isEmpty } ?? fetches.last
    guard asked.named == nil, let before else { return asked.fetched }
    return before.window
      .lowerBound...(before.wasRecent
      ? max(now, before.window.upperBound) : before.window.upperBound)
  }

  /// The window to look at where no time was asked and no source has anything in the present: what they
  /// held last; nil where something came, or nothing is known.
  func lastWindow(for asked: AskedTime, of sources: [String]) -> TimeWindow? {
    let own = fetches.filter { sources.contains($0.source) && !$0.isStale }
    guard asked.isOpen, own.allSatisfy(\.files.isEmpty) else { return nil }
    let last = own.compactMap { $0.hasFailed ? nil : $0.fetched.held?.last }.max()
    return last.map { $0.advanced(by: -asked.fetched.length)...$0.advanced(by: Self.behindLast) }
  }

  /// What is asked for behind the last value: a minute, in which nothing is known any more.
  static let behindLast: Int64 = 60_000

  /// Takes in what was fetched; where anything came it stands for what is stale, and for what was
  /// fetched of a part of its window, which would be read twice.
  mutating func take(_ fetch: Fetch) {
    fetches.removeAll { known in
      guard known.source == fetch.source else { return false }
      let isPart =
        fetch.window.lowerBound <= known.window.lowerBound
        && known.window.upperBound <= fetch.window.upperBound
      return known.hasFailed || !fetch.files.isEmpty && (known.isStale || isPart)
    }
    fetches.append(fetch)
  }

  /// The number of the next folder.
  var nextNumber: Int {
    (fetches.compactMap { $0.folder.split(separator: "/").first.flatMap { Int($0) } }.max() ?? 0)
      + 1
  }
}
