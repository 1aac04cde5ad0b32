import SessionsAPI

/// Whether the store can be written and read, found out by doing both, for all who ask at once.
///
/// Askers are many and anonymous, and each look costs the disk a write: so there is at most one in
/// some time, and whoever asks meanwhile is told what it found, or waits for it.
actor Readiness {
  private let interval: Duration
  private let patience: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let probe: @Sendable () async throws -> Void
  private var look: Look?

  /// One look: when it began, and what it found once it has ended.
  private struct Look {
    let began: ContinuousClock.Instant
    let end = Ending()
    var trouble: (any Error)?
  }

  /// Makes a readiness that looks by a probe.
  ///
  /// `interval` is the time between two looks; `patience` is how long a look may take before it is
  /// told that the store does not answer.
  init(
    interval: Duration = .seconds(2), patience: Duration = .seconds(3),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    probe: @escaping @Sendable () async throws -> Void
  ) {
    self.interval = interval
    self.patience = patience
    self.now = now
    self.probe = probe
  }

  /// Tells what keeps the store from being written and read; nil where nothing does.
  func trouble() async -> (any Error)? {
    let look = current()
    if !look.end.hasCome { await wait(for: look.end) }
    guard let latest = self.look, latest.end.hasCome else { return StoreSilence() }
    return latest.trouble
  }

  /// The look whose finding still counts, or one that begins now.
  private func current() -> Look {
    if let look, !look.end.hasCome || look.began.duration(to: now()) < interval { return look }
    let begun = Look(began: now())
    look = begun
    // Not a child of whoever asked: the others want to know although that one may go away, and a
    // disk that hangs must not hold anybody.
    Task {
      var trouble: (any Error)?
      do {
        try await probe()
      } catch {
        trouble = error
      }
      look?.trouble = trouble
      begun.end.come()
    }
    return begun
  }

  private func wait(for end: Ending) async {
    let patience = patience
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await end.wait() }
      group.addTask { try? await ContinuousClock().sleep(for: patience) }
      await group.next()
      group.cancelAll()
    }
  }
}

/// A store that neither does what it is asked nor says why.
struct StoreSilence: Error {}
