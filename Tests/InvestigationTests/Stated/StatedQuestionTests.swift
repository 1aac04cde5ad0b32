import Investigation
import TestSupport
import Testing

/// What is asked for by its name is found under it, whatever printed it.
@Suite(.steppingBack) struct StatedQuestionTests {
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "host.txt",
      """
      root@mill-3:~# date -u
      Tue Jun  9 12:00:00 UTC 2026
      root@mill-3:~# df -h
      Filesystem      Size  Used Avail Use% Mounted on
      tmpfs           6.3G  3.4M  6.3G   1% /run
      /dev/sda2       100G   92G  8.0G  92% /
      /dev/sdb1       1.8T  1.1T  683G  61% /var/lib/mill
      root@mill-3:~# du -xh --max-depth=3 /
      1.9G	/var/log
      62G	/var/lib/dust
      86G	/var/lib
      88G	/var
      92G	/
      """)
    try folder.write(
      "argo.txt",
      """
      $ argocd app get sieve
      Name:               argocd/sieve
      Sync Status:        Synced to main (9f3c1ab)
      Health Status:      Healthy

      Operation:          Sync
      Sync Revision:      9f3c1ab7d02e4c55b1e0a9d3c7784f1260bd5e31
      Finished:           2026-06-09 10:22:04 +0000 UTC
      """)
    try folder.write(
      "groups.txt",
      """
      $ date -u; mill-groups --describe
      Tue Jun  9 11:00:00 UTC 2026

      GROUP     PARTITION  OFFSET  LAG   CONSUMER
      grinders  0          1000    10    grind-0
      grinders  1          1000    900   grind-1
      $ date -u; mill-groups --describe
      Tue Jun  9 12:00:00 UTC 2026

      GROUP     PARTITION  OFFSET  LAG   CONSUMER
      grinders  0          2000    400   grind-0
      grinders  1          2000    30    grind-1
      """)
    try folder.write(
      "timer.txt",
      """
      $ systemctl list-timers
      NEXT                         LEFT      UNIT
      Wed 2026-06-10 01:30:00 UTC  13h left  sweep.timer
      """)
    try folder.write(
      "services.txt",
      """
      $ docker service ls
      ID             NAME     MODE         REPLICAS   IMAGE
      7fcw6ccsbcm6   sieve    replicated   3/3        mill/sieve:2.1
      yp04r8e806uc   grind    replicated   2/2        mill/grind:2.1
      ugzot0rv162z   weigh    replicated   1/2        mill/weigh:3.0
      """)
  }

  @Test(arguments: [
    ("what commit is live", "`Sync Revision` is `9f3c1ab7d02e4c55b1e0a9d3c7784f1260bd5e31`"),
    ("time the sync was done?", "`Finished` is `2026-06-09 10:22:04 +0000 UTC`"),
    ("how full is /var/lib/mill", "`Use%` is `61%`"),
    ("how full is / right now", "`Use%` is `92%`"),
    ("whats eating the disk there", "**/var/lib/dust**: `size` is `62G`"),
    ("which partition is the worst", "`PARTITION` is `0` and `LAG` is `400`"),
    ("whats the total lag", "`LAG` of 2 rows is 430 in all"),
    ("next run when?", "`NEXT` is `Wed 2026-06-10 01:30:00 UTC`"),
    ("rest of the stack at full replicas?", "No: 1 of 3 is not. "),
  ])
  func `after the cause was asked for`(question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let before = try await ask("is the mill ok?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(told), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test(arguments: ["why is it so?", "what colour has the mill?", "is it still happening?"])
  func `Nothing is made up for what no text names`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let before = try await ask("is the mill ok?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    #expect(asked.section("Answer")?.contains("` is `") == false)
  }

  @Test func `Of a long file nothing is read again`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "mill.log",
      (0..<5000).map { "2026-06-09T10:00:00Z INFO mill ground sack \($0)\n" }.joined()
        + "2026-06-09T10:00:01Z INFO mill flour_grade = 405\n")
    let before = try await ask("is the mill ok?", in: [folder.path])
    let asked = try await ask("flour grade?", in: [folder.path], after: before)
    #expect(asked.section("Answer")?.contains("`flour_grade` is") == false)
  }
}

/// What is asked of entries, of the case, or of no value at all is answered as if no text stated it.
@Suite(.steppingBack) struct UnstatedQuestionTests {
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "app.log",
      (0..<200).map { step in
        let minute = 10 + step / 10
        let isBad = step >= 100 && step % 2 == 0
        return "2026-06-09T10:\(minute):\(10 + step % 10)Z \(isBad ? "ERROR" : "INFO") mill "
          + (isBad ? "timeout of sieve after 30 s\n" : "ground sack \(step)\n")
      }.joined())
    try folder.write(
      "settings.txt",
      """
      timeout: 30s
      errors: 0
      memory: 512Mi
      restart: always
      password: hunter2
      recovery_target: latest
      network_mode: host
      max_requests: 1000
      """)
    try folder.write(
      "backups.txt", "NAME     ERRORS   BACKLOG\nweekly   7        9\ndaily    2        11\n")
  }

  @Test(arguments: [
    "any timeouts?", "any errors?", "how many errors?", "how many requests per minute?",
    "did it recover?", "it is not memory", "we restarted mill already", "is it the network?",
    "which db password is set?", "password of the mill?", "top 10 messages",
    "which service has the most errors?", "what triggered it?",
  ])
  func `is asked of them`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let before = try await ask("why does the mill fail?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(!answer.contains("` is `"), "\(answer)")
    #expect(!asked.markdown.contains("hunter2"), "\(asked.markdown)")
  }

  @Test func `Counts beyond all measure end nothing`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "events.txt",
      """
      LAST SEEN                                TYPE      REASON               OBJECT        MESSAGE
      97s (x9223372036854775807 over 33m)      Warning   FailedAttachVolume   pod/sieve-0   Multi-Attach error for volume
      97s (x9223372036854775807 over 33m)      Warning   FailedAttachVolume   pod/sieve-1   Multi-Attach error for volume
      """)
    try folder.write(
      "sums.txt", "NAME   BACKLOG\na      99999999999999999999\nb      99999999999999999999\n")
    let before = try await ask("why does sieve not start?", in: [folder.path])
    for question in ["how many times did it try to attach?", "total backlog?"] {
      let asked = try await ask(question, in: [folder.path], after: before)
      #expect(asked.section("Answer")?.contains(" is 0 in all") == false)
    }
  }
}
