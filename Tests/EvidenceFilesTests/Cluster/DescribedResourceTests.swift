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

  @Test func `A described network policy tells whom it is for and what it lets through`() {
    let fields = ClusterReaderTests.fields(
      """
      Name:         cart-in
      Namespace:    shop
      Created on:   2026-03-16 22:09:13 +0800 CST
      Labels:       <none>
      Annotations:  <none>
      Spec:
        PodSelector:     app=cart,tier notin (batch,test)
        Allowing ingress traffic:
          To Port: 8080/TCP
          From:
            NamespaceSelector: team=web
            PodSelector: app=front
          From:
            IPBlock:
              CIDR: 10.1.0.0/16
              Except: 10.1.9.0/24
          ----------
          To Port: <any> (traffic allowed to all ports)
          From:
            PodSelector: <none>
        Not affecting egress traffic
        Policy Types: Ingress
      """)
    for field in [
      "spec.podSelector.matchLabels.app=cart@7", "spec.podSelector.matchExpressions[1].key=tier@7",
      "spec.podSelector.matchExpressions[1].operator=NotIn@7",
      "spec.podSelector.matchExpressions[1].values[1]=test@7",
      "spec.ingress[0].ports[0].port=8080@9",
      "spec.ingress[0].from[0].namespaceSelector.matchLabels.team=web@11",
      "spec.ingress[0].from[0].podSelector.matchLabels.app=front@12",
      "spec.ingress[0].from[1].ipBlock.cidr=10.1.0.0/16@15",
      "spec.ingress[1].from[0].podSelector={}@20",
      "spec.policyTypes[0]=Ingress@22",
    ] {
      #expect(fields.contains("NetworkPolicy/shop/cart-in \(field)"))
    }
  }
}
