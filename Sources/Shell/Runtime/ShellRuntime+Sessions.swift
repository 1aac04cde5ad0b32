import SessionsAPI

extension ShellRuntime {
  /// Shows a table of sessions at once; one that this machine made of what it knew is refreshed
  /// behind it at a terminal, and before it in a script, which reads it only once.
  func list(_ query: SessionsQuery) async throws {
    var listing = try await directory.page(query, current: snapshot.current?.session)
    let isInteractive = snapshot.front == .interactive
    if !isInteractive { listing = try await directory.refresh(listing) }
    await post(.listed(listing.rows.map(\.id)))
    await say(.result(.sessions(live(listing.rows), remark: listing.remark)))
    guard isInteractive, listing.isFromMemory else { return }
    let shown = listing
    begin { await self.refresh(shown) }
  }

  /// Fetches the sessions of a table that is shown, and tells what of it has changed.
  private func refresh(_ listing: SessionListing) async {
    guard let fresh = try? await directory.refresh(listing) else { return }
    let remarks = fresh.remarks.dropFirst(listing.remarks.count)
    for remark in remarks { await say(.notice(.fallback(remark))) }
    let known = live(listing.rows)
    let changed = zip(known, live(fresh.rows)).filter { $0.activity != $1.activity }.map(\.1)
    guard !changed.isEmpty else { return }
    await say(.notice(.changedMeanwhile(changed)))
  }

  private func live(_ rows: [SessionRow]) -> [SessionRow] {
    snapshot.live(rows, at: clock.now)
  }

  /// Follows what other shells of this machine, and earlier starts, have set going, so that its end is
  /// told here too; until the shell leaves.
  package func observeOthers(every pause: Duration = .seconds(5)) {
    begin { await self.lookOut(every: pause) }
  }

  /// The sessions that are followed at the most for others; the contract's limit of running sessions
  /// is far below it.
  private static let observedSessions = 20
  /// The pause that looks grow to while the service is away, by doubling.
  private static let longestLookout = Duration.seconds(60)

  private func lookOut(every shortest: Duration) async {
    var pause = shortest
    // What is not there any more is not looked for again.
    var gone: Set<Session.ID> = []
    while !Task.isCancelled {
      do {
        try await notice(except: &gone)
        pause = shortest
      } catch is CancellationError {
        return
      } catch {
        pause = min(pause * 2, Self.longestLookout)
      }
      try? await clock.sleep(for: pause)
    }
  }

  /// Looks once for running sessions that nobody here follows.
  private func notice(except gone: inout Set<Session.ID>) async throws {
    let running = try parts.archive.running(
      service: parts.serviceName, limit: Self.observedSessions)
    for id in running where !gone.contains(id) {
      guard !snapshot.conversations.contains(where: { $0.session == id && $0.turn != nil }) else {
        continue
      }
      do {
        let session = try await directory.fetch(id)
        if session.status.isRunning { await post(.noticed(session)) }
      } catch is ShellError {
        gone.insert(id)
      } catch let error as SessionsError where !error.isAway {
        gone.insert(id)
      }
    }
  }
}
