import Redaction
import SessionsAPI

extension ShellRuntime {
  /// Looks up the session that is to be forgotten.
  func findToForget(_ target: String) async throws {
    await post(.forgettable(try await directory.name(target)))
  }

  /// Removes a session from this machine, and says what is left of it elsewhere.
  func forget(_ session: SessionName) async throws {
    try await SessionRemoval(
      evidence: parts.evidence, serviceName: parts.serviceName, archive: parts.archive,
      outbox: parts.outbox
    ).remove(session.id)
    offerQuestions()
    let keptBy = parts.evidence == nil ? parts.serviceName : nil
    await post(.forgot(ForgottenSession(session, keptBy: keptBy)))
  }

  /// Hands an answer, or a piece of evidence of a session, to the terminal's clipboard.
  func copy(_ answer: String, evidence number: Int?, of id: Session.ID) async {
    var text = answer
    var what = "the last answer"
    if let number {
      let archived = (try? parts.archive.messages(of: id, service: parts.serviceName)) ?? []
      switch SessionAnswers(archived, last: answer).evidence(number) {
      case .exhibit(let exhibit): text = ExhibitText.markdown(of: exhibit)
      case .answer(let item): text = item
      default: return await say(.notice(.noSuchEvidence(number)))
      }
      what = "evidence [\(number)]"
    }
    await say(.notice(await presenter.copy(PlainText.handedOn(text), called: what)))
  }

  /// Gives evidence to a session, or to the one that a line opens.
  func attach(_ locations: [EvidenceLocation], to owner: EvidenceOwner) async {
    for location in locations {
      do {
        try await parts.evidence?.attach(location, to: owner)
      } catch {
        await say(.error(ErrorReport(thrown: error)))
      }
    }
  }

  /// Gives what was attached to a session to another one too.
  func share(_ session: Session.ID, with owner: EvidenceOwner) async {
    do {
      try await parts.evidence?.share(evidenceOf: session, with: owner)
    } catch {
      await say(.error(ErrorReport(thrown: error)))
    }
  }

  /// Reads a file, whole or as far as a message takes it, that is to go with the next message.
  func readAttachment(_ path: String) async throws {
    let file = try AttachedFile(path)
    guard let evidence = parts.evidence else {
      guard let bytes = try await file.read(atMost: LogMessage.limit) else {
        throw ShellError.largeAttachment(file.name)
      }
      guard !bytes.isEmpty else {
        throw ShellError.badAttachment(path, reason: "there is nothing in it")
      }
      return try await attach(bytes, called: file.name, isSeen: false)
    }
    let place = try await evidence.place(for: file.name)
    let location = EvidenceLocation(path: place)
    let head: LogHead
    do {
      head = try await file.copy(to: place)
      guard head.bytes > 0 else {
        throw ShellError.badAttachment(path, reason: "there is nothing in it")
      }
    } catch {
      await evidence.discard(location)
      throw error
    }
    let content = Attachment.Content.evidence(location)
    await post(
      .attached(Attachment(name: file.name, head: head, content: content, isSeen: false)))
  }

  /// Runs a command in the terminal; what it prints goes with the next message.
  func runCommand(_ command: String) async throws {
    // Once its marks are gone, a secret looks like any word of a name.
    let name = Attachment.name(ofCommand: SecretMask.masked(command))
    guard let evidence = parts.evidence else {
      // One byte more than fits tells that there is more.
      let kept = BoundedBytes(limit: LogMessage.limit + 1)
      guard try await perform(command, { kept.take($0) }) else { return }
      return try await attach(kept.bytes, called: name, isSeen: true)
    }
    let place = try await evidence.place(for: name)
    let spool = try LogSpool(place)
    let location = EvidenceLocation(path: place)
    let room = BoundedCount(limit: LogSpool.limit)
    let hasPrinted: Bool
    let head: LogHead
    do {
      hasPrinted = try await perform(command) { bytes in
        room.take(bytes.count) && (try? spool.take(bytes)) != nil
      }
      head = try spool.finish()
    } catch {
      await evidence.discard(location)
      throw error
    }
    guard hasPrinted else { return await evidence.discard(location) }
    let content = Attachment.Content.evidence(location)
    await post(.attached(Attachment(name: name, head: head, content: content, isSeen: true)))
  }

  /// Runs a command, says how it ended where that was not well, and tells whether it printed anything.
  private func perform(
    _ command: String, _ keep: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
  ) async throws -> Bool {
    let count = BoundedCount(limit: .max)
    let run = CommandRun(command: command) { bytes in
      _ = count.take(bytes.count)
      return keep(bytes)
    }
    guard let end = await presenter.run(run) else { throw ShellError.runsNoCommands }
    if end != .exited(status: 0) { await say(.notice(.commandEnded(end))) }
    if count.count == 0 { await say(.notice(.nothingPrinted(command))) }
    return count.count > 0
  }

  private func attach(_ bytes: [UInt8], called name: String, isSeen: Bool) async throws {
    guard let text = LogMessage(bytes) else { throw ShellError.largeAttachment(name) }
    var head = LogHead()
    head.take(bytes)
    head.finish()
    await post(
      .attached(Attachment(name: name, head: head, content: .text(text), isSeen: isSeen)))
  }
}
