import FoundationEssentials
import HTTPTypes
import Investigation
import InvestigationService
import SessionsAPI
import Synchronization
import TestSupport
import Testing
import Timeline

/// What Alertmanager sends to the server's route, and what comes of it.
@Suite struct AlertmanagerRouteTests {
  private static let path = "/v1/hooks/alertmanager"
  static let start = "2026-01-31T10:05:00.123456789Z"

  /// An alert as Alertmanager writes it.
  private static func alert(
    _ name: String, _ status: String = "firing", at start: String = start
  ) -> String {
    let end = status == "firing" ? "0001-01-01T00:00:00Z" : "2026-01-31T10:40:00+00:00"
    return #"""
      {"status":"\#(status)","labels":{"alertname":"\#(name)","service":"checkout"},"annotations":
      {"summary":"5 % fail"},"startsAt":"\#(start)","endsAt":"\#(end)","generatorURL":"",
      "fingerprint":"\#(name)"}
      """#
  }

  private static func group(_ alerts: String...) -> String {
    #"""
    {"receiver":"g","status":"firing","alerts":[\#(alerts.joined(separator: ","))],"groupLabels":{},
    "commonLabels":{},"commonAnnotations":{},"externalURL":"http://a","version":"4",
    "groupKey":"{}:{}","truncatedAlerts":0}
    """#
  }

  @Test func `an alert opens a session, once, and what is resolved is asked for, once`()
    async throws
  {
    try await withRoutes { fixture, client in
      let opened = try await client.call(.post, Self.path, Self.group(Self.alert("A")))
      #expect(opened.status == 201)
      let session = try opened.decoded(Session.self)
      #expect(session.title == "A of checkout")
      #expect(
        session.input
          == #"Why does the alert "A" of checkout fire since 2026-01-31T10:05:00Z: "5 % fail"?"#)
      // A member, who may not list all sessions, lists those that alerts opened.
      _ = try await client.call(
        .post, "/v1/sessions", #"{"input":"why?","idempotency_key":"k-1"}"#)
      let listed = try await client.call(.get, Self.path)
      #expect(listed.status == 200)
      #expect(try listed.decoded(SessionPage.self).sessions.map(\.id) == [session.id])
      for _ in 0..<3 {
        let again = try await client.call(.post, Self.path, Self.group(Self.alert("A")))
        #expect(again.status == 200)
        #expect(try again.decoded(Session.self) == session)
      }
      let resolved = Self.group(Self.alert("A", "resolved"))
      let busy = try await client.call(.post, Self.path, resolved)
      #expect(busy.status == 409 && busy.header("Retry-After") == "5")
      try await running(fixture.service) {
        _ = try await client.ended(session.id)
        let asked = try await client.call(.post, Self.path, resolved)
        #expect(asked.status == 202)
        let receipt = try asked.decoded(FollowUpReceipt.self)
        #expect(receipt.session.id == session.id)
        let ended = try await client.ended(session.id)
        #expect(ended.messages?.last?.id == receipt.assistantMessageID)
        #expect(
          ended.messages?.dropFirst(2).first?.markdownContent
            == "Is it over since 2026-01-31T10:40:00Z, when the alert \"A\" of checkout was resolved?"
        )
        let again = try await client.call(.post, Self.path, resolved)
        #expect(again.status == 200)
        #expect(try await client.get(session.id).messages?.count == 4)
      }
      let admin = client.with(fixture.admin)
      #expect(try await admin.call(.get, "/v1/sessions").decoded(SessionPage.self).total == 2)
    }
  }

  @Test func `its time reaches the engine as the incident's`() async throws {
    let times = Mutex<[Int64?]>([])
    let engine = ScriptedEngine(answer: { inquiry in
      times.withLock { $0.append(inquiry.incidentTime?.milliseconds) }
      return "re"
    })
    try await withRoutes(engine: engine) { fixture, client in
      let session = try await client.call(.post, Self.path, Self.group(Self.alert("A")))
        .decoded(Session.self)
      try await running(fixture.service) { _ = try await client.ended(session.id) }
      #expect(times.withLock { $0 } == [1_769_853_900_123])
    }
  }

  @Test func `a group is one session; what joins it, or comes back, asks in it`() async throws {
    try await withRoutes { fixture, client in
      let first = try await client.call(
        .post, Self.path, Self.group(Self.alert("A"), Self.alert("B")))
      let session = try first.decoded(Session.self)
      #expect(first.status == 201 && session.title == "2 alerts: A, B")
      try await running(fixture.service) {
        _ = try await client.ended(session.id)
        let later = Self.alert("C", at: "2026-01-31T10:20:00Z")
        let joined = try await client.call(
          .post, Self.path, Self.group(Self.alert("A"), Self.alert("B", "resolved"), later))
        #expect(joined.status == 202)
        #expect(try joined.decoded(FollowUpReceipt.self).session.id == session.id)
        #expect(try await client.ended(session.id).messages?.count == 4)
        // Long after, another incident begins.
        let other = try await client.call(
          .post, Self.path,
          Self.group(Self.alert("A"), Self.alert("D", at: "2026-01-31T17:00:00Z")))
        #expect(other.status == 201)
        #expect(try other.decoded(Session.self).id != session.id)
      }
    }
  }

  @Test func `an alert that was over before anything was heard of it opens nothing`() async throws {
    try await withRoutes { fixture, client in
      let answer = try await client.call(
        .post, Self.path, Self.group(Self.alert("A", "resolved")))
      #expect(answer.status == 204 && answer.body.isEmpty)
      let admin = client.with(fixture.admin)
      #expect(try await admin.call(.get, "/v1/sessions").decoded(SessionPage.self).total == 0)
    }
  }

  @Test func `told by several at once it is one session`() async throws {
    try await withRoutes { _, client in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 {
          group.addTask {
            try await client.call(.post, Self.path, Self.group(Self.alert("A"), Self.alert("B")))
              .status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 201 }.count == 1)
      #expect(statuses.filter { $0 == 200 }.count == 11)
    }
  }

  @Test func `limits and walls are those of every call`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { fixture, client in
      let group = Self.group(Self.alert("A"))
      #expect(try await client.with(nil).call(.post, Self.path, group).status == 401)
      #expect(try await client.with(nil).call(.get, Self.path).status == 401)
      #expect(try await client.call(.put, Self.path).status == 405)
      #expect(try await client.call(.post, Self.path, group, type: "text/plain").status == 415)
      let large = group + String(repeating: " ", count: 1 << 20)
      #expect(try await client.call(.post, Self.path, large).status == 413)
      let session = try await client.call(.post, Self.path, group).decoded(Session.self)
      let full = try await client.call(.post, Self.path, Self.group(Self.alert("Z")))
      #expect(full.status == 429 && full.header("Retry-After") == "30")
      // Nothing of a group that was refused is kept.
      #expect(try await client.call(.post, Self.path, Self.group(Self.alert("Z"))).status == 429)
      #expect(try await client.call(.post, Self.path, group).status == 200)
      // Another organisation has alerts of its own.
      let theirs = try await client.with(fixture.stranger).call(.post, Self.path, group)
      #expect(theirs.status == 201)
      #expect(try theirs.decoded(Session.self).id != session.id)
      _ = try await fixture.store.setDisabled(true, organization: "acme", at: .now)
      #expect(try await client.call(.post, Self.path, group).status == 403)
    }
  }

  @Test func `a session that failed is asked nothing, and Alertmanager is not told to try again`()
    async throws
  {
    try await withRoutes { _, client in
      let session = try await client.call(.post, Self.path, Self.group(Self.alert("A")))
        .decoded(Session.self)
      _ = try await client.call(.post, "/v1/sessions/\(session.id)/cancel")
      let resolved = try await client.call(
        .post, Self.path, Self.group(Self.alert("A", "resolved")))
      #expect(resolved.status == 200)
      #expect(try resolved.decoded(Session.self).status == .failed)
    }
  }

  @Test func `with its session an alert is forgotten`() async throws {
    try await withRoutes { fixture, client in
      let group = Self.group(Self.alert("A"))
      let session = try await client.call(.post, Self.path, group).decoded(Session.self)
      _ = try await client.call(.post, "/v1/sessions/\(session.id)/cancel")
      #expect(try await fixture.store.remove(session.id, of: "acme"))
      #expect(try await client.call(.post, Self.path, group).status == 201)
      let path = "/v1/sessions"
      let page = try await client.with(fixture.admin).call(.get, path).decoded(SessionPage.self)
      _ = try await client.call(.post, "\(path)/\(page.sessions[0].id)/cancel")
      #expect(try await fixture.store.prune(before: .distantFuture) == 1)
      #expect(try await client.call(.post, Self.path, group).status == 201)
    }
  }

  @Test(arguments: [
    ("[]", "not an object"), ("{}", "'version' is missing; it must be \"4\""),
    (#"{"version":"3","alerts":[]}"#, "'version' is not valid"),
    (#"{"version":"4"}"#, "'alerts' is missing"),
    (#"{"version":"4","alerts":[]}"#, "'alerts' is not valid; it must be an array of at least"),
    (#"{"version":"4","alerts":[],"alerts":[]}"#, "'alerts' is given more than once"),
    (#"{"version":"4","alerts":[{"status":"x"}]}"#, "'alerts[0].status' is not valid; it must be"),
    (#"{"version":"4","alerts":[{"status":"firing"}]}"#, "'alerts[0].startsAt' is missing"),
    (
      #"{"version":"4","alerts":[{"status":"firing","startsAt":"2026-01-31T10:05:00Z"}]}"#,
      "'alerts[0].fingerprint' is missing"
    ),
    (
      #"{"version":"4","alerts":[{"status":"firing","labels":{"a":1}}]}"#,
      "'alerts[0].labels.a' is not valid; it must be an object of strings"
    ),
    (
      #"{"version":"4","truncatedAlerts":-1,"alerts":[{"status":"firing","startsAt":"2026-01-31T10:05:00Z","fingerprint":"f"}]}"#,
      "'truncatedAlerts' is not valid"
    ),
    (
      #"{"version":"4","alerts":[{"status":"firing","labels":{"a":"\ud800"},"startsAt":"2026-01-31T10:05:00Z","fingerprint":"f"}]}"#,
      "half of a surrogate pair"
    ),
  ])
  func `what is no group of alerts is 400 and says why`(body: String, words: String) async throws {
    try await withRoutes { _, client in
      let answer = try await client.call(.post, Self.path, body)
      #expect(answer.status == 400)
      #expect(try answer.envelope().message.contains(words), "\(answer.text)")
    }
  }

  @Test func `a body full of alerts is taken in one go`() async throws {
    try await withRoutes { (_, client) async throws -> Void in
      let alerts = (0..<8000).map {
        #"{"status":"firing","startsAt":"2026-01-31T10:05:00Z","labels":{"alertname":"A"},"fingerprint":"f\#($0)"}"#
      }
      let body = #"{"version":"4","alerts":[\#(alerts.joined(separator: ","))]}"#
      #expect(body.utf8.count < 1 << 20)
      let opened = try await client.call(.post, Self.path, body)
      let again = try await client.call(.post, Self.path, body)
      #expect(opened.status == 201 && again.status == 200)
    }
  }
}
