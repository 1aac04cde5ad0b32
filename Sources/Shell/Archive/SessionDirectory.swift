package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds sessions: what the service lists, completed by what this machine knows.
package actor SessionDirectory {
  private let service: any SessionsService
  private let serviceName: String
  private let archive: Archive
  private let words: CommandWords
  /// The last table, whose numbers `/switch` takes.
  private var lastListing: [Session.ID] = []

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

  /// Lists sessions as a numbered table; the remark says what it leaves out, and why.
  package func list(
    _ query: SessionsQuery, current: Session.ID?
  ) async throws -> (rows: [SessionRow], remark: String?) {
    let wanted = query.words.lowercased().split(separator: " ")
    var remarks: [String] = []
    var sessions: [Session]
    var isWhole = true
    let isMember: Bool
    do {
      if query.all || !wanted.isEmpty {
        let found = try await readAll()
        sessions = found.sessions
        if let total = found.omittedOf {
          remarks.append("Only the newest \(sessions.count) of \(total) sessions were looked at.")
        }
      } else {
        let page = try await service.list(PageRequest(page: query.page, limit: Self.pageSize))
        sessions = page.sessions
        isWhole = false
        if let next = page.next {
          remarks.append("\(page.total) sessions in all; \(words.page(next)) shows more.")
        }
      }
      isMember = false
    } catch SessionsError.forbidden {
      sessions = try archive.sessions(service: serviceName).map(\.session)
      remarks.append("A member's key lists only the sessions that this machine knows.")
      isMember = true
    }
    sessions = sessions.filter { $0.holds(wanted) }
    if isWhole, !query.all, sessions.count > Self.pageSize {
      let total = sessions.count
      sessions = Array(sessions.dropFirst((query.page - 1) * Self.pageSize).prefix(Self.pageSize))
      remarks.append(
        "\(total) sessions \(wanted.isEmpty ? "in all" : "match"); --all or --page shows the others."
      )
    }
    if sessions.isEmpty { remarks.insert(Self.words(forNone: query), at: 0) }
    lastListing = sessions.map(\.id)
    let stale = isMember ? sessions.map(\.id) : sessions.filter(isStale).map(\.id)
    if let failure = try await refresh(stale) { remarks.append(failure) }
    return (
      rows(of: sessions, current: current),
      remarks.isEmpty ? nil : remarks.joined(separator: " ")
    )
  }

  /// Fetches the session that a user names: by number, id, beginning of an id, or words.
  ///
  /// - Throws: ``SessionsError/notFound(_:)`` where none or several fit, in words that say so.
  package func find(_ target: String) async throws -> Session {
    try await fetch(try await resolve(target))
  }

  /// Fetches a session whole, and keeps what the service said.
  package func fetch(_ id: Session.ID) async throws -> Session {
    let session: Session
    do {
      session = try await service.get(id, wait: nil).session
    } catch SessionsError.notFound(let reason) where !reason.contains(id.rawValue) {
      // Some servers do not say what they did not find.
      throw SessionsError.notFound("There is no session '\(id)': \(reason)")
    }
    try? archive.record(session, service: serviceName)
    return session
  }

  /// The identifier and titles to offer for completion, the last used first.
  package func known(limit: Int) -> [Session] {
    (try? archive.sessions(service: serviceName, limit: limit).map(\.session)) ?? []
  }

  private func resolve(_ target: String) async throws -> Session.ID {
    if let number = Int(target), number >= 1 {
      if lastListing.isEmpty { _ = try await list(SessionsQuery(), current: nil) }
      if lastListing.indices.contains(number - 1) { return lastListing[number - 1] }
      // A number may also be the beginning of an id.
    }
    let exact = Session.ID(rawValue: target)
    if exact.isLowercaseUUID || (try? archive.session(exact, service: serviceName)) ?? nil != nil {
      return exact
    }
    let sessions = try await allSessions()
    let lowercased = target.lowercased()
    let byID = sessions.filter { $0.id.rawValue.hasPrefix(lowercased) }
    let words = lowercased.split(separator: " ")
    let matches =
      byID.isEmpty
      ? sessions.filter { $0.holds(words) } : byID
    switch matches.count {
    case 1: return matches[0].id
    case 0:
      throw SessionsError.notFound(
        "No session has the number, beginning or words '\(target)'. \(self.words.listSessions)")
    default:
      let titles = matches.prefix(4).map { "\($0.id.rawValue.prefix(8)) (\($0.title ?? $0.input))" }
      throw SessionsError.notFound(
        "'\(target)' fits \(matches.count) sessions: \(titles.joined(separator: ", "))"
          + "\(matches.count > 4 ? ", …" : ""). Say more of one.")
    }
  }

  /// Why a table is empty.
  private static func words(forNone query: SessionsQuery) -> String {
    if query.page > 1 { return "There is no page \(query.page)." }
    return query.words.isEmpty
      ? "No sessions yet. Ask something to open one."
      : "No session's title or first question holds '\(query.words)'."
  }

  private func allSessions() async throws -> [Session] {
    do {
      return try await readAll().sessions
    } catch SessionsError.forbidden {
      return try archive.sessions(service: serviceName).map(\.session)
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
      // Ends too where a server names the same page over and over.
      next = fresh.isEmpty ? nil : page.next
    }
    return (sessions, next == nil ? nil : total)
  }

  /// Whether the archive knows less of a session than the service does.
  private func isStale(_ session: Session) -> Bool {
    guard let archived = try? archive.session(session.id, service: serviceName) else { return true }
    return archived.turns == 0 || archived.session.updatedAt != session.updatedAt
      || archived.session.status != session.status || session.status.isRunning
  }

  /// Makes the rows of a table from what the archive knows now.
  private func rows(of sessions: [Session], current: Session.ID?) -> [SessionRow] {
    sessions.enumerated().map { index, session in
      let archived = try? archive.session(session.id, service: serviceName)
      let latest = archived?.session ?? session
      let turns = archived?.turns ?? 0
      let answered = latest.status.isRunning ? max(0, turns - 1) : turns
      return SessionRow(
        number: index + 1, id: session.id, title: latest.title ?? latest.input,
        status: latest.status, createdAt: session.createdAt, updatedAt: latest.updatedAt,
        turns: turns, unread: max(0, answered - (archived?.readTurns ?? 0)),
        isCurrent: session.id == current)
    }
  }

  /// Fetches sessions, a few at once; says how many could not be fetched, and why.
  ///
  /// - Throws: `CancellationError`; a session that can't be fetched is listed as it was known.
  private func refresh(_ stale: [Session.ID]) async throws -> String? {
    let failures = try await withThrowingTaskGroup(of: SessionsError?.self) { group in
      var rest = stale[...]
      var failures: [SessionsError] = []
      for id in rest.prefix(Self.concurrency) { group.addTask { try await self.refreshed(id) } }
      rest = rest.dropFirst(Self.concurrency)
      while let outcome = try await group.next() {
        if let failure = outcome { failures.append(failure) }
        // Where nothing answers, asking for each of the others would only take time.
        if failures.count >= Self.concurrency, failures.count == failures.count(where: \.isAway) {
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

  /// Fetches a session; the error where that failed.
  private func refreshed(_ id: Session.ID) async throws -> SessionsError? {
    do {
      _ = try await fetch(id)
      return nil
    } catch let error as SessionsError {
      return error
    }
  }
}

extension Session {
  /// Whether title and first question hold all of some words, given in lower case.
  fileprivate func holds(_ words: [Substring]) -> Bool {
    guard !words.isEmpty else { return true }
    let text = "\(title ?? "") \(input)".lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
