import Evidence
import EvidenceFiles
import Testing

@testable import Diagnosis

/// Former tasks of Docker Swarm, which `docker service ps` lists below those that took their places.
@Suite struct FormerTasksTests {
  private static func diagnose(_ current: String) -> Diagnosis {
    let text = """
      $ date -u
      Thu May 21 10:05:30 UTC 2026

      $ docker service ps gate --no-trunc
      ID                          NAME         IMAGE                     NODE   DESIRED STATE   CURRENT STATE          ERROR
      x1c3v5b7n9m0q2w4e6r8t0y1u   gate.1       registry.example/g:3.6.2   w1     Running         Running 4 hours ago
      i3o5p7a9s1d2f4g6h8j0k1l2z   gate.2       registry.example/g:3.6.2   w2     \(current)
      c4v6b8n0m1q3w5e7r9t2y4u6i    \\_ gate.2   registry.example/g:3.6.2   w2     Shutdown        Rejected 4 hours ago   "No such image: registry.example/g:3.6.2"
      """
    let source = EvidenceFilesOpener().pasted(in: text, name: "swarm")?.source
    return Diagnostician(
      observations: source?.observations ?? [], catalog: source?.catalog ?? Catalog()
    ).diagnosis(of: Symptom())
  }

  @Test func `How one ended whose place is taken is history`() {
    #expect(!Self.diagnose("Running         Running 4 hours ago").namesCause)
  }

  @Test func `Where no task runs in its place it tells why`() {
    #expect(Self.diagnose("Running         Pending 4 hours ago").namesCause)
  }
}
