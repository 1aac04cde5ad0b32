import SessionsAPI

extension ShellRuntime {
  /// Lists the evidence of the embedded service, or adds to it.
  func evidence(_ action: Command.EvidenceAction, of id: Session.ID?) async throws {
    guard let evidence = parts.evidence else {
      throw SessionsError.badRequest(
        "Only the embedded service reads evidence; this one is \(parts.serviceName).")
    }
    switch action {
    case .list:
      await say(.result(.evidence(try await evidence.evidence(of: id))))
    case .add(let path):
      try await evidence.addEvidence(EvidenceLocation(path: path), to: id)
      await say(.notice(.evidenceAdded(path)))
    }
  }

  /// Lists the lines typed, stops keeping them, or deletes some.
  func history(_ action: Command.HistoryAction) async {
    switch action {
    case .list:
      await say(.result(.history(Array(parts.history.entries().suffix(Self.historyPage)))))
    case .off:
      parts.history.turnOff()
      await say(.notice(.historyOff))
    case .delete(let words):
      do {
        await say(.notice(.historyDeleted(try parts.history.delete(containing: words))))
      } catch {
        await say(.error(ErrorReport(code: .internalFault, message: "\(error)")))
      }
    }
  }
}
