import Investigation
import TestSupport
import Testing

/// What is asked of a cluster's objects after its trouble was told: values, ages, states, who takes what.
@Suite(.steppingBack) struct ObjectFactTests {
  /// A bakery of which `oven` cannot get more pods, for `batch` takes most of the quota; its old pods run.
  private static func write(to folder: TemporaryFolder) throws {
    try folder.write(
      "session.txt",
      """
      $ date -u
      Tue Jun  9 12:00:00 UTC 2026
      $ kubectl get nodes -L topology.kubernetes.io/zone
      NAME     STATUS   ROLES    AGE   VERSION   ZONE
      node-1   Ready    <none>   40d   v1.31.4   west-a
      node-2   Ready    <none>   12d   v1.31.4   west-b

      $ kubectl get deploy -n bakery -o wide
      NAME    READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES
      oven    2/4     2            2           80d   oven         registry.test/oven:7
      batch   3/3     3            3           19h   batch        registry.test/batch:1

      $ kubectl get rs -n bakery
      NAME              DESIRED   CURRENT   READY   AGE
      oven-5c8b9d7f6    2         2         2       9d
      oven-7f6d5c4b8    2         0         0       25m
      batch-6d7c8b9f5   3         3         3       19h

      $ kubectl get pods -n bakery -o wide
      NAME                    READY   STATUS    RESTARTS      AGE   IP         NODE
      oven-5c8b9d7f6-qwrtz    1/1     Running   2 (3d ago)    9d    10.0.0.1   node-1
      oven-5c8b9d7f6-zxcvb    1/1     Running   3 (2d ago)    9d    10.0.0.2   node-2
      batch-6d7c8b9f5-bnmkl   1/1     Running   0             19h   10.0.0.3   node-2
      batch-6d7c8b9f5-hjklp   1/1     Running   0             19h   10.0.0.4   node-2
      batch-6d7c8b9f5-tzghb   1/1     Running   0             19h   10.0.0.5   node-1

      $ kubectl describe quota -n bakery
      Name:            bakery-compute
      Namespace:       bakery
      Resource         Used   Hard
      --------         ----   ----
      limits.memory    7Gi    8Gi
      pods             5      20

      $ kubectl describe rs oven-7f6d5c4b8 -n bakery
      Name:           oven-7f6d5c4b8
      Namespace:      bakery
      Controlled By:  Deployment/oven
      Replicas:       0 current / 2 desired
      Pods Status:    0 Running / 0 Waiting / 0 Succeeded / 0 Failed
      Events:
        Type     Reason        Age   From                   Message
        ----     ------        ----  ----                   -------
        Warning  FailedCreate  24m   replicaset-controller  Error creating: pods "oven-7f6d5c4b8-abcde" is forbidden: exceeded quota: bakery-compute, requested: limits.memory=2Gi, used: limits.memory=7Gi, limited: limits.memory=8Gi

      $ kubectl describe validatingwebhookconfiguration flour-guard
      Name:         flour-guard
      Namespace:    
      API Version:  admissionregistration.k8s.io/v1
      Kind:         ValidatingWebhookConfiguration
      Webhooks:
        Failure Policy:   Ignore
        Name:             pods.flour.test
        Timeout Seconds:  7
      Events:             <none>

      \(["oven-5c8b9d7f6-qwrtz", "oven-5c8b9d7f6-zxcvb"].map { pod("2Gi", $0, "oven") }.joined(separator: "\n"))
      \(["bnmkl", "hjklp", "tzghb"].map { pod("1536Mi", "batch-6d7c8b9f5-\($0)", "batch") }.joined(separator: "\n"))
      """)
  }

  private static func pod(_ memory: String, _ name: String, _ app: String) -> String {
    """
    $ kubectl describe pod \(name) -n bakery
    Name:             \(name)
    Namespace:        bakery
    Status:           Running
    Containers:
      \(app):
        Image:          registry.test/\(app):1
        State:          Running
          Started:      Tue, 09 Jun 2026 09:30:00 +0000
        Ready:          True
        Limits:
          memory:  \(memory)
    Conditions:
      Type    Status
      Ready   True

    """
  }

  private static let opening = "why does oven get no new pods?"

