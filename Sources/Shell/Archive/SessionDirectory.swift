package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds sessions: what the service lists, completed by what this machine knows.
package actor SessionDirectory {
  private let service: any SessionsService
  let serviceName: String
  let archive: Archive
  let words: CommandWords
  /// The last table, whose numbers `/switch` takes.
  var lastListing: [Session.ID] = []

  /// The sessions a page of the table.
  private static let pageSize = 20
  /// The sessions a page when a service's whole list is read.
  private static let readingSize = 200
  /// How many sessions of a service's list are read at the most, the newest first.
  private static let readingLimit = 10_000
  /// How many sessions are fetched at once to complete a table.
  private static let concurrency = 4

  /// Makes the directory of a service, for people who are told in the given words what to do.
  package init(
    service: any SessionsService, serviceName: String, archive: Archive,
    words: CommandWords = .program
  ) {
    self.words = words
    self.service = service
    self.serviceName = serviceName
    self.archive = archive
  }

  /// Lists sessions as a numbered table, and refreshes what the list alone does not tell.
  package func list(
    _ query: SessionsQuery, current: Session.ID?
  ) async throws -> SessionListing {
    try await refresh(try await page(query, current: current))
  }

  /// Lists sessions as a numbered table, of what the service's list says in one answer and this machine
  /// knows; no session is fetched.
  package func page(
    _ query: SessionsQuery, current: Session.ID?
  ) async throws -> SessionListing {
    let wanted = query.words.lowercased().split(separator: " ")
    var found = try await found(by: query)
    found.sessions = found.sessions.filter { $0.holds(wanted) }
    if found.isWhole, !query.all, found.sessions.count > Self.pageSize {
      let total = found.sessions.count
      found.sessions = Array(
        found.sessions.dropFirst((query.page - 1) * Self.pageSize).prefix(Self.pageSize))
      found.remarks.append(
        "\(total) sessions \(wanted.isEmpty ? "in all" : "match"); --all or --page shows the others."
      )
    }
    if found.sessions.isEmpty { found.remarks.insert(Self.words(forNone: query), at: 0) }
    lastListing = found.sessions.map(\.id)
    return SessionListing(
      rows: rows(of: found.sessions, current: current), remarks: found.remarks,
      sessions: found.sessions, current: current, isFromMemory: found.isFromMemory)
  }

  /// Completes a listing that this machine made of what it knew: fetches its sessions, a few at once.
  ///
  /// - Throws: `CancellationError`; a session that can't be fetched stands as it was known.
  package func refresh(_ listing: SessionListing) async throws -> SessionListing {
    guard listing.isFromMemory else { return listing }
    var listing = listing
    if let failure = try await refresh(listing.sessions.map(\.id)) {
      listing.remarks.append(failure)
    }
    listing.rows = rows(of: listing.sessions, current: listing.current)
    listing.isFromMemory = false
    return listing
  }

  /// What a query finds: sessions of the service's list, or those that this machine knows.
  private struct Found {
    var sessions: [Session]
    /// Whether these are all there are, rather than a page of them.
    var isWhole: Bool
    var isFromMemory = false
    var remarks: [String] = []
  }

  private func found(by query: SessionsQuery) async throws -> Found {
    do {
      guard !query.all, query.words.isEmpty else {
        let (sessions, total) = try await readAll()
        let remarks = total.map {
          ["Only the newest \(sessions.count) of \($0) sessions were looked at."]
        }
        return Found(sessions: sessions, isWhole: true, remarks: remarks ?? [])
      }
      let page = try await service.list(PageRequest(page: query.page, limit: Self.pageSize))
      try? archive.refresh(page.sessions, service: serviceName)
      // Some servers know no pages: they tell all there are.
      guard page.sessions.count <= Self.pageSize else {
        return Found(
          sessions: archive.named(page.sessions, service: serviceName), isWhole: true)
      }
      let more = page.next.map {
        ["\(page.total) sessions in all; \(words.page($0)) shows more."]
      }
      return Found(sessions: page.sessions, isWhole: false, remarks: more ?? [])
    } catch let error as SessionsError where error.kind == .forbidden {
      let alerted = try await service.alertSessions()
      return Found(
        sessions: try known(with: alerted), isWhole: true, isFromMemory: true,
        remarks: [
          "A member's key lists only the sessions that this machine knows"
            + (alerted.isEmpty ? "." : ", and those that alerts opened.")
        ])
    }
  }

  /// The sessions that this machine knows, and those that alerts opened, of which it may know none.
  private func known(with alerted: [Session]) throws -> [Session] {
    let known = try archive.sessions(service: serviceName).map(\.session)
    let names = Set(known.map(\.id))
    let fresh = alerted.filter { !names.contains($0.id) }
    guard !fresh.isEmpty else { return known }
    return (archive.named(fresh, service: serviceName) + known)
      .sorted { ($1.createdAt, $0.id.rawValue) < ($0.createdAt, $1.id.rawValue) }
  }

  /// Fetches a session whole, and keeps what the service said.
  package func fetch(_ id: Session.ID) async throws -> Session {
    let session: Session
    do {
      session = try await service.get(id, wait: nil).session
    } catch let error as SessionsError
      where error.kind == .notFound && !error.message.contains(id.rawValue)
    {
      // Some servers do not say what they did not find.
      throw ShellError.unknownSession(id, reason: error.message)
    }
    try? archive.record(session, service: serviceName)
    return archive.named([session], service: serviceName)[0]
  }

  /// The identifier and titles to offer for completion, the last used first.
  package func known(limit: Int) -> [Session] {
    (try? archive.sessions(service: serviceName, limit: limit).map(\.session)) ?? []
  }

  /// Why a table is empty.
  private static func words(forNone query: SessionsQuery) -> String {
    if query.page > 1 { return "There is no page \(query.page)." }
    return query.words.isEmpty
      ? "No sessions yet. Ask something to open one."
      : "No session's title or first question holds '\(query.words)'."
  }

  func allSessions() async throws -> [Session] {
    do {
      return try await readAll().sessions
    } catch let error as SessionsError where error.kind == .forbidden {
      return try known(with: try await service.alertSessions())
    }
  }

  /// Reads a service's list page by page, so that no answer is larger than it need be.
  ///
  /// `omittedOf` is how many sessions there are, where they are more than are read.
  private func readAll() async throws -> (sessions: [Session], omittedOf: Int?) {
    var sessions: [Session] = []
    var seen: Set<Session.ID> = []
    var next: Int? = 1
    var total = 0
    while let number = next, sessions.count < Self.readingLimit {
      let page = try await service.list(PageRequest(page: number, limit: Self.readingSize))
      // A session that was opened meanwhile moves others to the next page.
      let fresh = page.sessions.filter { seen.insert($0.id).inserted }
      sessions += fresh
      total = page.total
      // Ends too where a server names the same page over and over, or knows no pages.
      let isAll = page.sessions.count > Self.readingSize
      next = fresh.isEmpty || isAll ? nil : page.next
    }
    try? archive.refresh(sessions, service: serviceName)
    return (archive.named(sessions, service: serviceName), next == nil ? nil : total)
  }

  /// Finds words in the transcripts that this machine keeps, of whatever service; asks nobody else.
  package func search(_ words: String) throws -> [FoundTurn] {
    try archive.find(words, usedService: serviceName)
  }

  /// Makes the rows of a table of what is listed and what this machine knows of it.
  private func rows(of sessions: [Session], current: Session.ID?) -> [SessionRow] {
    sessions.enumerated().map { index, session in
      let archived = try? archive.session(session.id, service: serviceName)
      let latest = archived?.session ?? session
      var row = SessionRow(
        number: index + 1, id: session.id, title: latest.title ?? latest.input,
        status: latest.status, createdAt: session.createdAt, updatedAt: latest.updatedAt,
        // Only the first turn runs like that.
        turns: latest.status == .running ? 1 : nil, unread: 0, isCurrent: session.id == current)
      guard let archived, archived.turns > 0 else { return row }
      let answered = archived.turns - (latest.status.isRunning ? 1 : 0)
      row.unread = max(0, answered - archived.readTurns)
      if archived.isWhole {
        row.turns = archived.turns
      } else if !latest.status.isRunning {
        row.unread = max(1, row.unread)
      }
      return row
    }
  }

  /// Fetches sessions, a few at once; says how many could not be fetched, and why.
  ///
  /// - Throws: `CancellationError`; a session that can't be fetched is listed as it was known.
  private func refresh(_ stale: [Session.ID]) async throws -> String? {
    let failures = try await withThrowingTaskGroup(of: ErrorReport?.self) { group in
      var rest = stale[...]
      var failures: [ErrorReport] = []
      for id in rest.prefix(Self.concurrency) { group.addTask { try await self.refreshed(id) } }
      rest = rest.dropFirst(Self.concurrency)
      while let outcome = try await group.next() {
        if let failure = outcome { failures.append(failure) }
        // Where nothing answers, asking for each of the others would only take time.
        if failures.count >= Self.concurrency, failures.allSatisfy({ $0.isAway }) {
          rest = []
        }
        guard let id = rest.popFirst() else { continue }
        group.addTask { try await self.refreshed(id) }
      }
      return failures
    }
    guard let first = failures.first else { return nil }
    return "Some sessions could not be refreshed and stand as last seen: \(first.message)"
  }

  /// Fetches a session; what it failed with, if so.
  private func refreshed(_ id: Session.ID) async throws -> ErrorReport? {
    do {
      _ = try await fetch(id)
      return nil
    } catch let error as CancellationError {
      throw error
    } catch {
      return ErrorReport(thrown: error)
    }
  }
}
