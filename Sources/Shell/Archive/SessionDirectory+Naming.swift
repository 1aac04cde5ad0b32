package import SessionsAPI

extension SessionDirectory {
  /// How many of several sessions that fit are named.
  private static let namedMatches = 4

  /// Fetches the session that a user names: by number, id, beginning of an id, or words.
  ///
  /// - Throws: ``ShellError/noneFits(_:_:)`` or ``ShellError/severalFit(_:_:count:)``.
  package func find(_ target: String) async throws -> Session {
    try await fetch(try await resolve(target))
  }

  /// Names the session that a user means, by id, beginning of an id or words: first by what this
  /// machine knows, where a server may be away, then by what the service lists.
  ///
  /// - Throws: ``ShellError/noneFits(_:_:)`` or ``ShellError/severalFit(_:_:count:)``.
  package func name(_ target: String) async throws -> SessionName {
    let known = try archive.sessions(service: serviceName).map(\.session)
    if let session = try Self.match(target, in: known, words) { return SessionName(session) }
    return SessionName(try await fetch(try await resolve(target)))
  }

  private func resolve(_ target: String) async throws -> Session.ID {
    if let number = Int(target), number >= 1 {
      if lastListing.isEmpty { _ = try await page(SessionsQuery(), current: nil) }
      if lastListing.indices.contains(number - 1) { return lastListing[number - 1] }
      // A number may also be the beginning of an id.
    }
    let exact = Session.ID(rawValue: target)
    if exact.isLowercaseUUID || (try? archive.session(exact, service: serviceName)) ?? nil != nil {
      return exact
    }
    guard let session = try Self.match(target, in: try await allSessions(), words) else {
      throw ShellError.noneFits(target, words)
    }
    return session.id
  }

  /// The one session whose id begins with, or whose title or question holds, what was typed; nil where
  /// there is none.
  private static func match(
    _ target: String, in sessions: [Session], _ words: CommandWords
  ) throws -> Session? {
    let lowercased = target.lowercased()
    let byID = sessions.filter { $0.id.rawValue.hasPrefix(lowercased) }
    let wanted = lowercased.split(separator: " ")
    let matches = byID.isEmpty ? sessions.filter { $0.holds(wanted) } : byID
    switch matches.count {
    case 0, 1: return matches.first
    default:
      throw ShellError.severalFit(
        target, matches.prefix(namedMatches).map(SessionName.init), count: matches.count)
    }
  }
}

extension Session {
  /// Whether title and first question hold all of some words, given in lower case.
  func holds(_ words: [Substring]) -> Bool {
    guard !words.isEmpty else { return true }
    let text = "\(title ?? "") \(input)".lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
