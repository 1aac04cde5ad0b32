import Investigation
import TestSupport
import Testing

/// Questions about a cluster of which only what commands printed is at hand: no log, no metric.
@Suite(.steppingBack) struct ClusterQuestionTests {
  /// A small shop of which `till` asks for an account that does not exist, and `stock` restarts.
  private static func write(to folder: TemporaryFolder, isBroken: Bool = true) throws {
    try folder.write(
      "objects.txt",
      """
      $ kubectl get deployments -n corner
      NAME    READY   UP-TO-DATE   AVAILABLE   AGE
      till    \(isBroken ? "0/1     0            0           " : "1/1     1            1           ")9m
      stock   1/1     1            1           9m

      $ kubectl get replicasets -n corner
      NAME               DESIRED   CURRENT   READY   AGE
      till-5c8b9d7f6     1         \(isBroken ? 0 : 1)         \(isBroken ? 0 : 1)       9m
      stock-7f6d5c4b8    1         1         1       9m

      $ kubectl get pods -n corner
      NAME                    READY   STATUS    RESTARTS      AGE
      stock-7f6d5c4b8-qwrtz   1/1     Running   \(isBroken ? "3 (50s ago)" : "0          ")   9m
      \(isBroken ? "" : "till-5c8b9d7f6-zxcvb    1/1     Running   0             9m")

      $ kubectl get serviceaccounts -n corner
      NAME      SECRETS   AGE
      default   0         9d
      \(isBroken ? "" : "tills     0         9d")

      $ kubectl describe deployment till -n corner
      Name:                   till
      Namespace:              corner
      Labels:                 app=till
      Selector:               app=till
      Replicas:               1 desired | 0 updated | 0 total | \(isBroken ? 0 : 1) available
      Pod Template:
        Labels:           app=till
        Service Account:  tills
        Containers:
         main:
          Image:      registry.test/till:4
          Port:       8080/TCP
          Environment:
            STOCK:    stock:8080
      Events:           <none>
      """)
    try folder.write(
      "services.txt",
      """
      NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE   SELECTOR
      till    ClusterIP   10.0.0.1     <none>        8080/TCP   9m    app=till
      stock   ClusterIP   10.0.0.2     <none>        8080/TCP   9m    app=stock
      """)
  }

  @Test(arguments: [
    "why is till unreachable?", "what is wrong?", "Partial service outage.",
    "Service availability disruption", "why is the till pod pending?",
  ])
  func `the cause is told without any log, and cited on both sides`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let asked = try await ask(question, in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(asked.firstSentence.hasPrefix("**till**"), "\(answer)")
    #expect(answer.contains("tills"), "\(answer)")
    #expect(answer.contains("[1]") && answer.contains("[2]"), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `the cluster is well or it is not, with counts`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let asked = try await ask("is the cluster ok?", in: [folder.path])
    #expect(asked.firstSentence.hasPrefix("No: "), "\(asked.firstSentence)")
    let well = try TemporaryFolder()
    try Self.write(to: well, isBroken: false)
    let fine = try await ask("is the cluster healthy?", in: [well.path])
    #expect(fine.firstSentence.hasPrefix("Yes, as far as was read: 2 of 2 workloads"))
    let cause = try await ask("what is wrong?", in: [well.path])
    #expect(cause.firstSentence.hasPrefix("Nothing is wrong"), "\(cause.firstSentence)")
    try checkCitations(asked, in: folder.path)
  }

  @Test func `pods that restart and what an app needs are listed`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let restarts = try await ask("which pods restart?", in: [folder.path])
    #expect(restarts.firstSentence.contains("stock-7f6d5c4b8-qwrtz: 3 times"))
    let needs = try await ask("what does till need?", in: [folder.path])
    #expect(
      needs.firstSentence.contains("the service account tills, which is missing"),
      "\(needs.firstSentence)")
    try checkCitations(restarts, in: folder.path)
    try checkCitations(needs, in: folder.path)
  }
}
