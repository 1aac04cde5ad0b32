import Evidence
import Testing

@testable import Diagnosis
@testable import EvidenceFiles

/// What `docker` prints of a swarm, read as objects and judged as such.
@Suite struct SwarmTests {
  private static func evidence(_ text: String) -> FileEvidence {
    FileEvidence(text: Array(text.utf8), name: "swarm")
  }

  /// What is named as the cause; nil where nothing is.
  private static func cause(of text: String) -> Finding? {
    let evidence = evidence(text)
    let diagnosis = Diagnostician(observations: evidence.observations, catalog: evidence.catalog)
      .diagnosis(of: Symptom())
    guard case .cause = diagnosis.decision else { return nil }
    return diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] }
  }

  private static func tasks(_ current: String) -> String {
    """
    $ date -u
    Thu May 21 10:05:30 UTC 2026

    $ docker service ps gate --no-trunc
    ID                          NAME         IMAGE                     NODE   DESIRED STATE   CURRENT STATE          ERROR
    x1c3v5b7n9m0q2w4e6r8t0y1u   gate.1       registry.example/g:3.6.2   w1     Running         Running 4 hours ago
    i3o5p7a9s1d2f4g6h8j0k1l2z   gate.2       registry.example/g:3.6.2   w2     \(current)
    c4v6b8n0m1q3w5e7r9t2y4u6i    \\_ gate.2   registry.example/g:3.6.2   w2     Shutdown        Rejected 4 hours ago   "No such image: registry.example/g:3.6.2"
    """
  }

  @Test func `How a task ended whose place is taken is history`() {
    #expect(Self.cause(of: Self.tasks("Running         Running 4 hours ago")) == nil)
  }

  @Test(arguments: [
    (
      #"Ready           Rejected 2 minutes ago   "No such image: registry.example/g:3.6.2""#,
      "image-pull"
    ),
    (#"Running         Failed 2 minutes ago     "task: non-zero exit (3)""#, "container-ended"),
    (
      #"Running         Pending 39 minutes ago   "no suitable node (1 node not available)""#,
      "no-suitable-node"
    ),
  ])
  func `A task that does not run tells why`(current: String, kind: String) {
    let cause = Self.cause(of: Self.tasks(current))
    #expect(cause?.service == "gate" && cause?.kind == kind, "\(String(describing: cause))")
  }

  @Test func `A prompt is one, though the terminal writes the time before it`() {
    let text = Self.tasks(#"Running         Failed 2 minutes ago     "task: non-zero exit (3)""#)
      .replacing("$ docker", with: "[10:05:31] root@m-1:~# docker")
    #expect(Self.cause(of: text)?.kind == "container-ended")
  }

  @Test func `A constraint that no node meets is named with what a node has instead`() {
    let text = """
      $ docker node ls
      ID                            HOSTNAME   STATUS   AVAILABILITY   MANAGER STATUS   ENGINE VERSION
      ipb2lhwfordul91dbqt0mlh7d *   m1         Ready    Active         Leader           27.5.1
      mkb8ywlvwm2ce8imgdm0hj3ch     w1         Ready    Drain                           27.5.1

      $ docker service ls
      ID             NAME    MODE         REPLICAS               IMAGE       PORTS
      fdyvpd77jm9x   tiles   replicated   0/2 (max 1 per node)   tiles:2.7

      $ docker service ps tiles
      ID             NAME      IMAGE       NODE   DESIRED STATE   CURRENT STATE            ERROR
      p8oxc3r68nfi   tiles.1   tiles:2.7          Running         Pending 39 minutes ago   "no suitable node (scheduling constraints not satisfied on 2 nodes)"
      4ribkt8pmvz2   tiles.2   tiles:2.7          Running         Pending 39 minutes ago   "no suitable node (scheduling constraints not satisfied on 2 nodes)"

      $ docker service inspect tiles --pretty
      ID:\t\tfdyvpd77jm9x
      Name:\t\ttiles
      Placement:
       Constraints:\t[node.labels.disk==nvme]

      $ docker node inspect w1 --pretty
      ID:\t\t\tmkb8ywlvwm2ce8imgdm0hj3ch
      Labels:
       - disk=sata
      Hostname:\t\tw1
      """
    let detail = Self.cause(of: text)?.detail ?? ""
    #expect(
      detail.contains("2 of its tasks do not run (`Pending 39 minutes ago`, 0/2 run)"), "\(detail)")
    #expect(detail.contains("`node.labels.disk==nvme`"))
    #expect(detail.contains("`w1` has `disk=sata`"))
  }

  @Test func `A table without a column's value keeps those behind it in their places`() {
    let columns = AlignedRow.columns(of: "ID    NAME     NODE   STATE          ERROR")
    let row = AlignedRow(#"ab1   web.1           Pending now    "none fits""#, below: columns)
    #expect(row["NAME"] == "web.1" && row["NODE"] == "" && row["STATE"] == "Pending now")
    #expect(row["ERROR"] == #""none fits""#)
  }

  @Test func `Nodes and tasks are asked of like those of any cluster`() throws {
    let evidence = Self.evidence(Self.tasks("Running         Running 4 hours ago"))
    let view = try #require(ClusterView(evidence.observations))
    #expect(view.hosted(on: "w2").map(\.name) == ["gate.2"])
    #expect(view.hosted(on: "w2").allSatisfy { $0.isTask && $0.status == "Running" })
    #expect(view.objects.filter { $0.kind == "Pod" }.map(\.app) == ["gate", "gate"])
  }
}
