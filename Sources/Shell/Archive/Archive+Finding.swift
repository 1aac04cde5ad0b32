import GRDB
import SessionsAPI

extension Archive {
  /// The sessions that a search tells at the most: what fits a page of the table of sessions.
  private static let foundSessions = 20

  /// The messages that are ranked at the most: of words that more of them hold, the newest ones tell
  /// more than any count of words, and to rank them all would take longer than one waits for.
  private static let rankedMessages = 1000

  /// Finds the sessions of every service whose text holds all that is looked for, the best first, and
  /// before them those whose id begins with it, or that the user has named so.
  ///
  /// Those of other services than the one in use are marked.
  package func find(_ typed: String, usedService: String) throws -> [FoundTurn] {
    try database.read { database in
      let query = FindQuery(typed)
      var seen: Set<Place.Address> = []
      var found = try Self.places(ofID: typed, database)
      found += try Self.places(ofName: query, database)
      found = found.filter { seen.insert($0.address).inserted }
      // Only as many are fetched, and excerpts made of them, as are told.
      let places = try Self.places(of: query, database)
      while found.count < Self.foundSessions, let place = try places?.next() {
        if seen.insert(place.address).inserted { found.append(place) }
      }
      let snippets = try Self.snippets(of: found.compactMap(\.key), query, database)
      return try found.reduce(into: []) { turns, place in
        turns += [
          try Self.turn(
            at: place, snippets, usedService: usedService, number: turns.count + 1, database)
        ].compactMap { $0 }
      }
    }
  }

  /// A message that fits; its key is nil where the session's id or name does.
  private struct Place {
    /// Two services may give sessions the same id.
    struct Address: Hashable {
      var service: String
      var session: String
    }

    var address: Address
    var position = 0
    var key: Int64?
  }

  private static func places(
    ofID typed: String, _ database: Database
  ) throws -> [Place] {
    // Fewer characters fit ids by chance: four are 1 in 65,536 for hexadecimal ones.
    let beginning = typed.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    guard beginning.count >= 4 else { return [] }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT service, id FROM session WHERE substr(id, 1, length(?1)) = ?1
        ORDER BY usedAt DESC, id LIMIT ?2
        """,
      arguments: [String(beginning), foundSessions]
    ).map { Place(address: .init(service: $0[0], session: $0[1])) }
  }

  /// The sessions whose name on this machine holds all words; names of services are first questions,
  /// which are looked through as such.
  private static func places(
    ofName query: FindQuery, _ database: Database
  ) throws -> [Place] {
    guard !query.isEmpty else { return [] }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT service, id, localTitle FROM session WHERE localTitle IS NOT NULL
        ORDER BY usedAt DESC, id
        """)
    var places: [Place] = []
    while places.count < foundSessions, let row = try rows.next() {
      let name = (row[2] as String).lowercased()
      let begins = name.indices.filter { index in
        index == name.startIndex || !name[name.index(before: index)].isWordCharacter
      }
      let fits =
        query.words.allSatisfy { word in begins.contains { name[$0...].hasPrefix(word) } }
        && query.runs.allSatisfy { name.contains($0.lowercased()) }
      if fits { places.append(Place(address: .init(service: row[0], session: row[1]))) }
    }
    return places
  }

  private static func places(
    of query: FindQuery, _ database: Database
  ) throws -> MapCursor<RowCursor, Place>? {
    guard !query.isEmpty else { return nil }
    let runs = query.runs.map { _ in " AND instr(message.content, ?) > 0" }.joined()
    // The index has the newest first without looking at the others; CROSS has it come first.
    return try Row.fetchCursor(
      database,
      sql: """
        SELECT service, session, position, key FROM (
          SELECT message.service, message.session, message.position, message.key,
            bm25(messageWords) AS score
          FROM messageWords CROSS JOIN message ON message.key = messageWords.rowid
          WHERE messageWords MATCH ?\(runs)
          ORDER BY messageWords.rowid DESC LIMIT \(rankedMessages))
        ORDER BY score, key DESC
        """,
      arguments: StatementArguments([query.expression] + query.runs)
    ).map { Place(address: .init(service: $0[0], session: $0[1]), position: $0[2], key: $0[3]) }
  }

  /// The words of a snippet at the most: two lines of a window.
  private static let snippetWords = 24
  /// The characters before and behind a run in a snippet, likewise.
  private static let snippetReach = 40

  /// The text around what was found in messages, by their keys.
  ///
  /// The index is gone through once for all of them: to find its place for each message alone takes as
  /// long, where many messages hold the words.
  private static func snippets(
    of keys: [Int64], _ query: FindQuery, _ database: Database
  ) throws -> [Int64: String] {
    var snippets: [Int64: String] = [:]
    if !query.words.isEmpty, let oldest = keys.min(), let newest = keys.max() {
      // The sign keeps SQLite from looking each key up.
      let marks = keys.map { "\($0)" }.joined(separator: ", ")
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT rowid, snippet(messageWords, 0, '«', '»', '…', \(snippetWords)) FROM messageWords
          WHERE messageWords MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (\(marks))
          """,
        arguments: [query.expression, oldest, newest])
      while let row = try rows.next() {
        let snippet: String = row[1]
        if snippet.contains("«") { snippets[row[0]] = snippet }
      }
    }
    for key in keys where snippets[key] == nil {
      snippets[key] = try plainSnippet(of: key, query, database)
    }
    return snippets
  }

  /// The text around the first of what is looked for in a message.
  private static func plainSnippet(
    of key: Int64, _ query: FindQuery, _ database: Database
  ) throws -> String? {
    guard let text = query.runs.first ?? query.words.first else { return nil }
    return try String.fetchOne(
      try database.cachedStatement(
        sql: """
          SELECT substr(content, max(1, place - ?2), min(?2, place - 1))
            || '«' || substr(content, place, length(?1)) || '»'
            || substr(content, place + length(?1), ?2)
          FROM (SELECT content, instr(lower(content), lower(?1)) AS place FROM message
            WHERE key = ?3)
          WHERE place > 0
          """),
      arguments: [text, snippetReach, key])
  }

  private static func turn(
    at place: Place, _ snippets: [Int64: String], usedService: String, number: Int,
    _ database: Database
  ) throws -> FoundTurn? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM session WHERE service = ? AND id = ?",
        arguments: [place.address.service, place.address.session]),
      let session = ArchivedSession(row: row)?.session
    else { return nil }
    let turns = try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM message
        WHERE service = ? AND session = ? AND role = 'user' AND position <= ?
        """,
      arguments: [place.address.service, place.address.session, place.position])
    return FoundTurn(
      number: number, service: place.address.service,
      isElsewhere: place.address.service != usedService, session: session.id,
      title: session.title ?? session.input,
      status: session.status, turn: max(1, turns ?? 1),
      snippet: place.key.flatMap { snippets[$0] } ?? session.input)
  }
}

extension Character {
  /// Whether it stands inside words.
  fileprivate var isWordCharacter: Bool { isLetter || isNumber }
}
