import Investigation
import TestSupport
import Testing

/// How many objects there are and in which state, and how jobs and rollouts ended, beside a log that names
/// some of them.
@Suite(.steppingBack) struct CountedObjectTests {
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "session.txt",
      """
      $ date -u
      Tue Jun  9 12:00:00 UTC 2026
      $ kubectl get deploy -n mill
      NAME     READY   UP-TO-DATE   AVAILABLE   AGE
      grind    3/3     3            3           80d
      sieve    1/2     2            1           80d

      $ kubectl get pods -n mill
      NAME                    READY   STATUS      RESTARTS     AGE
      grind-5c8b9d7f6-qwrtz   1/1     Running     4 (9d ago)   30d
      grind-5c8b9d7f6-zxcvb   1/1     Running     0            30d
      grind-5c8b9d7f6-bnmkl   1/1     Running     0            30d
      sieve-6d7c8b9f5-hjklp   1/1     Running     0            19h
      sieve-6d7c8b9f5-tzghb   0/1     Pending     0            19h
      weigh-grain-291-abcde   0/1     Completed   0            4h

      $ kubectl get jobs -n mill
      NAME              STATUS     COMPLETIONS   DURATION   AGE
      weigh-grain-290   Failed     0/1           28h        28h
      weigh-grain-291   Complete   1/1           41s        4h
      rotate-keys-12    Failed     0/1           2h         2h
      """)
    try folder.write(
      "grind-5c8b9d7f6-qwrtz.log",
      (0..<30).map { "2026-06-09T11:\(10 + $0):00Z INFO grind-5c8b9d7f6-qwrtz ground sack \($0)\n" }
        .joined())
  }

  @Test(arguments: [
    ("how many pods of grind are running?", "3 of 3 pods of **grind** are running [1]"),
    ("how many pods are there?", "6 pods: 4 `Running`, 1 `Completed`, 1 `Pending` [1]"),
    ("how many pods does sieve have and how many should it have?", "2 pods of **sieve**"),
    ("is any pod pending or crashing?", "Yes: 1 of 6 pods: **sieve-6d7c8b9f5-tzghb** `Pending`"),
    ("is any pod crashing?", "No: none of 6 pods is crashing"),
    ("how many pods of sieve are not running?", "1 of 2 pods of **sieve** is not running [1]"),
    ("did the grain weighing run today?", "Yes: Job **weigh-grain-291** came through"),
    ("did the key rotation succeed?", "No: Job **rotate-keys-12** failed"),
    ("did the rotation of the keys fail?", "Yes: Job **rotate-keys-12** failed"),
    ("did the rollout of grind finish?", "Yes: Deployment **grind** came through"),
    ("did the rollout of sieve finish?", "Not yet: Deployment **sieve** is not through"),
  ])
  func `Objects tell it, not the entries that name some of them`(
    question: String, told: String
  ) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let asked = try await ask(question, in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(told), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `New and old pods of a rollout are told apart by their age`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "session.txt",
      """
      $ kubectl get pods -n mill
      NAME                     READY   STATUS             RESTARTS   AGE
      sieve-5c8f7d4b96-c4vjz   1/1     Running            0          12d
      sieve-5c8f7d4b96-jhds7   1/1     Running            0          12d
      sieve-7d9c6b5f84-xjwps   1/1     Running            0          20m
      sieve-7d9c6b5f84-kmt58   0/1     ImagePullBackOff   0          20m
      grind-6d7c8b9f5-hjklp    1/1     Running            0          19h

      """)
    let before = try await ask("why does the rollout of sieve hang?", in: [folder.path])
    for (question, told) in [
      ("how many of the new pods are running?", "1 of 2 new pods is running"),
      ("how many of the old pods are running?", "2 of 2 old pods are running"),
      ("anything pending or crashlooping right now?", "No: none of "),
    ] {
      let asked = try await ask(question, in: [folder.path], after: before)
      let answer = try #require(asked.section("Answer"))
      #expect(answer.contains(told), "\(question) \(answer)")
    }
  }
}
