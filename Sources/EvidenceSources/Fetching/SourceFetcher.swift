import CPlatform
package import Investigation
import Redaction
import SessionsAPI
import SessionsClient
import SystemPackage
package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Fetches what the questions of sessions need, once for each window, and keeps it with the session.
package struct SourceFetcher: Sendable {
  /// The folder of the sessions' folders.
  private let folder: String
  let book: SourceBook
  let now: @Sendable () -> Instant
  /// Where questions are asked, for advice on other times.
  private let asking: AskingPlace

  package init(
    folder: String, book: SourceBook, place: AskingPlace = .api,
    now: @escaping @Sendable () -> Instant
  ) {
    self.folder = folder
    self.book = book
    asking = place
    self.now = now
  }

  /// Fetches what an inquiry needs of some sources and was not fetched before.
  ///
  /// `sources` are named as the session names them: `prod`, `prometheus=http://…`.
  ///
  /// - Throws: `CancellationError`; ``FetchError`` where nothing can be kept.
  package func haul(
    of sources: [String], for inquiry: Inquiry, progress: @escaping @Sendable (String) -> Void
  ) async throws -> Haul {
    let home = try home(of: inquiry.session)
    var log = FetchLog.read(in: home)
    let asked = asked(inquiry, log)
    let missing = sources.filter { !log.holds(asked, of: $0) }
    var fresh: Set<String> = []
    if !missing.isEmpty {
      let windows = missing.map { ($0, log.window(for: asked, of: $0, now: now())) }
      var fetches = try await fetch(windows, asked, number: log.nextNumber, home, progress)
      for fetch in fetches { log.take(fetch) }
      let readsFiles = inquiry.evidence.contains { EvidenceLocation.source(in: $0) == nil }
      if !readsFiles, let window = log.lastWindow(for: asked, of: sources) {
        progress("looking at what there was last")
        let windows = fetches.filter { !$0.hasFailed }.map { ($0.source, window) }
        let earlier = try await fetch(windows, asked, number: log.nextNumber, home, progress)
        for fetch in earlier { log.take(fetch) }
        fetches += earlier
      }
      fresh = Set(fetches.map(\.folder))
      try write(log, in: home)
    }
    let words = HaulWords(place: asking, isFirst: inquiry.memory == nil, fresh: fresh)
    let own = log.fetches.filter { sources.contains($0.source) }
    let overlap = SourceOverlap(
      home: home,
      kinds: Dictionary(
        sources.compactMap { source in
          (try? book.settings(of: source)).map { (source, $0.kind) }
        }, uniquingKeysWith: { $1 }))
    var haul = words.haul(own, in: home)
    if words.tellsNews { haul.remarks += overlap.remarks(own) }
    return haul
  }

  /// Keeps a log.
  ///
  /// - Throws: ``FetchError/notKept(folder:reason:)``.
  func write(_ log: FetchLog, in home: String) throws(FetchError) {
    // A source that can't even be asked has made no folder.
    try Self.makeFolder(home)
    do {
      try log.write(in: home)
    } catch {
      throw .notKept(folder: home, reason: "\(error)")
    }
  }

  /// The window that a question names, as it is read when its sources are asked.
  ///
  /// - Throws: ``FetchError/noSession``.
  package func window(of inquiry: Inquiry) throws(FetchError) -> TimeWindow? {
    asked(inquiry, FetchLog.read(in: try home(of: inquiry.session))).read
  }

  private func asked(_ inquiry: Inquiry, _ log: FetchLog) -> AskedTime {
    AskedTime(
      inquiry.question, incidentTime: inquiry.incidentTime, memory: inquiry.memory,
      known: log.window, now: now())
  }

  /// The folder of a session; no name leads out of the fetcher's own.
  func home(of session: String?) throws(FetchError) -> String {
    guard let session, !session.isEmpty, !session.contains("/"), !session.hasPrefix(".") else {
      throw .noSession
    }
    return "\(folder)/\(session)"
  }

  /// Removes what was fetched for sessions that are gone.
  package func sweep(isKept: @Sendable (String) async -> Bool) async {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") {
      guard await !isKept(name) else { continue }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// Asks sources at once, each for a window.
  ///
  /// - Throws: `CancellationError`; ``FetchError`` where nothing can be kept.
  func fetch(
    _ sources: [(String, TimeWindow)], _ asked: AskedTime, number: Int, _ home: String,
    _ progress: @escaping @Sendable (String) -> Void
  ) async throws -> [FetchLog.Fetch] {
    let time = now()
    // Together they may take what the one with the highest limits may alone.
    let settings = sources.map { try? book.settings(of: $0.0) }
    let budget = FetchBudget(bytes: settings.compactMap { $0?.limits.bytes }.max() ?? 0)
    let shares = FetchShares(
      of: settings.compactMap { $0?.limits.requests }.max() ?? 0,
      among: settings.map { settings in
        settings.map { min($0.limits.requests, $0.kind.mostRequests ?? .max) } ?? 0
      })
    return try await withThrowingTaskGroup(of: (Int, FetchLog.Fetch).self) { group in
      for (index, source) in sources.enumerated() {
        group.addTask {
          let place = "\(number + index)"
          let (name, window) = source
          return (
            index,
            try await fetch(
              name, window, asked, at: time, in: place, home, shares[index], budget, progress)
          )
        }
      }
      var fetches: [(Int, FetchLog.Fetch)] = []
      for try await fetch in group { fetches.append(fetch) }
      return fetches.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func fetch(
    _ name: String, _ window: TimeWindow, _ asked: AskedTime, at time: Instant,
    in place: String, _ home: String, _ requests: Int, _ budget: FetchBudget,
    _ progress: @escaping @Sendable (String) -> Void
  ) async throws -> FetchLog.Fetch {
    var fetch = FetchLog.Fetch(
      source: name, name: name, window: window, time: time, folder: "",
      fetched: FetchedFiles())
    // What is asked of the past is asked on purpose, also where that is what a source held last.
    fetch.isOpen = asked.isOpen && fetch.wasRecent
    fetch.meant = asked.meant
    do {
      let source = try book.source(name)
      let settings = source.settings
      fetch.name = settings.name
      fetch.folder = "\(place)/\(FetchedFiles.plain(settings.name))"
      progress("asking \(settings.name)")
      let path = "\(home)/\(fetch.folder)"
      // What a dead process left there is not known to be whole.
      try? FileManager.default.removeItem(atPath: "\(home)/\(place)")
      try Self.makeFolder(path)
      var limits = settings.limits
      limits.requests = min(limits.requests, requests)
      let sink = SourceSink(
        of: settings.place, limits: limits, folder: path, budget: budget)
      let wish = SourceWish(
        window: window, words: asked.words,
        isRecent: time.distance(from: window.upperBound) < FetchLog.recent, isOpen: asked.isOpen,
        now: time)
      do {
        try await withTimeLimit(.seconds(settings.limits.seconds)) {
          try await source.fetch(wish, into: sink)
        }
      } catch is SlowAnswer {
        let came = await sink.fetched.files.contains { $0.bytes > 0 }
        fetch.failure =
          came
          ? "\(sink.cut("after \(settings.limits.seconds) seconds", "seconds")) What came is used."
          : "\(sink.silence)"
      } catch let failure as SourceFailure {
        fetch.failure = "\(failure)"
      }
      fetch.fetched = await sink.fetched
      if fetch.failure == nil, fetch.fetched.notes.isEmpty, fetch.fetched.isSilent,
        fetch.fetched.files.allSatisfy({ $0.bytes == 0 })
      {
        fetch.fetched.doubts = [
          "it gave nothing for \(SourceTime.text(window.lowerBound)) to "
            + "\(SourceTime.text(window.upperBound)). \(asking.advice(for: nil))"
        ]
      }
    } catch let failure as SourceFailure {
      fetch.failure = "\(failure)"
    }
    try Task.checkCancellation()
    return fetch.masked()
  }

  /// Makes a folder of mode 0700 and those above it, where they are missing.
  private static func makeFolder(_ path: String) throws(FetchError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .notKept(folder: path, reason: "\(error)")
    }
  }
}

extension FetchLog.Fetch {
  /// The same without the secrets that a command or a server's words may hold.
  fileprivate func masked() -> Self {
    var fetch = self
    fetch.failure = failure.map(SecretMask.masked)
    fetch.fetched.notes = fetched.notes.map(SecretMask.masked)
    fetch.fetched.doubts = fetched.doubts?.map(SecretMask.masked)
    for index in fetch.fetched.files.indices {
      fetch.fetched.files[index].query = SecretMask.masked(fetch.fetched.files[index].query)
      fetch.fetched.files[index].link = fetch.fetched.files[index].link.map(SecretMask.masked)
    }
    return fetch
  }
}
