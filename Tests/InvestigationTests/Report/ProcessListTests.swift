import TestSupport
import Testing

/// What a database printed of its sessions tells who holds the lock that others wait for.
@Suite(.steppingBack) struct ProcessListTests {
  private static let list = """
    mysql> show full processlist;
    +-------+-----------------+------------------+---------+---------+---------+---------------------------------+-----------------------------------------------+
    | Id    | User            | Host             | db      | Command | Time    | State                           | Info                                          |
    +-------+-----------------+------------------+---------+---------+---------+---------------------------------+-----------------------------------------------+
    | 12    | event_scheduler | localhost        | NULL    | Daemon  | 3841221 | Waiting on empty queue          | NULL                                          |
    | 70121 | mill_reports    | 10.7.4.30:50122  | milldb  | Query   | 2212    | executing                       | SELECT grain, SUM(weight) FROM sack           |
    | 70417 | mill_schema     | 10.7.3.18:41230  | milldb  | Query   | 965     | Waiting for table metadata lock | ALTER TABLE sack ADD COLUMN ref VARCHAR(40)   |
    | 70420 | mill_app        | 10.7.3.21:59892  | milldb  | Query   | 30      | Waiting for table metadata lock | SELECT * FROM sack WHERE no = 7               |
    | 70424 | mill_app        | 10.7.3.22:51733  | milldb  | Sleep   | 3       |                                 | NULL                                          |
    +-------+-----------------+------------------+---------+---------+---------+---------------------------------+-----------------------------------------------+
    5 rows in set (0.00 sec)
    """

  @Test(arguments: [
    "which session holds the lock?", "who is blocking it?",
    "which db user ran the query that everything was waiting for?",
  ])
  func `Who was there before anybody waited holds the lock`(question: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("processlist.txt", Self.list)
    try folder.write(
      "mill.log",
      (0..<40).map { minute in
        "2026-06-09T11:\(10 + minute):00Z \(minute < 20 ? "INFO mill: stored" : "ERROR mill: Lock wait timeout exceeded; try restarting transaction")\n"
      }.joined())
    let before = try await ask("why do writes fail since 11:30?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(
      answer.contains(
        "Session `70121` of **mill_reports** (10.7.4.30:50122), there for 36 min 52 s"),
      "\(answer)")
    #expect(
      answer.contains("2 sessions wait behind it, the first for 16 min 5 s: `ALTER TABLE sack"))
    try checkCitations(asked, in: folder.path)
  }
}
