import SessionsAPI

extension ShellRuntime {
  /// Lists the evidence of the embedded service, or adds to it.
  func evidence(_ action: Command.EvidenceAction, of id: Session.ID?) async throws {
    guard let evidence = parts.evidence else {
      throw ShellError.readsNoEvidence(service: parts.serviceName)
    }
    switch action {
    case .list:
      await say(.result(.evidence(try await rows(of: id, evidence))))
    case .refresh:
      guard let id else { return }
      await say(.notice(.refreshing))
      await say(.result(.refreshed(try await evidence.refresh(id))))
    case .add(let location):
      let added = try await evidence.addEvidence(location, to: id)
      await say(.notice(.evidenceAdded(added)))
      if snapshot.front == .script {
        await say(.result(.evidence(try await rows(of: id, evidence))))
      } else if let check = await evidence.check(added) {
        await say(.notice(.sourceTried(check)))
      }
    }
  }

  /// The evidence of a session, its sources tried, all at once.
  private func rows(
    of id: Session.ID?, _ evidence: any EvidenceService
  ) async throws -> [EvidenceRow] {
    let locations = try await evidence.evidence(of: id)
    return await withTaskGroup(of: (Int, EvidenceRow).self) { group in
      for (place, location) in locations.enumerated() {
        group.addTask { (place, EvidenceRow(location, check: await evidence.check(location))) }
      }
      var rows: [(Int, EvidenceRow)] = []
      for await row in group { rows.append(row) }
      return rows.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Writes a session to a file, and says where.
  func export(_ id: Session.ID, _ request: ExportRequest) async throws {
    let (session, staleness) = try await directory.copy(of: id.rawValue)
    let exported = try SessionExport.write(session, request, staleness: staleness)
    await say(.result(.exported(exported)))
  }

  /// Shows evidence or a section of a session's answers, as the archive has them.
  func show(_ target: Command.ShowTarget, of id: Session.ID, lastAnswer: String) async {
    let archived = (try? parts.archive.messages(of: id, service: parts.serviceName)) ?? []
    let answers = SessionAnswers(archived, last: lastAnswer)
    switch target {
    case .evidence(let number):
      await show(answers.evidence(number), or: .noSuchEvidence(number))
    case .section(let name):
      await show(answers.section(name), or: .noSuchSection(name, known: answers.sections))
    case .lastAnswer, .transcript: break
    }
  }

  /// Shows what was found, or says that it was not; to a script as a result too.
  private func show(_ found: CommandResult?, or remark: Notice) async {
    if let found { return await say(.result(found)) }
    await say(.notice(remark))
    if snapshot.front == .script { await say(.result(.done(command: "show", remark))) }
  }

  /// Shows where words stand in the transcripts; `/switch` takes the numbers.
  func find(_ words: String) async throws {
    let found = try await directory.search(words)
    await post(.found(found))
    await say(.result(.found(found, .conversation)))
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
        let count = try parts.history.delete(containing: words)
        try? parts.archive.conceal(questionsWith: words)
        await say(.notice(.historyDeleted(count)))
      } catch {
        await say(.error(ErrorReport(code: .internalFault, message: "\(error)")))
      }
    }
  }
}
