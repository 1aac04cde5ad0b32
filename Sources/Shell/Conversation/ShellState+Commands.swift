import SessionsAPI
import Terminal

extension ShellState {
  /// Carries a slash-command out; in a script it has a result of its own, if only that it was done.
  mutating func perform(_ command: Command, at now: ContinuousClock.Instant) -> [ShellEffect] {
    let effects = act(on: command, at: now)
    guard front == .script, !effects.contains(where: \.answersCommand) else { return effects }
    let remark = effects.lazy.compactMap(\.notice).first
    return [.emit(.result(.done(command: command.name, remark)))] + effects
  }

  private mutating func act(
    on command: Command, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    switch command {
    case .new(let options, let text):
      makeCurrent(nil)
      let mode = options.thinkingMode == .auto ? nextOptions.thinkingMode : options.thinkingMode
      nextOptions = options
      nextOptions.thinkingMode = mode
      guard let text else { return [.emit(.notice(.nextLineOpensSession))] }
      return openSession(with: text, at: now)
    case .sessions(let query): return [.listSessions(query)]
    case .switchTo("-"):
      guard let previous = previous?.session else { return [.emit(.notice(.noPrevious))] }
      return [.open(previous.rawValue)]
    case .switchTo(let target):
      let hit = hit(target)
      if let hit, hit.isElsewhere { return [.openElsewhere(hit)] }
      return [.open(toldSession(target)?.rawValue ?? target, turn: hit?.turn)]
    case .status: return [.emit(.result(.status(statusReport(at: now))))]
    case .watch: return watch()
    case .detach:
      guard var current, current.activeTurn != nil else { return [.emit(.notice(.nothingRuns))] }
      current.isWatched = false
      self[current.id] = current
      return [.emit(.notice(current.detachment))]
    case .stop: return stop()
    case .show(let target): return show(target)
    case .detail(let isFull):
      showsWholeAnswers = isFull ?? showsWholeAnswers
      return [.emit(.notice(.detail(isFull: showsWholeAnswers, isNew: isFull != nil)))]
    case .queue(let action): return changeQueue(action)
    case .retry: return retry(at: now)
    case .find(let words): return [.find(words)]
    case .export(let request):
      guard let session = current?.session else { return [.emit(.notice(.noAnswerYet))] }
      return [.export(request, session)]
    case .edit(let text): return [.compose(text)]
    case .rename(let name): return rename(name)
    case .forget(let target): return forget(target)
    case .copy(let number): return copy(number)
    case .attach(let action): return attach(action)
    case .run(let command): return [.runCommand(command)]
    case .evidence(let action): return [.evidence(action, current?.session)]
    case .refresh:
      guard let session = current?.session else { return [.emit(.notice(.noAnswerYet))] }
      guard current?.activeTurn == nil else { return [.emit(.notice(.refreshesLater))] }
      return [.evidence(.refresh, session)]
    case .history(let action): return [.history(action)]
    case .profile(let name): return changeProfile(name)
    case .theme(let name):
      theme = name ?? theme
      let others = Theme.Name.allCases.filter { $0 != theme }.map(\.rawValue)
      return [
        .emit(.notice(.theme(name: theme.rawValue, others: others, isNew: name != nil)))
      ]
    case .help(let topic): return help(topic)
    case .quit: return leave()
    }
  }

  private mutating func watch() -> [ShellEffect] {
    guard var current, current.activeTurn != nil else { return [.emit(.notice(.nothingRuns))] }
    current.isWatched = true
    self[current.id] = current
    return [.emit(.notice(.watching(title: current.title)))]
  }

  private mutating func show(_ target: Command.ShowTarget) -> [ShellEffect] {
    guard var current, let session = current.session else {
      return [.emit(.notice(.noAnswerYet))]
    }
    current.unread = 0
    self[current.id] = current
    switch target {
    case .transcript: return [.showTranscript(session)]
    case .lastAnswer:
      guard let answer = current.lastAnswer else { return [.emit(.notice(.noAnswerYet))] }
      return [.emit(.result(.answer(answer)))]
    case .evidence, .section:
      guard let answer = current.lastAnswer else { return [.emit(.notice(.noAnswerYet))] }
      return [.showPart(target, session, lastAnswer: answer)]
    }
  }

  private mutating func changeQueue(_ action: Command.QueueAction) -> [ShellEffect] {
    guard var current, !current.queue.isEmpty else {
      let turn = current?.activeTurn.flatMap { $0.entry.stage == .accepted ? nil : $0 }
      let remark = ShellEffect.emit(
        .notice(turn.map { .queueEmptyBehind($0.entry.text) } ?? .queueEmpty))
      return action == .list ? [remark, .emit(.result(.queue([])))] : [remark]
    }
    switch action {
    case .list: return [.emit(.result(.queue(current.queue.map(\.text))))]
    case .clear:
      let dropped = current.queue
      current.queue = []
      current.holdsQueue = false
      self[current.id] = current
      return dropped.map { .discard($0.id) } + [.emit(.notice(.queueDropped(dropped.count)))]
    case .drop(let number):
      guard current.queue.indices.contains(number - 1) else {
        return [.emit(.notice(.noSuchQueuedLine(number, count: current.queue.count)))]
      }
      let dropped = current.queue.remove(at: number - 1)
      self[current.id] = current
      return [.discard(dropped.id), .emit(.notice(.queueDropped(1)))]
    }
  }

  private func help(_ topic: String?) -> [ShellEffect] {
    guard let topic else {
      return [.emit(.result(.help(CommandTable.all.map(CommandSpecHelp.init))))]
    }
    do {
      let name = topic.hasPrefix("/") ? String(topic.dropFirst()) : topic
      return [.emit(.result(.help([CommandSpecHelp(try CommandTable.find(name))])))]
    } catch {
      return [.emit(.error(ErrorReport(code: .usage, message: error.description)))]
    }
  }

  private func statusReport(at now: ContinuousClock.Instant) -> StatusReport {
    let turn = current?.activeTurn
    var report = StatusReport(
      session: current?.session, title: current?.title ?? "", status: current?.status,
      turn: current?.turns ?? 0, queued: current?.queue.count ?? 0,
      alsoRunning: running.filter { $0.id != currentID }.map(\.title))
    report.elapsed = turn.map { ($0.startedAt.duration(to: now)).inSeconds }
    report.unchanged = turn.map { ($0.changedAt.duration(to: now)).inSeconds }
    report.progress = turn?.progress
    report.waiting = turn?.pause?.error.message
    return report
  }
}

extension Duration {
  /// The duration in seconds, with fractions.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
