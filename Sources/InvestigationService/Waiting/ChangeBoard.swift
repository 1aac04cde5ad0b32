import SessionsAPI

/// Wakes those who wait for a session to change.
///
/// A waiter reads the session's generation first and its state second: a change in between has
/// raised the generation, and the wait ends at once. So no wake-up is lost.
actor ChangeBoard {
  private var generations: [Session.ID: Int] = [:]
  /// Counts the changes that may concern any session.
  private var common = 0
  /// Why answers that are ready cannot be kept.
  private var troubles: [Session.ID: StoreProblem.Cause] = [:]
  /// Why turns that wait cannot be taken up; nil where nothing is wrong.
  private(set) var claimTrouble: StoreProblem?
  private var waiters: [Session.ID: [Int: CheckedContinuation<Void, Never>]] = [:]
  /// Those who want to know that somebody waits.
  private var watchers: [CheckedContinuation<Void, Never>] = []
  private var nextWaiter = 0
  private var abandoned: Set<Int> = []
  /// Whether nobody shall wait any more, because the process is leaving.
  private(set) var isClosed = false

  /// Whether anybody waits for anything.
  var hasWaiters: Bool { !waiters.isEmpty }

  /// Counts the changes of a session so far.
  func generation(of id: Session.ID) -> Int {
    generations[id, default: 0] + common
  }

  /// Tells that a session changed.
  func change(_ id: Session.ID) {
    generations[id, default: 0] += 1
    for waiter in (waiters.removeValue(forKey: id) ?? [:]).values { waiter.resume() }
  }

  /// Why the answer of a session cannot be kept; nil where nothing is wrong.
  func trouble(of id: Session.ID) -> StoreProblem? {
    troubles[id].map { StoreProblem($0, in: .keepingAnswer) }
  }

  /// Tells why the answer of a session cannot be kept, or that it is.
  func setTrouble(_ reason: StoreProblem.Cause?, of id: Session.ID) {
    guard troubles[id] != reason else { return }
    troubles[id] = reason
    change(id)
  }

  /// Tells why no turn can be taken up, or that turns are again.
  func setClaimTrouble(_ reason: StoreProblem.Cause?) {
    let trouble = reason.map { StoreProblem($0, in: .takingUp) }
    guard claimTrouble != trouble else { return }
    claimTrouble = trouble
    changeAny()
  }

  /// Tells that any session may have changed, as after another process's commit.
  func changeAny() {
    common += 1
    let woken = waiters
    waiters = [:]
    for waiter in woken.values.flatMap(\.values) { waiter.resume() }
  }

  /// Tells of a commit that was made anywhere: wakes those whose session it changed or left without
  /// an open turn, and makes those who are about to wait look once more.
  func noteCommit(changed: Set<Session.ID>, open: Set<Session.ID>) {
    common += 1
    for id in Array(waiters.keys) where changed.contains(id) || !open.contains(id) {
      for waiter in (waiters.removeValue(forKey: id) ?? [:]).values { waiter.resume() }
    }
  }

  /// Whether anybody waits for a session.
  func isAwaited(_ id: Session.ID) -> Bool {
    waiters[id] != nil
  }

  /// Ends every wait, and those to come.
  func close() {
    isClosed = true
    changeAny()
  }

  /// Forgets the count of a session that nothing more will happen to for now.
  ///
  /// The common count rises instead, so that no generation is ever seen twice.
  func settle(_ id: Session.ID) {
    guard waiters[id] == nil, let count = generations.removeValue(forKey: id) else { return }
    common += count
  }

  /// Waits until a session has changed since a generation, or the task is cancelled.
  func wait(for id: Session.ID, beyond generation: Int) async {
    guard self.generation(of: id) == generation, !isClosed, !Task.isCancelled else { return }
    nextWaiter += 1
    let number = nextWaiter
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if abandoned.remove(number) != nil {
          continuation.resume()
        } else {
          waiters[id, default: [:]][number] = continuation
          wakeWatchers()
        }
      }
    } onCancel: {
      Task { await self.abandon(number, of: id) }
    }
    abandoned.remove(number)
  }

  /// Waits until somebody waits for anything, or the task is cancelled.
  func waitForWaiters() async {
    guard waiters.isEmpty, !Task.isCancelled else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { watchers.append($0) }
    } onCancel: {
      Task { await self.wakeWatchers() }
    }
  }

  private func wakeWatchers() {
    let woken = watchers
    watchers = []
    for watcher in woken { watcher.resume() }
  }

  private func abandon(_ number: Int, of id: Session.ID) {
    if let waiter = waiters[id]?.removeValue(forKey: number) {
      if waiters[id]?.isEmpty == true { waiters[id] = nil }
      waiter.resume()
    } else {
      abandoned.insert(number)
    }
  }
}
