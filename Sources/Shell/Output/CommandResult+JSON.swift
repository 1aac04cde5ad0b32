import SessionsAPI

extension CommandResult {
  /// The `result` of the JSON event `command`.
  var json: JSONValue {
    switch self {
    case .sessions(let rows, _): .array(rows.map(\.json))
    case .found(let turns, _): .array(turns.map(\.json))
    case .status(let report): report.json
    case .answer(let markdown): .object([("markdown", .string(markdown))])
    case .exhibit(let exhibit):
      .object([
        ("markdown", .string(ExhibitText.markdown(of: exhibit))), ("exhibit", exhibit.json),
      ])
    case .transcript(let session): session.json()
    case .forgot(let session):
      .object([
        ("id", .string(session.id.rawValue)), ("title", .string(session.title)),
        ("kept_by", .optional(session.keptBy)),
      ])
    case .attached(let attachment):
      .object([
        ("name", .string(attachment.name)), ("bytes", .integer(attachment.head.bytes)),
        ("lines", .integer(attachment.head.lines)),
      ])
    case .exported(let exported): exported.json
    case .queue(let lines), .history(let lines): .array(lines.map(JSONValue.string))
    case .evidence(let rows): .array(rows.map(\.json))
    case .refreshed(let sources): .array(sources.map(\.json))
    case .profiles(let profiles):
      .array(
        profiles.map { profile in
          .object([
            ("name", .string(profile.name)), ("service", .string(profile.service)),
            ("key", .bool(profile.hasKey)), ("current", .bool(profile.isCurrent)),
          ])
        })
    case .done(_, let remark): .object([("message", .optional(remark.map { "\($0)" }))])
    case .help(let commands):
      .array(
        commands.map { command in
          .object([
            ("usage", .string(command.usage)),
            ("aliases", .array(command.aliases.map(JSONValue.string))),
            ("summary", .string(command.summary)), ("example", .string(command.example)),
          ])
        })
    }
  }
}

extension EvidenceRow {
  /// The row as it stands in JSON.
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("path", .string(location.path)), ("purpose", .string(location.purpose.rawValue)),
    ]
    if let check {
      members.append(
        (
          "source",
          .object([
            ("name", .string(check.name)), ("state", .string(check.state.rawValue)),
            ("words", .string(check.words)),
          ])
        ))
    }
    return .object(members)
  }
}

extension RefreshedSource {
  /// What is new of the source; counts only of what changed.
  fileprivate var json: JSONValue {
    .object([
      ("source", .string(name)), ("asked_before", .optional(times.askedBefore)),
      ("newest", .optional(times.newest)), ("newest_before", .optional(times.newestBefore)),
      ("failure", .optional(failure)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("what", .string(change.kind.rawValue)), ("new", .integer(change.new)),
              ("changed", .integer(change.changed)), ("ended", .integer(change.ended)),
            ])
          })
      ),
    ])
  }
}

extension SessionRow {
  /// The row in the form that the design gives.
  var json: JSONValue {
    .object([
      ("number", .integer(number)), ("id", .string(id.rawValue)), ("title", .string(title)),
      ("status", .string(status.rawValue)),
      ("created_at", .string(Timestamp.string(from: createdAt))),
      ("updated_at", .optional(updatedAt.map(Timestamp.string))), ("turns", .optional(turns)),
      ("unread", .integer(unread)), ("current", .bool(isCurrent)),
    ])
  }
}

extension FoundTurn {
  /// The hit as JSON.
  var json: JSONValue {
    .object([
      ("number", .integer(number)), ("id", .string(session.rawValue)), ("title", .string(title)),
      ("service", .string(service)), ("status", .string(status.rawValue)),
      ("turn", .integer(turn)),
      ("snippet", .string(snippet)),
    ])
  }
}

extension StatusReport {
  /// The report as JSON, times in seconds.
  var json: JSONValue {
    .object([
      ("session", .optional(session?.rawValue)), ("title", .string(title)),
      ("status", .optional(status?.rawValue)), ("turn", .integer(turn)),
      ("elapsed", elapsed.map(JSONValue.number) ?? .null),
      ("unchanged", unchanged.map(JSONValue.number) ?? .null),
      ("step", .optional(progress?.step)), ("done", .optional(progress?.done)),
      ("total", .optional(progress?.total)), ("waiting", .optional(waiting)),
      ("queued", .integer(queued)),
      ("also_running", .array(alsoRunning.map(JSONValue.string))),
    ])
  }
}

