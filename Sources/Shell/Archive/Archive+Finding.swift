import GRDB
import SessionsAPI

extension Archive {
  /// The sessions that a search tells at the most: what fits a page of the table of sessions.
  private static let foundSessions = 20

  /// Finds the sessions of a service whose text holds all that is looked for, the best first, and
  /// before them those whose id begins with it.
  package func find(_ typed: String, service: String) throws -> [FoundTurn] {
    try database.read { database in
      let query = FindQuery(typed)
      var seen: Set<String> = []
      var found: [FoundTurn] = []
      func take(_ place: Place) throws {
        guard seen.insert(place.session).inserted else { return }
        if let turn = try Self.turn(at: place, service, number: found.count + 1, database) {
          found.append(turn)
        }
      }
      for place in try Self.places(ofID: typed, service, database) { try take(place) }
      // Only as many are fetched, and excerpts made of them, as are told.
      let places = try Self.places(of: query, service, database)
      while found.count < Self.foundSessions, let place = try places?.next() { try take(place) }
      return found
    }
  }

  /// A message that fits; no snippet where the session's id does.
  private struct Place {
    var session: String
    var position: Int
    var snippet: String?
  }

  private static func places(
    ofID typed: String, _ service: String, _ database: Database
  ) throws -> [Place] {
    // Fewer characters fit ids by chance: four are 1 in 65,536 for hexadecimal ones.
    let beginning = typed.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    guard beginning.count >= 4 else { return [] }
    return try String.fetchAll(
      database,
      sql: """
        SELECT id FROM session WHERE service = ?1 AND substr(id, 1, length(?2)) = ?2
        ORDER BY usedAt DESC, id LIMIT ?3
        """,
      arguments: [service, String(beginning), foundSessions]
    ).map { Place(session: $0, position: 0, snippet: nil) }
  }

  /// The words of a snippet at the most: two lines of a window.
  private static let snippetWords = 24
  /// The characters before and behind a run in a snippet, likewise.
  private static let snippetReach = 40

  private static func places(
    of query: FindQuery, _ service: String, _ database: Database
  ) throws -> MapCursor<RowCursor, Place>? {
    guard !query.isEmpty else { return nil }
    let runs = query.runs.map { _ in " AND instr(content, ?) > 0" }.joined()
    var arguments: StatementArguments = []
    let sql: String
    if let expression = query.expression {
      // By rank alone the index sorts itself, before the snippets are made; CROSS has it come first.
      sql = """
        SELECT message.session, message.position,
          snippet(messageWords, 0, '«', '»', '…', \(snippetWords))
        FROM messageWords CROSS JOIN message ON message.key = messageWords.rowid
        WHERE messageWords MATCH ? AND message.service = ?
        \(runs.replacing("content", with: "message.content")) ORDER BY messageWords.rank
        """
      arguments += [expression, service]
    } else {
      let run = query.runs[0]
      sql = """
        SELECT session, position, substr(content, max(1, place - ?2), min(?2, place - 1))
          || '«' || ?1 || '»' || substr(content, place + length(?1), ?2)
        FROM (SELECT *, instr(content, ?1) AS place FROM message)
        WHERE place > 0 AND service = ?3\(runs) ORDER BY createdAt DESC, key
        """
      arguments += [run, snippetReach, service]
    }
    for run in query.runs { arguments += [run] }
    return try Row.fetchCursor(database, sql: sql, arguments: arguments)
      .map { Place(session: $0[0], position: $0[1], snippet: $0[2]) }
  }

  private static func turn(
    at place: Place, _ service: String, number: Int, _ database: Database
  ) throws -> FoundTurn? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM session WHERE service = ? AND id = ?",
        arguments: [service, place.session]), let session = ArchivedSession(row: row)?.session
    else { return nil }
    let turns = try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM message
        WHERE service = ? AND session = ? AND role = 'user' AND position <= ?
        """,
      arguments: [service, place.session, place.position])
    return FoundTurn(
      number: number, session: session.id, title: session.title ?? session.input,
      status: session.status, turn: max(1, turns ?? 1),
      snippet: place.snippet ?? session.input)
  }
}
