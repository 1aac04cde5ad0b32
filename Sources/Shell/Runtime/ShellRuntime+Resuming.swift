import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShellRuntime {
  /// Takes a session up again: shows where it stands and adopts what a dead shell left for it.
  ///
  /// The target is an id, the beginning of one, or words of a title.
  ///
  /// - Throws: ``SessionsError`` or ``ShellError`` where there is no such session.
  package func resume(_ target: String) async throws {
    let session = try await directory.find(target)
    let id = session.id
    await adoptEvidence(of: id)
    try await addNamedEvidence(to: id)
    for location in parts.piped { try await parts.evidence?.addEvidence(location, to: id) }
    await post(.opened(session, orphans: try await adoptLines(of: id), reason: .resumed))
  }

  /// Makes another session current; what a dead shell left for it is shown with it.
  ///
  /// A turn is the one to show.
  func open(_ target: String, turn: Int?) async throws {
    let session = try await directory.find(target)
    // A script sends what it adopts; it asked for a session, and not for another's lines.
    let orphans = snapshot.front == .interactive ? try await adoptLines(of: session.id) : []
    await post(.opened(session, orphans: orphans, reason: .switched, turn: turn))
  }

  /// Takes over what dead shells left for a session.
  private func adoptLines(of id: Session.ID) async throws -> [OutboxEntry] {
    let orphans = try await parts.outbox.orphans(service: parts.serviceName)
    return try await parts.outbox.adopt(Self.conversationLines(orphans, of: id))
  }

  /// Takes the last used session up again.
  ///
  /// That is the one of the newest orphaned line, if a shell died behind its last use; a line whose
  /// session was never seen to open is sent again under its idempotency key.
  ///
  /// - Throws: ``ShellError/nothingToContinue`` where there is nothing to continue.
  package func resumeLast() async throws {
    let last = try parts.archive.sessions(service: parts.serviceName, limit: 1).first
    let orphans = try await parts.outbox.orphans(service: parts.serviceName)
    if let newest = orphans.last, newest.createdAt >= last?.usedAt ?? newest.createdAt {
      let lines = orphans.filter { $0.conversation == newest.conversation }
      if let session = lines.compactMap(\.session).first {
        return try await resume(session.rawValue)
      }
      await post(.adopted(try await parts.outbox.adopt(lines)))
      return
    }
    guard let last else {
      throw ShellError.nothingToContinue
    }
    try await resume(last.session.id.rawValue)
  }

  /// Lets later sessions of this shell read what a session reads, where nothing else was named.
  private func adoptEvidence(of id: Session.ID) async {
    guard let evidence = parts.evidence, (try? await evidence.evidence(of: nil))?.isEmpty == true
    else { return }
    for location in (try? await evidence.evidence(of: id)) ?? [] {
      // What has gone since can't be read; the report of a later turn names it.
      _ = try? await evidence.addEvidence(location, to: nil)
    }
  }

  /// Adds to a session what was named when it is taken up again and it does not read yet, and says so:
  /// what one names is meant for the next question.
  private func addNamedEvidence(to id: Session.ID) async throws {
    guard let evidence = parts.evidence else { return }
    let own = try await evidence.evidence(of: id)
    for location in try await evidence.evidence(of: nil)
    where !own.contains(location) && !parts.piped.contains(location) {
      try await evidence.addEvidence(location, to: id)
      await say(.notice(.evidenceAdded(location)))
    }
  }

  /// Keeps the line that is half-typed, for when this process or its terminal goes away; nil where it was
  /// entered or cleared.
  package func keepDraft(_ text: String?) async {
    guard let text, !text.trimmingBlanks().isEmpty else {
      if let id = draft { try? await parts.outbox.remove(id) }
      draft = nil
      return
    }
    let id = draft ?? .init()
    draft = id
    let current = snapshot.current
    let entry = OutboxEntry(
      id: id, service: parts.serviceName, conversation: current?.id ?? .init(),
      session: current?.session, text: text, idempotencyKey: "", stage: .draft, turn: 0,
      createdAt: Date())
    try? await parts.outbox.put(entry)
  }

  /// The lines for a session, with those of its conversation that did not know it yet.
  private static func conversationLines(
    _ orphans: [OutboxEntry], of id: Session.ID
  ) -> [OutboxEntry] {
    let conversations = Set(orphans.filter { $0.session == id }.map(\.conversation))
    return orphans.filter { $0.session == id || conversations.contains($0.conversation) }
  }
}