extension ExportedSession {
  /// The document itself, or where it was written.
  var json: JSONValue {
    guard let path else { return session.document }
    return .object([
      ("path", .string(path)), ("format", .string(format)), ("bytes", .integer(text.utf8.count)),
    ])
  }
}

extension Report {
  /// The report in the contract's words.
  var json: JSONValue {
    .object([
      (
        "sections",
        .array(
          sections.map { section in
            .object([
              ("kind", .string(section.kind.rawValue)), ("title", .string(section.title)),
              (
                "claims",
                .array(
                  section.claims.map { claim in
                    .object([
                      ("text", .string(claim.text)),
                      ("exhibits", .array(claim.exhibits.map(JSONValue.integer))),
                    ])
                  })
              ),
            ])
          })
      ),
      ("exhibits", .array(exhibits.map(\.json))),
    ])
  }
}

extension Report.Exhibit {
  /// The exhibit in the contract's words, each part only where it has a value.
  var json: JSONValue {
    let parts: [(String, JSONValue?)] = [
      ("number", .integer(number)), ("kind", .string(kind.rawValue)),
      ("source", source.map(JSONValue.string)), ("path", path.map(JSONValue.string)),
      ("line", line.map(JSONValue.integer)),
      ("time", time.map { .string(Timestamp.string(from: $0)) }),
      ("service", service.map(JSONValue.string)), ("quote", quote.map(JSONValue.string)),
      ("count", count.map(JSONValue.integer)),
      ("first", first.map { .string(Timestamp.string(from: $0)) }),
      ("last", last.map { .string(Timestamp.string(from: $0)) }),
      (
        "context",
        context.map { lines in
          .array(
            lines.map { .object([("line", .integer($0.line)), ("text", .string($0.text))]) })
        }
      ),
      (
        "series",
        series.map { points in
          .array(
            points.map { point in
              .object([
                ("time", .string(Timestamp.string(from: point.time))),
                ("value", .number(point.value)),
              ])
            })
        }
      ),
      ("measure", measure?.json), ("origin", origin?.json),
    ]
    return .object(parts.compactMap { name, value in value.map { (name, $0) } })
  }
}

extension Report.Origin {
  /// What was asked where and when.
  var json: JSONValue {
    let parts: [(String, JSONValue?)] = [
      ("source", .string(source)), ("query", .string(query)),
      ("time", .string(Timestamp.string(from: time))), ("link", link.map(JSONValue.string)),
    ]
    return .object(parts.compactMap { name, value in value.map { (name, $0) } })
  }
}

extension Report.Measure {
  /// What a series is of, each part only where it has a value.
  var json: JSONValue {
    let parts: [(String, JSONValue?)] = [
      ("name", name.map(JSONValue.string)), ("unit", .string(unit)),
      ("width", width.map(JSONValue.number)),
      ("usual", usual.map { .object([("low", .number($0.low)), ("high", .number($0.high))]) }),
      ("onset", onset.map { .string(Timestamp.string(from: $0)) }),
    ]
    return .object(parts.compactMap { name, value in value.map { (name, $0) } })
  }
}

extension Session {
  /// The session as a document of its own, with the reports of its answers.
  var document: JSONValue {
    .object([
      ("format", .string("gumshoe.session")), ("version", .integer(1)),
      ("session", json(withReports: true)),
    ])
  }

  /// The session with its messages, in the contract's words.
  func json(withReports: Bool = false) -> JSONValue {
    .object([
      ("id", .string(id.rawValue)), ("status", .string(status.rawValue)),
      ("title", .optional(title)), ("input", .string(input)),
      ("created_at", .string(Timestamp.string(from: createdAt))),
      ("updated_at", .optional(updatedAt.map(Timestamp.string))),
      (
        "messages",
        .array(
          (messages ?? []).map { message in
            .object(
              [
                ("id", .string(message.id.rawValue)), ("role", .string(message.role.rawValue)),
                ("markdown_content", .string(message.markdownContent)),
                ("created_at", .string(Timestamp.string(from: message.createdAt))),
              ] + (withReports ? message.report.map { [("report", $0.json)] } ?? [] : []))
          })
      ),
    ])
  }
}
