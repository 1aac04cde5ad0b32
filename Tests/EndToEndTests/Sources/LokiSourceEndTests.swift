import Foundation
import TestSupport
import Testing

/// A Loki as a source of the real binary, as somebody would name it.
@Suite struct LokiSourceEndTests {
  /// Ten minutes of a service whose disk fills up in the middle.
  private static let lines: [FakeLoki.Line] = (0..<600).flatMap { second -> [FakeLoki.Line] in
    let labels = ["app": "press", "namespace": "printer", "pod": "press-5d7c-k2v9"]
    let time = (1_780_308_000 + Int64(second)) * 1_000_000_000
    return [
      FakeLoki.Line(
        labels: labels, nanoseconds: time,
        text: second < 300
          ? "level=info msg=\"page printed\" page=\(second)"
          : "level=error msg=\"write failed: no space left on device\" page=\(second)")
    ]
  }

  @Test func `what Loki holds is asked for, cited with the query, and named by the doctor`()
    async throws
  {
    let loki = FakeLoki(Self.lines, tenant: "print")
    try await HTTPTestServer.run(handler: { loki.answer($0) }) { server in
      try await withGumshoe { gumshoe in
        let folder = gumshoe.home + "/.config/gumshoe"
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try """
        sources:
          logs:
            kind: loki
            address: \(server.url)
            selector: namespace="printer"
            headers: { X-Scope-OrgID: $TENANT }

        """.write(toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
        let question = ["ask", "why does press fail since 2026-06-01T10:04:00Z?"]
        let asked = try await gumshoe.run(
          question + ["--source", "logs"], variables: ["TENANT": "print"])
        #expect(asked.status == 0, "\(asked)")
        #expect(asked.output.contains("no space left on device"), "\(asked.output)")
        #expect(asked.output.contains("logs-lines.log:"), "\(asked.output)")
        #expect(
          asked.output.contains(#"{namespace="printer",service_name=~".+"}"#), "\(asked.output)")
        let stranger = try await gumshoe.run(
          question + ["--source", "logs"], variables: ["TENANT": "nobody"])
        #expect(stranger.status != 0, "\(stranger)")
        #expect(
          (stranger.output + stranger.errors).contains("'X-Scope-OrgID'"), "\(stranger)")
        let doctor = try await gumshoe.run(["doctor"], variables: ["TENANT": "print"])
        #expect(doctor.output.contains("logs: "), "\(doctor)")
      }
    }
  }
}
