import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import Testing
import Yams

@testable import SessionsServer

/// Holds `openapi.yaml` against the routes and the coded types, both ways.
@Suite struct OpenAPITests {
  private let document: [String: Any]

  init() throws {
    let text = String(decoding: APIDescription.yaml, as: UTF8.self)
    document = try #require(try Yams.load(yaml: text) as? [String: Any])
  }

  /// Walks into the document.
  private func node(_ path: String...) throws -> [String: Any] {
    try path.reduce(document) { node, key in
      try #require(node[key] as? [String: Any], "no '\(key)' in \(path)")
    }
  }

  private static let methods: Set = ["get", "put", "post", "delete", "patch", "head", "options"]

  @Test func `every route is described, and nothing else`() throws {
    let described = try node("paths").flatMap { path, item in
      try #require(item as? [String: Any]).keys
        .filter(Self.methods.contains).map { "\($0.uppercased()) \(path)" }
    }
    #expect(described.sorted() == Route.allCases.map { "\($0.method) \($0.path)" }.sorted())
  }

  @Test(arguments: Route.allCases)
  func `a route's key, role and statuses are described`(route: Route) throws {
    let operation = try node("paths", route.path, route.method.rawValue.lowercased())
    let statuses = Set(try #require(operation["responses"] as? [String: Any]).keys)
    if let role = route.role {
      #expect(operation["security"] == nil)
      #expect((operation["summary"] as? String)?.contains("role \(role.rawValue)") == true)
      #expect(statuses.isSuperset(of: ["401", "403", "500", "503"]))
    } else {
      #expect((operation["security"] as? [Any])?.isEmpty == true)
    }
    #expect(statuses.contains("404") == route.path.contains("{"))
    #expect((operation["requestBody"] != nil) == route.takesBody)
    for status in ["413", "415", "429"] {
      #expect(statuses.contains(status) == route.takesBody)
    }
    #expect(
      statuses.contains("409") == [.sendFollowUp, .cancelTurn, .alertmanager].contains(route))
  }

  /// The names that a value of a coded type has in JSON.
  private static func names(of value: some Encodable) throws -> Set<String> {
    let data = try ContractJSON.encode(value)
    return Set(try JSONDecoder().decode([String: Ignored].self, from: data).keys)
  }

  /// Any JSON at all.
  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  private static let origin = Report.Origin(source: "s", query: "q", time: .now, link: "http://s/q")

  private static let session = Session(
    id: .init(), status: .running, title: "t", input: "i", createdAt: .now, updatedAt: .now)

  private static var withMessages: Session {
    var filled = session
    filled.messages = []
    filled.progress = progress
    return filled
  }

  private static let progress = Progress(step: "s", done: 1, total: 2, updatedAt: .now)

  private static let measure = Report.Measure(
    name: "n", unit: "u", width: 1, usual: .init(low: 1, high: 2), onset: .now)

  private static let exhibit: Report.Exhibit = {
    var exhibit = Report.Exhibit(number: 1, kind: Report.Exhibit.Kind.known[0])
    (exhibit.source, exhibit.path, exhibit.line, exhibit.quote) = ("s", "p", 1, "q")
    (exhibit.time, exhibit.first, exhibit.last, exhibit.service) = (.now, .now, .now, "a")
    (exhibit.count, exhibit.context, exhibit.series) = (1, [], [])
    exhibit.measure = measure
    exhibit.origin = origin
    return exhibit
  }()

