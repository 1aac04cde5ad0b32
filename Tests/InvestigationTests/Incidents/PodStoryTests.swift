import TestSupport
import Testing

/// What a pod's relations and events tell: its volume, its labels, why it waited, how often it was tried.
@Suite(.steppingBack) struct PodStoryTests {
  private static let session = """
    $ date -u
    Tue Jun  9 12:00:00 UTC 2026
    $ kubectl get pods -n mill
    NAME     READY   STATUS    RESTARTS   AGE
    silo-0   1/1     Running   0          80d
    silo-1   1/1     Running   0          9m

    $ kubectl describe pod silo-1 -n mill
    Name:             silo-1
    Namespace:        mill
    Labels:           app.kubernetes.io/name=silo
    Status:           Running
    Containers:
      silo:
        Image:      mill/silo:3
        Requests:
          cpu:      2
          memory:   12Gi
    Volumes:
      data:
        Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
        ClaimName:  data-silo-1
        ReadOnly:   false
    Events:
      Type     Reason            Age   From               Message
      ----     ------            ----  ----               -------
      Warning  FailedScheduling  9m    default-scheduler  0/3 nodes are available: 3 Insufficient memory.
      Normal   Scheduled         8m    default-scheduler  Successfully assigned mill/silo-1 to node-c

    $ kubectl describe pv
    Name:              pvc-aaaa
    StorageClass:      fast
    Status:            Bound
    Claim:             mill/data-silo-0
    Capacity:          40Gi
    Node Affinity:
      Required Terms:
        Term 0:        topology.kubernetes.io/zone in [north]

    Name:              pvc-bbbb
    StorageClass:      fast
    Status:            Bound
    Claim:             mill/data-silo-1
    Capacity:          40Gi
    Node Affinity:
      Required Terms:
        Term 0:        topology.kubernetes.io/zone in [south]

    $ kubectl get events -n mill
    LAST SEEN   TYPE      REASON         OBJECT               MESSAGE
    2m (x17 over 40m)   Warning   FailedCreate   replicaset/sieve-6d7c8b9f5   Error creating: admission webhook refused it

    """

  @Test(arguments: [
    ("in which zone is the volume of silo-1?", "`south`"),
    ("how much memory and cpu does silo-1 request?", "is `2`"),
    ("why did silo-1 have to wait before it was scheduled?", "3 Insufficient memory"),
  ])
  func `A pod's own objects and events answer`(question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("session.txt", Self.session)
    let asked = try await ask(question, in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(told), "\(answer)")
    #expect(!answer.contains("north"))
    try checkCitations(asked, in: folder.path)
  }

  @Test func `A document that no reader takes is searched for what it states`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "describe-db.json",
      """
      {
        "Instances": [
          {
            "Identifier": "silo-db",
            "StorageType": "gp2",
            "AllocatedStorage": 100
          }
        ]
      }
      """)
    try folder.write(
      "silo.log", (0..<30).map { "2026-06-09T11:\(10 + $0):00Z INFO silo: served\n" }.joined())
    let asked = try await ask("which storage type does silo-db have?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("`gp2`"), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `How often an event was seen, and from when to when, is counted by itself`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "events.json",
      """
      {
        "apiVersion": "v1",
        "kind": "List",
        "items": [
          {
            "apiVersion": "v1", "kind": "Event",
            "metadata": {"name": "sieve.1", "namespace": "mill"},
            "involvedObject": {"kind": "ReplicaSet", "name": "sieve-6d7c8b9f5", "namespace": "mill"},
            "reason": "FailedCreate", "message": "Error creating: webhook refused it",
            "type": "Warning", "count": 17,
            "firstTimestamp": "2026-06-09T08:03:11Z", "lastTimestamp": "2026-06-09T08:41:45Z"
          },
          {
            "apiVersion": "v1", "kind": "ReplicaSet",
            "metadata": {"name": "sieve-6d7c8b9f5", "namespace": "mill"},
            "spec": {"replicas": 8}, "status": {"replicas": 3, "readyReplicas": 3}
          }
        ]
      }
      """)
    let cause = try await ask("why does sieve not start its pods?", in: [folder.path])
    let asked = try await ask(
      "how often did the replicaset fail to create a pod, from when to when?", in: [folder.path],
      after: cause)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("17 times"), "\(answer)")
    #expect(
      answer.contains("`2026-06-09T08:03:11Z`") && answer.contains("`2026-06-09T08:41:45Z`"),
      "\(answer)")
  }
}
