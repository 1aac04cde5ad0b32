import Investigation
import TestSupport
import Testing

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
