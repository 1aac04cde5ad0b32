import Foundation
import TestSupport
import Testing

@testable import EvidenceSources

/// A cluster by a program that stands in for `kubectl` on the path.
@Suite struct KubernetesSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "kubectl",
      #"""
      #!/bin/sh
      echo "$*" >> "${0%/*}/asked"
      case "$1 $2" in
      "get pods") cat "${0%/*}/pods" ;;
      "get events") echo 'Error from server (Forbidden): events is forbidden' >&2; exit 1 ;;
      "logs cart-7d9-x") echo '2026-03-14T10:05:00Z out of memory' ;;
      *) echo "$1 $2" ;;
      esac
      """#)
    try folder.write(
      "pods",
      #"""
      {"kind":"List","apiVersion":"v1","items":[
      {"metadata":{"name":"api-1"},"status":{"containerStatuses":[{"restartCount":0,"ready":true}]}},
      {"metadata":{"name":"cart-7d9-x"},"status":{"containerStatuses":[{"restartCount":4,"ready":false}]}}]}
      """#)
    chmod(folder.path + "/kubectl", 0o755)
  }

  private func source(_ change: (inout SourceSettings) -> Void = { _ in }) -> KubernetesSource {
    var settings = SourceSettings(
      name: "trial", kind: .kubernetes, context: "prod", namespaces: ["shop"])
    change(&settings)
    return KubernetesSource(settings, environment: ["PATH": "\(folder.path):/usr/bin:/bin"])
  }

  @Test
  func `states, what is wrong and the logs of the pods that matter are asked for, nothing else`()
    async throws
  {
    let trial = try SourceTrial()
    #expect(try await trial.ask(source()) == nil)
    let asked = String(decoding: try folder.bytes("asked"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(
      asked.allSatisfy { line in ["get ", "describe ", "logs "].contains { line.hasPrefix($0) } })
    #expect(asked.allSatisfy { $0.contains("--namespace=shop") && $0.hasSuffix("--context=prod") })
    let logs = asked.filter { $0.hasPrefix("logs") }
    #expect(logs.first?.hasPrefix("logs cart-7d9-x ") == true, "\(logs)")
    #expect(logs.contains { $0.hasPrefix("logs cart-7d9-x") && $0.contains("--previous") })
    #expect(logs.allSatisfy { $0.contains("--since-time=2026-03-14T10:00:00.000Z") })
    #expect(try trial.text("cart-7d9-x.log").contains("out of memory"))
    let notes = await trial.sink.fetched.notes
    #expect(notes.count == 1 && notes[0].contains("events is forbidden"), "\(notes)")
  }

  @Test func `the pods that a question names go first, within the limits`() async throws {
    var limits = SourceLimits()
    limits.requests = 4
    let trial = try SourceTrial(limits: limits)
    let failure = try await trial.ask(source(), words: ["why", "api"])
    #expect(failure?.why == "it was ended after 4 requests")
    #expect(PodList(json: try folder.bytes("pods")).ranked(for: ["api"]).first?.name == "api-1")
    #expect(await trial.sink.fetched.requests == 4)
  }

  @Test func `of pods with one owner one is described`() {
    func pod(_ name: String, of owner: String?, restarts: Int = 1) -> PodList.Pod {
      PodList.Pod(name: name, restarts: restarts, isReady: true, isDone: false, owner: owner)
    }
    let pods = [
      pod("cart-1", of: "cart"), pod("cart-2", of: "cart"), pod("tax-0", of: "tax", restarts: 0),
      pod("tax-1", of: "tax"), pod("alone", of: nil), pod("alone-2", of: nil),
    ]
    #expect(PodList.described(pods) == ["cart-1", "tax-1", "alone", "alone-2"])
  }
}