  /// What each schema's coded type writes.
  private static func coded() throws -> [String: Set<String>] {
    let report = Report(sections: [])
    let message = Message(
      id: .init(), role: .assistant, markdownContent: "m", createdAt: .now, report: report)
    return [
      "Session": try names(of: session),
      "SessionWithMessages": try names(of: withMessages),
      "Message": try names(of: message),
      "Report": try names(of: report),
      "ReportSection": try names(
        of: Report.Section(Report.Kind.known[0], title: "t", claims: [])),
      "Claim": try names(of: Report.Claim("c")),
      "Exhibit": try names(of: exhibit),
      "ContextLine": try names(of: Report.Line(line: 1, text: "l")),
      "Point": try names(of: Report.Point(time: .now, value: 1)),
      "Measure": try names(of: measure),
      "Origin": try names(of: origin),
      "Progress": try names(of: progress),
      "SessionPage": try names(of: SessionPage(sessions: [], total: 0, prev: nil, next: nil)),
      "FollowUpReceipt": try names(
        of: FollowUpReceipt(session: session, userMessageID: .init(), assistantMessageID: .init())),
      "SessionDraft": try names(
        of: SessionDraft(input: "i", idempotencyKey: "k", title: "t", time: .now)),
      "FollowUpDraft": try names(of: FollowUpDraft(input: "i")),
      "ErrorEnvelope": try names(of: ErrorEnvelope(message: "m", retryAfter: nil)),
    ]
  }

  @Test func `every object has the fields of its coded type, and nothing else`() throws {
    let coded = try Self.coded()
    for (name, fields) in coded {
      let properties = try node("components", "schemas", name, "properties")
      #expect(Set(properties.keys) == fields, "\(name)")
      let required = try node("components", "schemas", name)["required"] as? [String]
      // An answer always has every field, save for reports; a body only those without which it is
      // refused.
      let optional: Set<String>? =
        switch name {
        case "SessionDraft", "FollowUpDraft": nil
        case "Message": ["report"]
        case "Exhibit":
          try Self.names(of: Self.exhibit).subtracting(
            try Self.names(of: Report.Exhibit(number: 1, kind: Report.Exhibit.Kind.known[0])))
        case "Origin": ["link"]
        case "Measure":
          try Self.names(of: Self.measure).subtracting(try Self.names(of: Report.Measure(unit: "")))
        default: []
        }
      if let optional {
        #expect(Set(required ?? []) == fields.subtracting(optional), "\(name)")
      } else {
        #expect(Set(required ?? []).isSubset(of: fields))
      }
    }
    let objects = try node("components", "schemas").filter { _, schema in
      (schema as? [String: Any])?["type"] as? String == "object"
    }
    #expect(Set(objects.keys) == Set(coded.keys).union(["Status", "AlertGroup", "Alert"]))
  }

