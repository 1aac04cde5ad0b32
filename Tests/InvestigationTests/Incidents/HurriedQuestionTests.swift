import TestSupport
import Testing

@testable import Investigation

/// Questions as they are typed in a hurry, of a cluster's objects, events and alerts.
@Suite(.steppingBack) struct HurriedQuestionTests {
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "session.txt",
      """
      $ date -u
      Tue Jun  9 12:00:00 UTC 2026
      $ kubectl get pods -n mill -o wide
      NAME                        READY   STATUS              RESTARTS     AGE   IP           NODE
      grind-api-5c8b9d7f6-qwrtz   1/1     Running             4 (9d ago)   30d   10.2.0.4     pool-1
      grind-api-5c8b9d7f6-zxcvb   1/1     Running             0            30d   10.2.0.5     pool-2
      sieve-0                     0/1     ContainerCreating   0            33m   <none>       pool-2
      sieve-1                     1/1     Terminating         0            19h   10.2.0.7     pool-3
      $ kubectl describe pod grind-api-5c8b9d7f6-zxcvb -n mill
      Name:             grind-api-5c8b9d7f6-zxcvb
      Namespace:        mill
      Node:             pool-2/10.0.0.2
      Labels:           app=grind-api
      Status:           Running
      Containers:
        api:
          Image:          mill/grind-api:7.14.3
          State:          Running
          Restart Count:  0
      Conditions:
        Type   Status
        Ready  True
      $ kubectl describe node pool-3
      Name:               pool-3
      Roles:              <none>
      Labels:             kubernetes.io/hostname=pool-3
      Conditions:
        Type           Status   LastHeartbeatTime                 LastTransitionTime                Reason              Message
        ----           ------   -----------------                 ------------------                ------              -------
        DiskPressure   True     Tue, 09 Jun 2026 11:59:00 +0000   Tue, 09 Jun 2026 11:04:18 +0000   KubeletHasPressure  kubelet has disk pressure
        Ready          True     Tue, 09 Jun 2026 11:59:00 +0000   Mon, 01 Jun 2026 07:00:00 +0000   KubeletReady        kubelet is posting ready status
      Allocatable:
        cpu:  4
      System Info:
        Kubelet Version:  v1.31.4
      $ kubectl get events -n mill
      LAST SEEN              TYPE      REASON               OBJECT        MESSAGE
      97s (x15 over 33m)     Warning   FailedAttachVolume   pod/sieve-0   Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node
      2m1s (x7 over 31m)     Warning   FailedMount          pod/sieve-0   Unable to attach or mount volumes: timed out waiting for the condition
      """)
    try folder.write(
      "alerts.json",
      """
      [{"labels": {"alertname": "SieveStuck", "pod": "sieve-0", "severity": "page"},
        "startsAt": "2026-06-09T11:40:00Z", "status": {"state": "active"}}]
      """)
  }

  @Test(arguments: [
    ("restart counts per pod pls", "**grind-api-5c8b9d7f6-qwrtz** `4"),
    ("running version of the api", "is `mill/grind-api:7.14.3`"),
    ("how many times did it try to attach", "`FailedAttachVolume` of **sieve-0** 15 times"),
    (
      "any other pods in trouble besides that one",
      "Yes: 1 of 3 other pods: **sieve-1** `Terminating`"
    ),
    ("but i see restarts?", "`4"),
    (
      "since when is pool-3 under disk pressure",
      "`DiskPressure` of **pool-3** is `True` since 2026-06-09 11:04:18"
    ),
    ("is SieveStuck still firing?", "Yes, as of what was read: **SieveStuck**"),
  ])
  func `are answered as if they were spelled out`(question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let before = try await ask("why does sieve-0 not start?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(told), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `A certificate that is not issued says where it is stuck`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "certificates.txt",
      """
      $ date -u
      Tue Jun  9 12:00:00 UTC 2026
      $ kubectl -n edge get certificate,order
      NAME                                     READY   SECRET       AGE
      certificate.cert-manager.io/mill-front   False   mill-front   455d

      NAME                                                STATE     AGE
      order.acme.cert-manager.io/mill-front-7-289345107   pending   30d
      $ kubectl -n edge describe challenge mill-front-7-289345107-319044
      Name:         mill-front-7-289345107-319044
      Namespace:    edge
      API Version:  acme.cert-manager.io/v1
      Kind:         Challenge
      Status:
        Presented:  false
        Reason:     failed to change the record set: AccessDenied: not authorized to perform ChangeRecordSets
        State:      pending
      """)
    let asked = try await ask("why do clients get tls errors from mill-front?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("AccessDenied"), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test(arguments: [
    (["image", "of", "basket"], true, ["what", "is", "the", "image", "of", "basket"]),
    (["8", "8", "ready"], true, ["are", "all", "pods", "ready"]),
    (["any", "other", "pods", "down"], true, ["are", "there", "any", "other", "pods", "down"]),
    (
      ["restarts", "per", "pod", "pls"], false,
      ["what", "are", "the", "restarts", "of", "all", "pods"]
    ),
    // What tells something, or is a whole question, stays.
    (["because", "of", "basket"], true, ["because", "of", "basket"]),
    (["which", "image", "is", "it"], true, ["which", "image", "is", "it"]),
    (["the", "image", "changed"], false, ["the", "image", "changed"]),
  ])
  func `What was left out is put back`(words: [String], isAsked: Bool, spelled: [String]) {
    #expect(ElidedWords.spelledOut(words, isAsked: isAsked) == spelled)
  }
}
