import Evidence
import Testing

@testable import Diagnosis
@testable import EvidenceFiles

/// Lists of pods without what they belong to: what most people paste first.
@Suite struct PodsAloneTests {
  private static func diagnose(_ text: String) -> Diagnosis {
    let evidence = FileEvidence(text: Array(text.utf8), name: "pods")
    return Diagnostician(observations: evidence.observations, catalog: evidence.catalog)
      .diagnosis(of: Symptom())
  }

  @Test(arguments: [
    ("cart-5c8b9d7f6-xk2lp     0/1     CrashLoopBackOff   7 (2m ago)   3h", "cart"),
    ("ledger-0                 0/1     ImagePullBackOff   0            12m", "ledger"),
    ("mill-agent-x7k2p         0/1     Pending            0            40m", "mill-agent"),
  ])
  func `A pod that does not work is not passed over`(row: String, app: String) {
    let diagnosis = Self.diagnose(
      """
      $ kubectl get pods -n farm
      NAME                     READY   STATUS             RESTARTS     AGE
      \(row)
      web-6f7d9c8b54-zz9kp      1/1     Running            0            31d
      """)
    #expect(diagnosis.hypotheses.first?.service.contains(app) == true, "\(diagnosis.hypotheses)")
  }

  @Test func `A container that was killed for memory again and again is told, though it runs now`()
  {
    let diagnosis = Self.diagnose(
      """
      $ kubectl get pods -n farm
      NAME                           READY   STATUS    RESTARTS      AGE
      planner-7d4f8b6c9-m2xhd         1/1     Running   3 (10m ago)   3h

      $ kubectl describe pod planner-7d4f8b6c9-m2xhd -n farm
      Name:             planner-7d4f8b6c9-m2xhd
      Namespace:        farm
      Status:           Running
      Containers:
        planner:
          Image:          registry.example/planner:2.8.0
          State:          Running
            Started:      Wed, 15 Jul 2026 09:20:00 +0000
          Last State:     Terminated
            Reason:       OOMKilled
            Exit Code:    137
          Ready:          True
          Restart Count:  3
          Limits:
            memory:  512Mi
      """)
    #expect(diagnosis.namesCause)
    #expect(diagnosis.findings.contains { $0.kind == "oom-killed" }, "\(diagnosis.hypotheses)")
    // All of its pods are ready: they were only started again.
    #expect(!diagnosis.findings.contains { $0.detail.contains("are not ready") })
  }

  @Test func `Pods that run are no trouble`() {
    let diagnosis = Self.diagnose(
      """
      $ kubectl get pods -A
      NAMESPACE   NAME                     READY   STATUS      RESTARTS      AGE
      farm        web-6f7d9c8b54-zz9kp      1/1     Running     1 (17h ago)   31d
      farm        db-0                     1/1     Running     0             31d
      farm        dump-29211-k8xwz         0/1     Completed   0             9h
      """)
    #expect(!diagnosis.namesCause)
  }
}
