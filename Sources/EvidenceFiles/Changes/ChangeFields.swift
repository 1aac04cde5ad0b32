/// The names by which feeds of changes call their parts, and the words of kinds of change.
enum ChangeFields {
  /// What a part of a change is.
  enum Part: CaseIterable {
    case time, service, kind, text, version, actor, object

    /// The names that it goes by, in lower case.
    fileprivate var names: Set<String> {
      switch self {
      case .time:
        [
          "time", "timestamp", "ts", "date", "at", "when", "datetime", "created_at", "createdat",
          "eventtime", "event_time", "eventtimestamp", "started_at", "startedat", "finished_at",
          "finishedat", "deployed_at", "deployedat", "completed_at", "completedat", "released_at",
          "releasedat", "applied_at", "appliedat", "pushed", "pushed_at", "pushedat",
        ]
      case .service:
        [
          "service", "app", "application", "component", "target", "object", "service_name",
          "project", "repo", "repository", "system", "hosts",
        ]
      case .kind:
        [
          "kind", "type", "change", "change_type", "changetype", "action", "event", "operationname",
          "operation", "eventname", "methodname", "verb",
        ]
      case .text:
        [
          "description", "summary", "text", "details", "detail", "title", "what", "message",
          "subject",
          "reason", "note", "notes",
        ]
      case .version:
        [
          "version", "revision", "tag", "image", "commit", "sha", "release", "build", "to_version",
          "toversion", "new_version", "newversion",
        ]
      case .actor:
        [
          "actor", "user", "username", "who", "by", "author", "changed_by", "changedby",
          "updated_by", "updatedby", "modified_by", "operator", "initiator", "member", "caller",
          "principalemail", "useridentity", "principal",
        ]
      case .object:
        [
          "flag", "feature", "toggle", "experiment", "setting", "parameter", "param", "key", "rule",
          "policy", "resource", "option", "variable", "resourceid", "resourcename", "resource_name",
          "requestparameters", "resources",
        ]
      }
    }
  }

  private static let parts = Dictionary(
    Part.allCases.flatMap { part in part.names.map { ($0, part) } },
    uniquingKeysWith: { first, _ in first })

  /// The part that a name stands for; nil for all others.
  static func part(_ name: String) -> Part? {
    parts[name.lowercased()]
  }

  /// Whether the name of a time says that a change began then.
  static func isBeginning(_ name: String) -> Bool {
    name.lowercased().filter { $0 != "_" }.hasPrefix("started")
  }

  /// Whether the name of a time says that something was changed then: entries of logs have none.
  static func isTimeOfChange(_ name: String) -> Bool {
    let name = name.lowercased().filter { $0 != "_" }
    return ["deployedat", "finishedat", "completedat", "releasedat", "appliedat"].contains(name)
  }

  /// Whether the name of a text says that something was done, or is a note of it: entries of logs have none.
  static func isNote(_ name: String) -> Bool {
    ["what", "summary", "title", "subject", "note", "notes"].contains(name.lowercased())
  }

  /// Whether a column names what is switched or set: a flag, a setting.
  static func isSwitch(_ name: String) -> Bool {
    [
      "flag", "feature", "toggle", "experiment", "setting", "parameter", "param", "key", "option",
      "variable",
    ].contains(name.lowercased())
  }

  /// Whether a column names a record of a change: `change_id`, `ticket`.
  static func isIdentifier(_ name: String) -> Bool {
    ["change_id", "changeid", "id", "ticket", "change_no", "number", "ref", "cr", "chg"].contains(
      name.lowercased())
  }

  /// Whether a field is one that entries of logs have and changes have not.
  static func isOfLog(_ name: String) -> Bool {
    [
      "level", "severity", "lvl", "loglevel", "log_level", "msg", "log", "body", "logger",
      "trace_id",
    ]
    .contains(name.lowercased())
  }

  /// Whether what was done only looked: of an audit log most entries do.
  ///
  ///     Microsoft.Web/sites/read · DescribeInstances · ListBuckets · storageAccounts/listKeys/action
  static func isReading(_ operation: String) -> Bool {
    let parts = operation.split { "/.:".contains($0) }.filter { $0.lowercased() != "action" }
    guard let last = parts.last else { return false }
    return reading.contains { last.lowercased().hasPrefix($0) }
  }

  private static let reading = [
    "read", "list", "get", "describe", "head", "watch", "view", "query", "search", "lookup",
    "export", "check", "login", "logout", "signin", "assumerole",
    // What data goes through is use, and changes no system.
    "decrypt", "encrypt", "reencrypt", "generatedata", "sign", "verify", "invoke", "putobject",
    "putitem", "updateitem", "sendmessage", "receivemessage", "deletemessage", "publish",
    "putrecord",
    "putmetricdata", "putlog",
  ]

  /// Words of kinds, and the kind of change that each is.
  private static let words: [(word: String, kind: String)] = [
    ("deploy", "release"), ("release", "release"), ("rollout", "release"), ("rollback", "release"),
    ("upgrade", "release"), ("version", "release"), ("config", "configuration-change"),
    ("flag", "configuration-change"), ("setting", "configuration-change"),
    ("feature", "configuration-change"), ("scal", "scaling"), ("replica", "scaling"),
    ("restart", "restart"), ("reboot", "restart"), ("migrat", "schema-change"),
    ("schema", "schema-change"), ("maintenance", "configuration-change"), ("commit", "commit"),
    ("merge", "commit"), ("push", "commit"), ("cron ", "job-run"), ("nightly", "job-run"),
  ]

  /// The kind of change that a word of a feed stands for: `deployment` is a release.
  static func kind(_ text: String) -> String? {
    let text = text.lowercased()
    if text == "job" { return "job-run" }
    return words.first { text.contains($0.word) }?.kind
  }
}
