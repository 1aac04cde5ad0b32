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
  /// The last table, whose numbers `/switch` takes.
  private var lastListing: [Session.ID] = []

  /// The sessions a page of the table.
  private static let pageSize = 20
  /// How many sessions are fetched at once to complete a table.
  private static let concurrency = 4

  package init(service: any SessionsService, serviceName: String, archive: Archive) {
    self.service = service
    self.serviceName = serviceName
    self.archive = archive
  }

  /// Lists sessions as a numbered table; the remark says what it leaves out, and why.
  package func list(
    _ query: SessionsQuery, current: Session.ID?
  ) async throws -> (rows: [SessionRow], remark: String?) {
    let wanted = query.words.lowercased().split(separator: " ")
    let filters = !wanted.isEmpty
    let request =
      query.all || filters
      ? PageRequest.everything : PageRequest(page: query.page, limit: Self.pageSize)
    var sessions: [Session]
    var remark: String?
    do {
      let page = try await service.list(request)
      sessions = page.sessions
      if let next = page.next {
        remark = "\(page.total) sessions in all; /sessions --page \(next) shows more."
      }
    } catch SessionsError.forbidden {
      sessions = try archive.sessions(service: serviceName).map(\.session)
      remark = "A member's key lists only the sessions that this machine knows."
    }
    if filters {
      sessions = sessions.filter { session in
        let text = "\(session.title ?? "") \(session.input)".lowercased()
        return wanted.allSatisfy { text.contains($0) }
      }
    }
    if remark == nil, filters, !query.all, sessions.count > Self.pageSize {
      let total = sessions.count
      sessions = Array(sessions.dropFirst((query.page - 1) * Self.pageSize).prefix(Self.pageSize))
      remark = "\(total) sessions match; --all or --page shows the others."
    }
    lastListing = sessions.map(\.id)
    return (try await rows(of: sessions, current: current), remark)
  }

  /// Fetches the session that a user names: by number, id, beginning of an id, or words.
  ///
  /// - Throws: ``SessionsError/notFound(_:)`` where none or several fit, in words that say so.
  package func find(_ target: String) async throws -> Session {
    try await fetch(try await resolve(target))
  }

  /// Fetches a session whole, and keeps what the service said.
  package func fetch(_ id: Session.ID) async throws -> Session {
    let session = try await service.get(id, wait: nil).session
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
    if exact.isLowercaseUUID { return exact }
    let sessions = try await allSessions()
    let lowercased = target.lowercased()
    let byID = sessions.filter { $0.id.rawValue.hasPrefix(lowercased) }
    let words = lowercased.split(separator: " ")
    let matches =
      byID.isEmpty
      ? sessions.filter { session in
        let text = "\(session.title ?? "") \(session.input)".lowercased()
        return words.allSatisfy { text.contains($0) }
      } : byID
    switch matches.count {
    case 1: return matches[0].id
    case 0:
      throw SessionsError.notFound(
        "No session has the number, beginning or words '\(target)'. List them with /sessions.")
    default:
      let titles = matches.prefix(4).map { "\($0.id.rawValue.prefix(8)) (\($0.title ?? $0.input))" }
      throw SessionsError.notFound(
        "'\(target)' fits \(matches.count) sessions: \(titles.joined(separator: ", "))"
          + "\(matches.count > 4 ? ", …" : ""). Say more of one.")
    }
  }

  private func allSessions() async throws -> [Session] {
    do {
      return try await service.list(.everything).sessions
    } catch SessionsError.forbidden {
      return try archive.sessions(service: serviceName).map(\.session)
    }
  }

  /// Completes sessions to rows; those the archive knows no more of are fetched, a few at once.
  private func rows(of sessions: [Session], current: Session.ID?) async throws -> [SessionRow] {
    var known: [Session.ID: ArchivedSession] = [:]
    for session in sessions {
      known[session.id] = try? archive.session(session.id, service: serviceName)
    }
    let stale = sessions.filter { session in
      guard let archived = known[session.id] else { return true }
      return archived.turns == 0 || archived.session.updatedAt != session.updatedAt
        || archived.session.status != session.status || session.status.isRunning
    }
    try await refresh(stale.map(\.id))
    return sessions.enumerated().map { index, session in
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

  private func refresh(_ stale: [Session.ID]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var rest = stale[...]
      for id in rest.prefix(Self.concurrency) { group.addTask { _ = try await self.fetch(id) } }
      rest = rest.dropFirst(Self.concurrency)
      while try await group.next() != nil {
        guard let id = rest.popFirst() else { continue }
        group.addTask { _ = try await self.fetch(id) }
      }
    }
  }
}