  @Test func `a body without a required field is refused, without another not`() throws {
    let bodies: [(String, [String: String])] = [
      ("SessionDraft", ["input": #""i""#, "idempotency_key": #""k""#]),
      ("FollowUpDraft", ["input": #""i""#]),
    ]
    for (name, sound) in bodies {
      let schema = try node("components", "schemas", name)
      #expect(Set(try #require(schema["required"] as? [String])) == Set(sound.keys))
      func decode(_ fields: [String: String]) throws {
        let text = "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        if name == "SessionDraft" {
          _ = try ContractJSON.decode(SessionDraft.self, from: Data(text.utf8))
        } else {
          _ = try ContractJSON.decode(FollowUpDraft.self, from: Data(text.utf8))
        }
      }
      try decode(sound)
      for field in sound.keys {
        #expect(throws: DecodingError.self) { try decode(sound.filter { $0.key != field }) }
      }
    }
  }

  @Test func `what Alertmanager sends is described as it is read`() throws {
    let group = try node("components", "schemas", "AlertGroup", "properties")
    #expect(Set(group.keys) == Set(AlertGroup.Field.allCases.map(\.rawValue)))
    let alert = try node("components", "schemas", "Alert")
    let status = try node("components", "schemas", "Alert", "properties", "status")
    #expect(status["enum"] as? [String] == Alert.Status.allCases.map(\.rawValue))
    let sound = [
      "status": #""firing""#, "startsAt": #""2026-01-31T10:05:00Z""#, "fingerprint": #""f""#,
    ]
    #expect(Set(try #require(alert["required"] as? [String])) == Set(sound.keys))
    func decode(_ fields: [String: String]) throws {
      let text = fields.map { "\"\($0)\":\($1)" }.joined(separator: ",")
      let body = #"{"version":"4","alerts":[{\#(text)}]}"#
      _ = try ContractJSON.decode(AlertGroup.self, from: Data(body.utf8))
    }
    try decode(sound)
    for field in sound.keys {
      #expect(throws: DecodingError.self) { try decode(sound.filter { $0.key != field }) }
    }
    let examples = try node(
      "paths", "/v1/hooks/alertmanager", "post", "requestBody", "content", "application/json",
      "examples", "firing")
    let json = try JSONText.of(try #require(examples["value"]))
    let example = try ContractJSON.decode(AlertGroup.self, from: Data(json.utf8))
    #expect(example.alerts.first?.labels["service"] == "checkout")
  }

  @Test func `values and limits are the code's`() throws {
    func enumeration(_ name: String) throws -> [String] {
      try #require(try node("components", "schemas", name)["enum"] as? [String])
    }
    #expect(try enumeration("SessionStatus") == SessionStatus.allCases.map(\.rawValue))
    #expect(Set(try enumeration("ThinkingMode")) == Set(ThinkingMode.allCases.map(\.rawValue)))
    #expect(try enumeration("SectionKind") == Report.Kind.known.map(\.rawValue))
    #expect(try enumeration("ExhibitKind") == Report.Exhibit.Kind.known.map(\.rawValue))
    let draft = try node("components", "schemas", "SessionDraft", "properties")
    #expect(Set(draft.keys) == Set(BodyField.allCases.map(\.rawValue)))
    let key = try #require(draft["idempotency_key"] as? [String: Any])
    #expect(key["minLength"] as? Int == 1 && key["maxLength"] as? Int == 128)
    let title = try #require(draft["title"] as? [String: Any])
    #expect(title["maxLength"] as? Int == 256)
  }

  @Test func `every example is read by its coded type and written the same`() throws {
    func check<Value: Codable>(_ name: String, _ type: Value.Type) throws {
      let value = try #require(try node("components", "examples", name)["value"])
      let json = try JSONText.of(value)
      let decoded = try ContractJSON.decode(type, from: Data(json.utf8))
      #expect(String(decoding: try ContractJSON.encode(decoded), as: UTF8.self) == json)
    }
    try check("opened", Session.self)
    try check("alerted", Session.self)
    try check("running", Session.self)
    try check("answered", Session.self)
    try check("waited", Session.self)
    try check("reported", Session.self)
    try check("stopped", Session.self)
    try check("sent", FollowUpReceipt.self)
    try check("page", SessionPage.self)
    let examples = try node("components", "examples").keys
    #expect(
      Set(examples) == [
        "opened", "alerted", "running", "answered", "waited", "reported", "stopped", "sent", "page",
      ])
    for (name, response) in try node("components", "responses") where name != "Status" {
      let content = try #require((response as? [String: Any])?["content"] as? [String: Any])
      let media = try #require(content["application/json"] as? [String: Any], "\(name)")
      let json = try JSONText.of(try #require(media["example"], "\(name)"))
      let decoded = try ContractJSON.decode(ErrorEnvelope.self, from: Data(json.utf8))
      #expect(String(decoding: try ContractJSON.encode(decoded), as: UTF8.self) == json)
    }
  }
}

/// A value of YAML as the JSON that the contract writes.
private enum JSONText {
  static func of(_ value: Any) throws -> String {
    switch value {
    case let object as [String: Any]:
      let fields = try object.sorted { $0.key < $1.key }
        .map { "\(try of($0.key)):\(try of($0.value))" }
      return "{\(fields.joined(separator: ","))}"
    case let array as [Any]: return "[\(try array.map(of).joined(separator: ","))]"
    case let number as Int: return "\(number)"
    case let text as String: return String(decoding: try ContractJSON.encode(text), as: UTF8.self)
    default: return "null"
    }
  }
}
