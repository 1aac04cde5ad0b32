package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShellRuntime {
  /// Takes a session up again: shows where it stands and adopts what a dead shell left for it.
  ///
  /// - Throws: ``SessionsError`` where there is no such session.
  package func resume(_ id: Session.ID) async throws {
    let session = try await directory.fetch(id)
    let orphans = try await parts.outbox.orphans(service: parts.serviceName)
    let mine = Self.conversationLines(orphans, of: id)
    let adopted = try await parts.outbox.adopt(mine)
    await post(.opened(session, orphans: adopted, reason: .resumed))
  }

  /// Takes the last used session up again.
  ///
  /// That is the one of the newest orphaned line, if a shell died behind its last use; a line whose
  /// session was never seen to open is sent again under its idempotency key.
  ///
  /// - Throws: ``SessionsError/notFound(_:)`` where there is nothing to continue.
  package func resumeLast() async throws {
    let last = try parts.archive.sessions(service: parts.serviceName, limit: 1).first
    let orphans = try await parts.outbox.orphans(service: parts.serviceName)
    if let newest = orphans.last, newest.createdAt >= last?.usedAt ?? newest.createdAt {
      let lines = orphans.filter { $0.conversation == newest.conversation }
      if let session = lines.compactMap(\.session).first { return try await resume(session) }
      await post(.adopted(try await parts.outbox.adopt(lines)))
      return
    }
    guard let last else {
      throw SessionsError.notFound("There is no session to continue yet. Ask something first.")
    }
    try await resume(last.session.id)
  }

  /// Keeps a line that was half-typed when its terminal went away.
  package func keepDraft(_ text: String) async {
    guard !text.trimmingBlanks().isEmpty else { return }
    let current = snapshot.current
    let entry = OutboxEntry(
      id: .init(), service: parts.serviceName, conversation: current?.id ?? .init(),
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
