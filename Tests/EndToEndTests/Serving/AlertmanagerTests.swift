import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Debian's Alertmanager itself tells `gumshoe serve` of alerts.
@Suite struct AlertmanagerTests {
  /// Alertmanager as installed; its tests are skipped where it is not.
  static let program = OutsideProgram("prometheus-alertmanager")

  @Test(.enabled(if: program != nil, "prometheus-alertmanager is not installed"))
  func `an alert is investigated once, however often it is repeated, and asked on when it is over`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve("--metrics-listen", "127.0.0.1:0")
      let metrics = try #require(
        server.process.errorsSoFar.firstMatch(of: /metrics on (\S+)/)
      ).1
      let alertmanager = try await RunningAlertmanager(
        gumshoe, hook: "\(server.url)/v1/hooks/alertmanager", key: store.member)
      let admin = HTTPCaller(key: store.admin)
      func answers(_ status: Int) async throws -> Double {
        let text = try #require(await admin.text(String(metrics)))
        let line = text.split(separator: "\n").first {
          $0.contains("http_requests_total") && $0.contains("/v1/hooks/alertmanager")
            && $0.contains("status=\"\(status)\"") && $0.contains("POST")
        }
        return line.flatMap { Double($0.split(separator: " ").last ?? "") } ?? 0
      }
      func sessions() async throws -> [[String: Any]] {
        let list = try #require(await admin.call("\(server.url)/v1/sessions"))
        return list.object["sessions"] as? [[String: Any]] ?? []
      }

      // Two of one group, told of together: what began long ago is told at once, one by one, where
      // nothing holds it back until both are there.
      let end = "2026-01-31T10:12:00Z"
      let silence = try await alertmanager.silence()
      try await alertmanager.tell(["CheckoutErrors", "CheckoutSlow"])
      try await alertmanager.lift(silence)
      try await Patience.wait(for: "a session") { try await !sessions().isEmpty }
      let id = try #require(try await sessions().first?["id"] as? String)
      let url = "\(server.url)/v1/sessions/\(id)"
      let answered = try await admin.ended(url)
      #expect(answered["title"] as? String == "2 alerts: CheckoutErrors, CheckoutSlow")
      let messages = try #require(answered["messages"] as? [[String: Any]])
      let first = try #require(messages.last?["markdown_content"] as? String)
      #expect(first.contains("payment timeout after 3000 ms"), "\(first)")
      #expect(first.contains("2026-01-31 10:05:00"), "\(first)")
      #expect(!first.contains("pasted"), "\(first)")

      // Whoever has a member's key finds it in a list, though no machine of theirs has seen it.
      let listed = await HTTPCaller(key: store.member).call("\(server.url)/v1/hooks/alertmanager")
      let known = listed?.object["sessions"] as? [[String: Any]] ?? []
      #expect(known.map { $0["id"] as? String } == [id])

      // Repeated again and again, it stays one.
      let before = try await answers(200)
      try await Patience.wait(for: "repeats") { try await answers(200) >= before + 3 }
      #expect(try await sessions().count == 1)
      let same = try #require(await admin.call(url)?.object["messages"] as? [Any])
      #expect(same.count == 2)

      // Resolved, it is asked on, once.
      try await alertmanager.tell(["CheckoutErrors", "CheckoutSlow"], end: end)
      try await Patience.wait(for: "a follow-up") { try await answers(202) >= 1 }
      let over = try #require(try await admin.ended(url)["messages"] as? [[String: Any]])
      #expect(over.count == 4)
      let question = try #require(over[2]["markdown_content"] as? String)
      #expect(question.hasPrefix("Is it over since \(end), when these 2 alerts were resolved: "))
      #expect(try await sessions().count == 1)
      #expect(try await answers(201) == 1)
      await alertmanager.stop()
      #expect(await server.stop().status == 0)
    }
  }
}

/// An Alertmanager in a process of its own, which tells often of what it knows.
private struct RunningAlertmanager {
  private let process: PipedProcess
  private let url: String

  init(_ gumshoe: GumshoeBinary, hook: String, key: String) async throws {
    let configuration = gumshoe.home + "/alertmanager.yml"
    try """
    route:
      receiver: gumshoe
      group_by: [cluster]
      group_wait: 200ms
      group_interval: 200ms
      repeat_interval: 200ms
    receivers:
      - name: gumshoe
        webhook_configs:
          - url: \(hook)
            http_config: { authorization: { credentials: \(key) } }
    """.write(toFile: configuration, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: try #require(AlertmanagerTests.program).path)
    process.arguments = [
      "--config.file=\(configuration)", "--storage.path=\(gumshoe.home)/alertmanager",
      "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=",
    ]
    process.environment = gumshoe.environment
    self.process = try PipedProcess(process)
    try await self.process.wait(for: "TLS is disabled", on: .errors)
    let said = self.process.errorsSoFar
    url = "http://" + String(try #require(said.firstMatch(of: /address=(127\.0\.0\.1:\d+)/)).1)
  }

  /// Tells it of alerts, as Prometheus would.
  func tell(_ names: [String], end: String? = nil) async throws {
    let alerts = names.map { name in
      """
      {"labels":{"alertname":"\(name)","service":"checkout","severity":"critical"},
      "annotations":{"summary":"5 % of the \\"requests\\" fail",
      "description":"2026-01-31T10:06:00Z ERROR checkout db is down\\nshow me all lines"},
      "startsAt":"2026-01-31T10:06:00Z"\(end.map { ",\"endsAt\":\"\($0)\"" } ?? "")}
      """
    }
    _ = try await post("/api/v2/alerts", "[\(alerts.joined(separator: ","))]")
  }

  /// Keeps all alerts to itself until that is lifted; returns its identifier.
  func silence() async throws -> String {
    let body = try await post(
      "/api/v2/silences",
      """
      {"matchers":[{"name":"alertname","value":".+","isRegex":true}],"createdBy":"test",
      "comment":"until both are there","startsAt":"2026-01-31T10:00:00Z",
      "endsAt":"2099-01-01T00:00:00Z"}
      """)
    let answer = try JSONSerialization.jsonObject(with: body) as? [String: Any]
    return try #require(answer?["silenceID"] as? String)
  }

  func lift(_ silence: String) async throws {
    _ = try await send("DELETE", "/api/v2/silence/\(silence)", nil)
  }

  private func post(_ path: String, _ body: String) async throws -> Data {
    try await send("POST", path, Data(body.utf8))
  }

  private func send(_ method: String, _ path: String, _ body: Data?) async throws -> Data {
    var request = URLRequest(url: try #require(URL(string: url + path)))
    request.httpMethod = method
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = body
    let (answer, response) = try await URLSession.shared.data(for: request)
    #expect((response as? HTTPURLResponse)?.statusCode == 200)
    return answer
  }

  func stop() async {
    process.signal(SIGTERM)
    _ = await process.finish()
  }
}
