import Investigation
import TestSupport
import Testing

/// What is asked about a node that was lost, its pods, and pods that crash.
@Suite(.steppingBack) struct NodeQuestionTests {
  private static let refused =
    "0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, "
    + "2 Insufficient memory. preemption: 0/3 nodes are available: 3 No victims."

  /// A mill whose node m-3 lost its disk; `grind` and `sieve` find no other, `sacks` runs elsewhere.
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "kubectl.txt",
      """
      $ kubectl get nodes
      NAME   STATUS     ROLES    AGE   VERSION
      m-1    Ready      <none>   40d   v1.31.4
      m-2    Ready      <none>   40d   v1.31.4
      m-3    NotReady   <none>   12d   v1.31.4

      $ kubectl get pods -n mill -o wide
      NAME                    READY   STATUS        RESTARTS   AGE   IP         NODE
      grind-5c8b9d7f6-qwrtz   1/1     Terminating   0          9d    10.0.3.1   m-3
      sieve-7f6d5c4b8-bnmkl   1/1     Terminating   0          9d    10.0.3.2   m-3
      sacks-6d7c8b9f5-hjklp   1/1     Running       0          9d    10.0.1.3   m-1
      grind-5c8b9d7f6-zxcvb   0/1     Pending       0          40m   <none>     <none>
      sieve-7f6d5c4b8-tzghb   0/1     Pending       0          40m   <none>     <none>
      """)
    try folder.write(
      "events.txt",
      """
      $ kubectl get events -A
      LAST SEEN              NAMESPACE   TYPE      REASON             OBJECT                      MESSAGE
      2026-06-09T10:02:11Z   default     Normal    NodeNotReady       node/m-3                    Node m-3 status is now: NodeNotReady
      2026-06-09T10:07:20Z   mill        Warning   FailedScheduling   pod/grind-5c8b9d7f6-zxcvb   \(refused)
      2026-06-09T10:07:20Z   mill        Warning   FailedScheduling   pod/sieve-7f6d5c4b8-tzghb   \(refused)
      """)
    try folder.write(
      "m-3/syslog",
      """
      Jun  9 09:58:01 m-3 systemd[1]: Started Session 12 of user ops.
      Jun  9 09:59:30 m-3 kernel: blk_update_request: I/O error, dev sda, sector 4881 op 0x1:(WRITE)
      Jun  9 09:59:31 m-3 kernel: EXT4-fs (sda1): Remounting filesystem read-only
      Jun  9 09:59:40 m-3 kubelet[12]: E0609 09:59:40.183432 12 kubelet.go:1386] "Failed to write pod status" err="read-only file system"
      """)
  }

  private static let opening = "why does grind not answer?"

  @Test(arguments: [
    (
      "which pods were running on it?",
      ["2 pods on **m-3**", "grind-5c8b9d7f6-qwrtz", "sieve-7f6d5c4b8-bnmkl"], "sacks"
    ),
    ("which node?", ["**m-3**: "], "m-1"),
    ("how many pods ran on that node?", ["2 pods on **m-3**"], "sacks"),
    ("what was running on m-1?", ["1 pod on **m-1**", "sacks-6d7c8b9f5-hjklp"], "sieve"),
    ("why don't they come up on another node?", ["2 nodes have not enough memory left"], "sacks"),
    ("when did it go NotReady", ["**m-3** became NotReady at", "10:02:11"], "sacks"),
  ])
  func `What hangs on a node is told by its objects and events`(
    question: String, wanted: [String], strange: String
  ) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask(Self.opening, in: [folder.path])
    let cause = try #require(first.section("Answer"))
    #expect(cause.hasPrefix("**m-3**") && cause.contains("its disk fails"), "\(cause)")
    let asked = try await ask(question, in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    for part in wanted { #expect(answer.contains(part), "\(question): \(answer)") }
    #expect(!answer.contains(strange), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test(arguments: [
    "when did the errors begin?", "how many errors were there on m-3?", "what happened on m-3?",
    "why is it not ready?",
  ])
  func `What asks for no pods and no turn is answered as ever`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask(Self.opening, in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    #expect(!answer.contains("pods on **m-3**"), "\(answer)")
    #expect(!answer.contains("became NotReady"), "\(answer)")
    #expect(!answer.contains("The scheduler finds no node"), "\(answer)")
  }

  @Test func `Pods that crash are those of the table below a clock's command, or of events`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "pods.txt",
      """
      $ date; kubectl get pods -n mill
      Tue Jun  9 12:00:00 UTC 2026
      NAME                    READY   STATUS             RESTARTS      AGE
      grind-5c8b9d7f6-qwrtz   0/1     CrashLoopBackOff   8 (68s ago)   21m
      sacks-6d7c8b9f5-hjklp   1/1     Running            0             9d
      """)
    let table = try await ask("which pods crashed?", in: [folder.path])
    let answer = try #require(table.section("Answer"))
    #expect(answer.contains("1 pod: grind-5c8b9d7f6-qwrtz: 8 times"), "\(answer)")
    try folder.write(
      "pods.txt",
      """
      $ kubectl get events -n mill
      LAST SEEN   TYPE      REASON    OBJECT                      MESSAGE
      9m          Warning   BackOff   pod/sieve-7f6d5c4b8-bnmkl   Back-off restarting failed container sieve in pod sieve-7f6d5c4b8-bnmkl_mill
      """)
    let events = try await ask("which pods crashed?", in: [folder.path])
    let told = try #require(events.section("Answer"))
    #expect(told.contains("1 pod: sieve-7f6d5c4b8-bnmkl: Back-off restarting"), "\(told)")
  }
}
