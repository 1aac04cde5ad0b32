import Investigation
package import SessionsAPI
import Timeline

extension SourceFetcher: RemoteEvidence {
  package func source(named text: String) -> String? {
    if let source = EvidenceLocation.source(in: text) { return source }
    if let url = EvidenceLocation(path: text).remote?.source { return url }
    return (try? book.settings(of: text)) == nil ? nil : text
  }

  package func check(_ source: String) async -> SourceCheck {
    await book.check(source, at: now())
  }

  package func refresh(_ id: Session.ID) async throws -> [RefreshedSource] {
    let home = try home(of: id.rawValue)
    var log = FetchLog.read(in: home)
    let before = log
    var sources: [String] = []
    for fetch in log.fetches where !sources.contains(fetch.source) { sources.append(fetch.source) }
    guard !sources.isEmpty else { return [] }
    let time = now()
    // Asked on purpose, so that no other window is taken in its place.
    let asked = AskedTime("", incidentTime: time, memory: nil, known: log.window, now: time)
    let windows = sources.map { ($0, log.windowToRefresh(of: $0, now: time)) }
    let fetches = try await fetch(windows, asked, number: log.nextNumber, home) { _ in }
    for fetch in fetches {
      let gave = !fetch.files.isEmpty
      for index in log.fetches.indices where log.fetches[index].source == fetch.source {
        // What could not be asked is asked again by the next question; what came stands for what it
        // overlaps.
        let isOver = log.fetches[index].window.overlaps(fetch.window)
        if fetch.hasFailed || gave && isOver { log.fetches[index].isStale = true }
      }
      log.take(fetch)
    }
    try write(log, in: home)
    return fetches.map { fetch in
      var news = news(of: fetch, since: before, in: home)
      if fetches.count(where: { $0.name == fetch.name }) > 1 { news.name = fetch.source }
      return news
    }
  }

  /// What a fetch tells that those before it did not.
  private func news(
    of fetch: FetchLog.Fetch, since before: FetchLog, in home: String
  ) -> RefreshedSource {
    let own = before.fetches.filter { $0.source == fetch.source }
    let last = own.last { !$0.files.isEmpty }
    var news = RefreshedSource(name: fetch.name, askedBefore: last?.time)
    guard !fetch.files.isEmpty else {
      let held = fetch.fetched.held?.words(for: fetch.window, now: fetch.time).sentence
      news.failure =
        fetch.failure ?? fetch.fetched.doubts?.first?.sentence ?? held.map { $0 + "." }
        ?? "It gives nothing now."
      return news
    }
    // What a limit left out one time and not the other is not new.
    let isCut = fetch.fetched.isCut == true || last?.fetched.isCut == true
    func things(_ one: FetchLog.Fetch, beside other: FetchLog.Fetch?) -> FetchedThings {
      let names = Set((other?.files ?? []).map(\.name))
      // Lines are told apart by their times, whatever file they stand in.
      let files = one.files.filter {
        !isCut || names.contains($0.name) || !$0.name.hasSuffix(".json")
      }
      return FetchedReader.things(of: files, in: "\(home)/\(one.folder)")
    }
    let now = things(fetch, beside: last)
    let then = last.map { things($0, beside: fetch) }
    news.newest = now.newest
    news.newestBefore = then?.newest
    news.changes = now.changes(since: then ?? FetchedThings(), isCut: isCut)
    return news
  }
}

extension FetchLog {
  /// The window in which a source is looked at again: that of its last answer, until now where that was
  /// of the present or lies not long ago; the present where it had nothing.
  func windowToRefresh(of source: String, now: Instant) -> TimeWindow {
    let own = fetches.filter { $0.source == source }
    let present = now.advanced(by: -2 * Self.hour)...now
    guard let last = own.last(where: { !$0.files.isEmpty }) else {
      return own.last.map { $0.wasRecent ? present : $0.window } ?? present
    }
    if last.wasRecent { return last.window.lowerBound...max(now, last.window.upperBound) }
    guard own.contains(where: { $0.isOpen == true }) else { return last.window }
    // It had ended when it was asked: what has come since lies behind that.
    let whole = last.window.lowerBound...now
    return whole.length <= 12 * Self.hour ? whole : present
  }

  private static let hour: Int64 = 3_600_000
}
