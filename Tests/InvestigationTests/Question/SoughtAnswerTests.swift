import Investigation
import TestSupport
import Testing

/// Answers that are sought in the evidence by what a question says: turns of a state, how long a deed took, what is
/// not there, whether there is room.
@Suite(.steppingBack) struct SoughtAnswerTests {
  private static let log = [
    "2026-03-10T10:00:00Z INFO store health changed from [GREEN] to [YELLOW]",
    "2026-03-10T10:02:30Z INFO store health changed from [YELLOW] to [GREEN]",
    "2026-03-10T10:10:00Z INFO store health changed from [GREEN] to [YELLOW]",
    "2026-03-10T10:10:40Z INFO store health changed from [YELLOW] to [GREEN]",
    "2026-03-10T10:12:00Z INFO hall sieve-7 cordoned",
    "2026-03-10T10:12:40Z INFO hall moved 4 sacks of sieve-7",
    "2026-03-10T10:13:15Z INFO hall sieve-7 drained",
    "2026-03-10T10:14:00Z ERROR grind stone of GrindPool is hot",
    "2026-03-10T10:14:10Z ERROR grind stone of GrindPool is hot",
    "2026-03-10T10:14:20Z INFO hall WeighPool was opened",
    "2026-03-10T10:30:00Z INFO hall all sacks are weighed",
  ]

  private static let session = """
    ops@mill-3:~$ free -m
                   total        used        free      shared  buff/cache   available
    Mem:           64216       13604         412          98       50200       49731
    Swap:           8191           0        8191
    ops@mill-3:~$ df -h
    Filesystem      Size  Used Avail Use% Mounted on
    /dev/sda2        49G   48G  1.0G  98% /
    /dev/sdb1       196G   80G  107G  43% /data

    """

  private static func answer(_ question: String, session: Bool = false) async throws -> String {
    let folder = try TemporaryFolder()
    if session {
      try folder.write("session.txt", Self.session)
    } else {
      try folder.write("mill.log", log.joined(separator: "\n") + "\n")
    }
    let before = try await ask("is everything ok?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    try checkCitations(asked, in: folder.path)
    return try #require(asked.section("Answer"))
  }

  @Test(arguments: [
    ("when did it turn yellow?", "turned `yellow` 2 times: 2026-03-10 10:00:00 UTC"),
    (
      "how long was the store yellow in total?", "`yellow` for 3 min 10 s in all, 2 times: 2 min"
    ),
    ("is it green now?", "Yes: it turned `green` at 2026-03-10 10:10:40 UTC"),
    ("is it still yellow?", "No: it turned `green` at 2026-03-10 10:10:40 UTC"),
    ("how often did it go yellow?", "turned `yellow` 2 times"),
    ("how long did the drain of sieve-7 take?", "35 s, 2026-03-10 10:12:40"),
    ("any oom kills?", "No, none: of 11 entries none has `oom kills`."),
    ("is WeighPool affected too?", "No: of 1 entry that names `WeighPool` none is a warning"),
    ("is GrindPool affected too?", "Yes: 2 of 2 entries that name `GrindPool` are warnings"),
  ])
  func `What a log tells`(question: String, told: String) async throws {
    let answer = try await Self.answer(question)
    #expect(answer.contains(told), "\(answer)")
  }

  @Test(arguments: [
    ("are we running out of memory?", "No: there is room, for `available` is `49731`"),
    ("do we have enough memory?", "Yes: there is room, for `available` is `49731`"),
    ("is /data ok?", "Yes: there is room, for `Use%` is `43%` of `/data`"),
    ("is / full?", "Yes: it is short of room, for `Use%` is `98%` of `/`"),
    ("how much is available then?", "`available` is `49731`"),
  ])
  func `What free and df tell`(question: String, told: String) async throws {
    let answer = try await Self.answer(question, session: true)
    #expect(answer.contains(told), "\(answer)")
  }

  @Test func `What objects tell is not denied, though no log has it`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("mill.log", Self.log.joined(separator: "\n") + "\n")
    try folder.write(
      "session.txt",
      """
      $ kubectl describe pod sieve-5c8f7d4b96-c4vjz -n mill
      Name:             sieve-5c8f7d4b96-c4vjz
      Namespace:        mill
      Containers:
        sieve:
          State:          Running
          Last State:     Terminated
            Reason:       OOMKilled
            Exit Code:    137
          Ready:          True
          Restart Count:  3
      """)
    let before = try await ask("is everything ok?", in: [folder.path])
    for question in ["any oom kills?", "any oomkills or evictions in there?"] {
      let asked = try await ask(question, in: [folder.path], after: before)
      try checkCitations(asked, in: folder.path)
      let answer = try #require(asked.section("Answer"))
      #expect(answer.contains("OOMKilled") && !answer.contains("No, none"), "\(answer)")
    }
  }

  @Test(arguments: [
    "when did the stone turn blue?", "how long was it?", "any idea?", "any errors?",
    "is it still going on?", "is anything affected?", "what is up now?",
  ])
  func `What asks for something else is not taken for it`(question: String) async throws {
    let answer = try await Self.answer(question)
    #expect(!answer.contains("it turned") && !answer.contains("No, none: of"), "\(answer)")
  }
}
