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
}
