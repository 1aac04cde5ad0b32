import Testing

@testable import EvidenceFiles

/// Objects of kinds and with columns that nobody named beforehand.
@Suite struct DescribedResourceTests {
  @Test func `What kubectl has no form for is read by its names`() {
    let fields = ClusterReaderTests.fields(
      """
      $ kubectl describe validatingwebhookconfiguration guard
      Name:         guard
      Namespace:    
      API Version:  admissionregistration.k8s.io/v1
      Kind:         ValidatingWebhookConfiguration
      Webhooks:
        Failure Policy:   Fail
        Timeout Seconds:  5
      Status:
        Conditions:
          Last Transition Time:  2026-01-13T06:00:00Z
          Reason:                Expired
          Status:                False
          Type:                  Ready
      Events:             <none>
      """)
    let object = "ValidatingWebhookConfiguration//guard"
    #expect(fields.contains("\(object) webhooks.failurePolicy=Fail@7"))
    #expect(fields.contains("\(object) webhooks.timeoutSeconds=5@8"))
    #expect(fields.contains("\(object) status.conditions[Ready].reason=Expired@12"))
  }

  @Test func `Columns that people add go by their names, and a clock tells when it was so`() {
    let fields = ClusterReaderTests.fields(
      """
      $ date -u
      Tue Jun  9 12:00:00 UTC 2026
      $ kubectl get nodes -L zone
      NAME     STATUS   ROLES    AGE   VERSION   ZONE
      node-1   Ready    <none>   40d   v1.31.4   west-a
      """)
    #expect(fields.contains("Node//node-1 columns.ZONE=west-a@5"))
    #expect(fields.contains("Moment//moment@2 now=Tue Jun  9 12:00:00 UTC 2026@2"))
  }
}
