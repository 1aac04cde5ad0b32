import Evidence
import EvidenceFiles
import Investigation
import TestSupport
import Testing
import Timeline

@testable import Diagnosis

/// Warnings about the start of pods that are well by now, and restarts of long ago.
@Suite(.steppingBack) struct OvercomeWarningTests {
  private static func pod(_ name: String, isReady: Bool, restarts: Int = 0) -> String {
    let last =
      restarts > 0
      ? """
      , "lastState": {"terminated": {"reason": "Error", "exitCode": 1,
           "finishedAt": "2026-07-01T03:12:00Z"}}
      """ : ""
    return """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "\(name)", "namespace": "mill", "creationTimestamp": "2026-07-09T11:40:08Z",
         "labels": {"app": "grind"}},
       "status": {"phase": "Running",
         "conditions": [{"type": "Ready", "status": "\(isReady ? "True" : "False")",
           "lastTransitionTime": "2026-07-09T11:41:00Z"}],
         "containerStatuses": [{"name": "main", "ready": \(isReady), "restartCount": \(restarts),
           "state": {"running": {"startedAt": "2026-07-09T11:40:10Z"}}\(last)}]}}
      """
  }

  private static func event(_ pod: String) -> String {
    """
    {"apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "Unhealthy", "count": 2,
     "metadata": {"name": "\(pod).1", "namespace": "mill"},
     "message": "Startup probe failed: HTTP probe failed with statuscode: 503",
     "firstTimestamp": "2026-07-09T11:40:16Z", "lastTimestamp": "2026-07-09T11:40:26Z",
     "involvedObject": {"kind": "Pod", "name": "\(pod)", "namespace": "mill"}}
    """
  }

  private static func list(_ kind: String, _ items: [String]) -> String {
    """
    {
      "kind": "\(kind)List", "apiVersion": "v1",
      "items": [
    \(items.joined(separator: ",\n"))
      ]
    }

    """
  }

  @Test(arguments: [
    "was grind-5c8b9d7f6-qwrtz OOMKilled?", "but grind-5c8b9d7f6-qwrtz was OOMKilled, or not?",
  ])
  func `a state of long ago is told with its time`(question: String) async throws {
    let folder = try TemporaryFolder()
    let pod = Self.pod("grind-5c8b9d7f6-qwrtz", isReady: true, restarts: 2)
      .replacing("\"reason\": \"Error\"", with: "\"reason\": \"OOMKilled\"")
    try folder.write("mill/pods.json", Self.list("Pod", [pod]))
    let first = try await ask("is something wrong with grind?", in: [folder.path])
    let text = try await ask(question, in: [folder.path], after: first).section("Answer") ?? ""
    #expect(text.hasPrefix("Yes, once") && text.contains("2026-07-01T03:12:00Z"), "\(text)")
  }

  @Test func `a warning on a pod that is older than its start still counts`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "kubectl.txt",
      """
      $ kubectl get pods -n mill
      NAME                    READY   STATUS    RESTARTS   AGE
      grind-5c8b9d7f6-qwrtz   1/1     Running   0          9d
      sieve-7f6d5c4b8-bnmkl   1/1     Running   0          6m

      $ kubectl get events -n mill
      LAST SEEN   TYPE      REASON      OBJECT                      MESSAGE
      4m          Warning   Unhealthy   pod/grind-5c8b9d7f6-qwrtz   Readiness probe failed: connection refused
      5m          Warning   Unhealthy   pod/sieve-7f6d5c4b8-bnmkl   Startup probe failed: connection refused
      """)
    let cluster = try #require(Cluster(try await observations(of: folder)))
    let overcome = OvercomeWarnings(cluster)
    func isOvercome(_ message: String) -> Bool {
      let sample = Sample(
        reference: Reference(source: "files", locator: .line(path: "a", number: 1)),
        service: "mill", text: message)
      return overcome.tell(
        Observation(
          service: "mill", measure: .entries(template: message, level: nil), count: 1,
          values: Series(), samples: [sample]))
    }
    #expect(isOvercome("Startup probe failed: connection refused"))
    #expect(!isOvercome("Readiness probe failed: connection refused"))
  }

  @Test(arguments: [(12, true), (48, false)])
  func `of events in columns of one's own the start is told by another event`(
    minute: Int, isOvercome: Bool
  ) async throws {
    let folder = try TemporaryFolder()
    let probe = "Readiness probe failed: connection refused"
    try folder.write(
      "kubectl.txt",
      """
      $ kubectl get pods -n mill
      NAME                    READY   STATUS    RESTARTS   AGE
      grind-5c8b9d7f6-qwrtz   1/1     Running   0          58m

      $ kubectl get events -n mill -o custom-columns=LAST:.lastTimestamp,TYPE:.type,REASON:.reason,…
      LAST                   TYPE      REASON      KIND   NAME                    MESSAGE
      2026-07-09T11:11:58Z   Normal    Scheduled   Pod    grind-5c8b9d7f6-qwrtz   Successfully assigned mill/grind
      2026-07-09T11:\(minute):04Z   Warning   Unhealthy   Pod    grind-5c8b9d7f6-qwrtz   \(probe)
      """)
    let cluster = try #require(Cluster(try await observations(of: folder)))
    let sample = Sample(
      reference: Reference(source: "files", locator: .line(path: "a", number: 1)),
      service: "mill", text: probe)
    let told = OvercomeWarnings(cluster).tell(
      Observation(
        service: "mill", measure: .entries(template: probe, level: nil), count: 1,
        values: Series(), samples: [sample]))
    #expect(told == isOvercome)
  }

  private func observations(of folder: TemporaryFolder) async throws -> [Observation] {
    try await EvidenceFilesOpener().open([folder.path], limit: nil) { _, _, _ in }.observations
  }

  @Test(arguments: [true, false])
  func `a start that took two tries is no fault`(isReady: Bool) async throws {
    let folder = try TemporaryFolder()
    let names = ["grind-5c8b9d7f6-qwrtz", "grind-5c8b9d7f6-bnmkl"]
    try folder.write(
      "mill/pods.json", Self.list("Pod", names.map { Self.pod($0, isReady: isReady, restarts: 2) }))
    try folder.write("mill/events.json", Self.list("Event", names.map(Self.event)))
    let text =
      try await ask("is something wrong with grind?", in: [folder.path])
      .section("Answer") ?? ""
    #expect(text.contains("probe") == !isReady, "\(text)")
  }
}