  @Test(arguments: [
    ("what uses up the quota?", ["**batch**", "4.5Gi", "3 pods", "8Gi"]),
    ("who eats the rest?", ["**batch**"]),
    ("which nodes do the oven pods run on?", ["node-1", "node-2", "west-a", "west-b"]),
    ("how often did the oven pods restart?", ["5 times in all", "oven-5c8b9d7f6-zxcvb"]),
    ("does the old version still serve?", ["Yes: 2 pods", "oven-5c8b9d7f6-qwrtz"]),
    ("are the oven pods ok?", ["Yes: 2 of 2 pods"]),
    ("what is the failure policy of the webhook?", ["webhooks.failurePolicy", "`Ignore`"]),
    ("what is the timeout of the webhook?", ["timeoutSeconds", "`7`"]),
    ("how old is the node node-2?", ["`12d`", "2026-05-28 12:00:00"]),
    ("is node-1 ok?", ["Yes", "`Ready`"]),
  ])
  func `A fact of an object is told with its line`(question: String, wanted: [String]) async throws
  {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask(Self.opening, in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    for part in wanted { #expect(answer.contains(part), "\(question): \(answer)") }
    #expect(answer.contains("["), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test(arguments: [
    "why is the quota full?", "could it be the webhook?",
    "which node would be the best one for it?",
    "write a summary", "is it over?",
  ])
  func `What asks for no fact is answered as ever`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask(Self.opening, in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    #expect(asked.section("What the objects say") == nil, "\(asked.markdown)")
    #expect(asked.section("States") == nil, "\(asked.markdown)")
  }

  @Test func `What to run next holds a command that looks`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask(Self.opening, in: [folder.path])
    let asked = try await ask("what should I run next?", in: [folder.path], after: first)
    #expect(asked.section("Answer")?.contains("kubectl") == true, "\(asked.markdown)")
  }

  @Test func `Pods that fail like the cause's are those that are affected`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "pods.txt",
      """
      $ kubectl get pods -A -o wide
      NAMESPACE   NAME                    READY   STATUS             RESTARTS   AGE   IP         NODE
      mill        grind-5c8b9d7f6-qwrtz   0/1     Evicted            0          2h    <none>     node-1
      mill        grind-5c8b9d7f6-zxcvb   1/1     Running            0          1h    10.0.0.2   node-2
      store       sacks-7f6d5c4b8-bnmkl   0/1     Evicted            0          2h    <none>     node-1
      demo        shop-6d7c8b9f5-hjklp    0/1     ImagePullBackOff   0          9d    <none>     node-2

      $ kubectl describe node node-1
      Name:               node-1
      Labels:             kubernetes.io/hostname=node-1
      CreationTimestamp:  Fri, 08 May 2026 06:20:00 +0000
      Conditions:
        Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
        ----             ------  -----------------                 ------------------                ------                       -------
        DiskPressure     False   Tue, 09 Jun 2026 11:59:35 +0000   Tue, 09 Jun 2026 11:20:31 +0000   KubeletHasNoDiskPressure     kubelet has no disk pressure
        Ready            True    Tue, 09 Jun 2026 11:59:35 +0000   Fri, 08 May 2026 06:20:00 +0000   KubeletReady                 kubelet is posting ready status
      Allocatable:
        cpu:     8
      System Info:
        Kernel Version:  5.15
      """)
    try folder.write(
      "events.txt",
      """
      LAST SEEN   TYPE      REASON    OBJECT                      MESSAGE
      95m         Warning   Evicted   pod/grind-5c8b9d7f6-qwrtz   The node was low on resource: ephemeral-storage. Container grind was using 9Gi, request is 0
      95m         Warning   Evicted   pod/sacks-7f6d5c4b8-bnmkl   The node was low on resource: ephemeral-storage. Container sacks was using 1Mi, request is 0
      """)
    let first = try await ask("why did grind die?", in: [folder.path])
    let pods = try await ask("which pods are affected?", in: [folder.path], after: first)
    let answer = try #require(pods.section("Answer"))
    #expect(
      answer.contains("grind-5c8b9d7f6-qwrtz") && answer.contains("sacks-7f6d5c4b8-bnmkl"),
      "\(answer)")
    #expect(!answer.contains("shop"), "\(answer)")
    #expect(!answer.contains("zxcvb"), "\(answer)")
    let node = try await ask("is the node ok again?", in: [folder.path], after: pods)
    let state = try #require(node.section("Answer"))
    #expect(
      state.hasPrefix("Yes") && state.contains("node-1") && state.contains("11:20:31"), "\(state)")
  }
}
