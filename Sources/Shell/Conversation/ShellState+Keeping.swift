import SessionsAPI

// What is kept on this machine, what of it is handed on, and what goes.

extension ShellState {
  /// Gives the current session a name of the user's own.
  mutating func rename(_ name: String) -> [ShellEffect] {
    guard var current, let session = current.session else {
      return [.emit(.notice(.nothingToRename))]
    }
    current.title = name
    self[current.id] = current
    return [.rename(session, name), .emit(.notice(.renamed(title: name)))]
  }

  /// Looks up what is to be forgotten; a script, which nobody can ask, has to name it whole.
  mutating func forget(_ target: String) -> [ShellEffect] {
    if let hit = hit(target), hit.isElsewhere { return fail(ShellError.keptElsewhere(hit).report) }
    if front == .script, !Session.ID(rawValue: target).isLowercaseUUID {
      return fail(ShellError.forgetsWholeIDs(target).report)
    }
    return [.findToForget(toldSession(target)?.rawValue ?? target)]
  }

  /// Asks whether a session is to be forgotten; a script has said so.
  mutating func askToForget(_ session: SessionName) -> [ShellEffect] {
    let conversation = conversations.first { $0.session == session.id }
    guard conversation?.activeTurn == nil else {
      return fail(ShellError.stillRuns(session).report)
    }
    guard front == .interactive else { return [.forget(session)] }
    forgetting = session
    return [.emit(.notice(.asksToForget(session)))]
  }

  /// Takes the answer to that question; what is neither yes nor no keeps the session, and is a line.
  mutating func answer(
    _ text: String, forgetting session: SessionName, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    forgetting = nil
    let keeps = ShellEffect.emit(.notice(.keepsSession(title: session.title)))
    switch text.trimmingBlanks().lowercased() {
    case "y", "yes": return [.forget(session)]
    case "", "n", "no": return [keeps]
    default: return [keeps] + submit(text, at: now)
    }
  }

  /// Lets go of a session that is not there any more.
  mutating func drop(forgotten session: ForgottenSession) -> [ShellEffect] {
    let ids = conversations.filter { $0.session == session.id }.map(\.id)
    for id in ids {
      if currentID == id { makeCurrent(nil) }
      visited.removeAll { $0 == id }
      self[id] = nil
    }
    found.removeAll { $0.session == session.id && !$0.isElsewhere }
    return [.emit(.result(.forgot(session)))]
  }

  /// Hands the last answer, or evidence of the session, to the clipboard.
  func copy(_ number: Int?) -> [ShellEffect] {
    guard let current, let session = current.session, let answer = current.lastAnswer else {
      return [.emit(.notice(.noAnswerYet))]
    }
    return [.copy(answer, evidence: number, session)]
  }

  /// Reads what is to go with the next message, lists it, or drops it.
  mutating func attach(_ action: Command.AttachAction) -> [ShellEffect] {
    switch action {
    case .add(let path):
      // What is typed meanwhile goes with it.
      held = held ?? []
      return [.readAttachment(path)]
    case .list:
      guard attachments.isEmpty else { return attachments.map { .emit(.result(.attached($0))) } }
      return [.emit(.notice(.nothingAttached))]
    case .drop:
      let count = attachments.count
      let evidence = takeEvidence()
      attachments = []
      return (evidence.isEmpty ? [] : [.discardEvidence(evidence)])
        + [.emit(.notice(count == 0 ? .nothingAttached : .attachmentsDropped(count)))]
    }
  }

  /// Keeps what goes with the next message, and shows it.
  mutating func take(_ attachment: Attachment) -> [ShellEffect] {
    let texts = (attachments + [attachment]).compactMap(\.text)
    guard LogMessage.fit(texts) else {
      return fail(ShellError.largeAttachment(attachment.name).report)
    }
    attachments.append(attachment)
    return [.emit(.result(.attached(attachment)))]
  }

  /// Gives what is attached as evidence to a conversation, which may have no session yet.
  mutating func giveAttachments(to conversation: inout Conversation) -> [ShellEffect] {
    let evidence = takeEvidence()
    guard !evidence.isEmpty else { return [] }
    guard let session = conversation.session else {
      conversation.attachments += evidence
      return []
    }
    return [.attach(evidence, .session(session))]
  }

  /// Takes what is attached as evidence out of what waits.
  mutating func takeEvidence() -> [EvidenceLocation] {
    defer { attachments.removeAll { $0.evidence != nil } }
    return attachments.compactMap(\.evidence)
  }
}
