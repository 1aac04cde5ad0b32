import SessionsAPI

extension ShellRuntime {
  func listProfiles() async throws {
    var rows = try await parts.profiles?.profiles() ?? []
    for index in rows.indices {
      rows[index].isCurrent = rows[index].service == parts.serviceName
    }
    await say(.result(.profiles(rows)))
  }

  /// Changes to the profile whose service holds what was found, and opens it there.
  ///
  /// - Throws: ``ShellError/keptElsewhere(_:)`` where no profile names that service.
  func openElsewhere(_ hit: FoundTurn) async throws {
    let rows = try await parts.profiles?.profiles() ?? []
    guard let row = rows.first(where: { $0.service == hit.service }) else {
      throw ShellError.keptElsewhere(hit)
    }
    try await connect(row.name, opening: hit)
  }

  func connect(_ profile: String, opening hit: FoundTurn? = nil) async throws {
    guard let profiles = parts.profiles else {
      throw ShellError.noProfiles
    }
    let connection = try await profiles.connect(profile)
    connections[profile] = connection
    await post(
      .connected(
        profile: profile, service: connection.name, command: connection.command, opening: hit))
  }

  func use(_ profile: String) {
    guard let connection = connections[profile] else { return }
    parts.service = connection.service
    parts.evidence = connection.evidence
    parts.serviceName = connection.name
    parts.command = connection.command
    let isAttended = snapshot.front == .interactive && connection.evidence == nil
    parts.pacing = isAttended ? .attended : connection.pacing
    directory = parts.directory(for: snapshot.front)
    offerQuestions()
  }
}
