import SessionsAPI

/// The conversations of a service that is not being spoken to.
struct ParkedConversations: Sendable {
  var conversations: [Conversation]
  var currentID: Conversation.ID?
  var visited: [Conversation.ID]
}

extension ShellState {
  /// Lists the profiles, or changes to one.
  ///
  /// Not while turns run: their answers would come from a service that the prompt no longer names,
  /// and a second shell with `--profile` does the same without confusion.
  mutating func changeProfile(_ name: String?) -> [ShellEffect] {
    guard let name else { return [.listProfiles] }
    guard ours.isEmpty else {
      return fail(ErrorReport(code: .usage, message: "\(Notice.profileBusy(name))"))
    }
    return [.connect(name)]
  }

  /// Speaks to another service from now on; what was open with it before is open again.
  ///
  /// What was found with that service, and is why it is spoken to, is opened then.
  mutating func use(
    _ profile: String, service: String, command: String, opening hit: FoundTurn? = nil
  ) -> [ShellEffect] {
    let opening = hit.map { [ShellEffect.open($0.session.rawValue, turn: $0.turn)] }
    guard service != self.service else { return opening ?? changed(.profileInUse(profile)) }
    // A turn may have begun while the service was being made ready.
    guard ours.isEmpty else {
      return fail(ErrorReport(code: .usage, message: "\(Notice.profileBusy(profile))"))
    }
    // What others set going is noticed again, if it still runs then.
    let observed = running.map(\.id)
    parked[self.service] = ParkedConversations(
      conversations: conversations.filter { !observed.contains($0.id) }, currentID: currentID,
      visited: visited)
    let left = parked.removeValue(forKey: service)
    conversations = left?.conversations ?? []
    currentID = left?.currentID
    visited = left?.visited ?? []
    numbered = []
    found = []
    let dropped = takeEvidence()
    attachments = []
    self.service = service
    self.command = command
    return observed.map { .abandon($0) }
      + (dropped.isEmpty ? [] : [.discardEvidence(dropped)]) + [.use(profile: profile)]
      + (opening.map { [.emit(.notice(.profileChanged(profile, service: service)))] + $0 }
        ?? changed(.profileChanged(profile, service: service)))
  }

  /// What is said of a change of profiles; a script is told as a result too.
  private func changed(_ notice: Notice) -> [ShellEffect] {
    let result = ShellEffect.emit(.result(.done(command: "profile", notice)))
    return [.emit(.notice(notice))] + (front == .script ? [result] : [])
  }
}
