import Investigation
import Logging
import SessionsAPI
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Works on one claimed turn: investigates, tells progress, renews the claim, keeps the answer.
struct TurnWorker: Sendable {
  let store: any SessionStore
  let engine: any InvestigationEngine
  let board: ChangeBoard
  let work: TurnsAtWork
  let settings: ServiceSettings
  let clock: ServiceClock
  let logger: Logger

  /// What ends the work on a turn first.
  private enum End: Sendable {
    case outcome(TurnOutcome)
    /// Another process has the turn now, or somebody ended it.
    case claimLost
    /// The service is stopping.
    case stopped

    /// What is measured of it.
    var outcome: TurnMeasure.Outcome {
      switch self {
      case .outcome(.answered): .answered
      case .outcome(.failed): .failed
      case .claimLost: .lost
      case .stopped: .stopped
      }
    }
  }

  /// Works until the turn has ended, its claim is lost, or the task is cancelled.
  func work(on turn: ClaimedTurn) async {
    let measure = TurnMeasure()
    let loss = work.begin(turn.claim)
    defer { work.end(turn.claim) }
    let end = await withTaskGroup(of: End.self) { group in
      group.addTask { await investigate(turn) }
      group.addTask { await keepClaim(turn) }
      group.addTask {
        await loss.wait()
        return loss.hasCome ? .claimLost : .stopped
      }
      let first = await group.next() ?? .stopped
      group.cancelAll()
      return first
    }
    let claim = turn.claim
    let metadata: Logger.Metadata = [
      "session": "\(claim.session)", "turn": "\(claim.number)",
    ]
    var outcome = end.outcome
    do {
      switch end {
      case .outcome(let result):
        if try await !finish(claim, with: result) { outcome = .lost }
      case .claimLost: logger.debug("claim lost", metadata: metadata)
      case .stopped:
        // The task is cancelled already; giving the turn back must not be.
        try await Task { try await store.release(claim, at: clock.now()) }.value
      }
    } catch {
      outcome = .stopped
      logger.error(
        "cannot end turn", metadata: metadata.merging(["error": "\(error)"]) { $1 })
    }
    measure.end(outcome)
    await board.change(claim.session)
    await board.settle(claim.session)
  }

  /// Keeps the answer, however long the store is busy or full; those who wait are told why.
  ///
  /// - Returns: whether it was kept; false where the claim was lost meanwhile.
  /// - Throws: the store's error, where the service stops meanwhile: the turn is then open again.
  private func finish(_ claim: TurnClaim, with outcome: TurnOutcome) async throws -> Bool {
    var pause = Duration.milliseconds(50)
    while true {
      do {
        // An answer that is ready is kept even while the service stops.
        let isKept = try await Task {
          try await store.finish(claim, with: outcome, at: clock.now())
        }.value
        await board.setTrouble(nil, of: claim.session)
        return isKept
      } catch {
        guard !Task.isCancelled else { throw error }
        if pause >= Self.troublingPause {
          await board.setTrouble(StoreFailure.cause(of: error), of: claim.session)
        }
        logger.error("cannot keep answer", metadata: ["error": "\(error)"])
        try await clock.sleep(pause)
        pause = min(pause * 2, .seconds(5))
      }
    }
  }

  /// The pause between two tries from which those who wait are told of the trouble.
  private static let troublingPause = Duration.milliseconds(200)

  private func investigate(_ turn: ClaimedTurn) async -> End {
    var inquiry = Inquiry(
      question: turn.input,
      incidentTime: turn.incidentTime.map { Instant(milliseconds: $0.milliseconds) },
      depth: .init(turn.thinkingMode),
      evidence: turn.evidence.filter { $0.purpose == .evidence }.map(\.path),
      baseline: turn.evidence.filter { $0.purpose == .baseline }.map(\.path),
      memory: turn.memory)
    inquiry.turn = turn.claim.number
    inquiry.session = turn.claim.session.rawValue
    inquiry.isAlone = turn.engineEnds.isSuspect
    let (steps, continuation) = AsyncStream.makeStream(
      of: InvestigationProgress.self, bufferingPolicy: .bufferingNewest(1))
    let reporting = Task { await tell(steps, of: turn.claim) }
    let end: End
    do {
      // The service may have ended before it could say so.
      guard !turn.engineEnds.isGuilty else { throw GuiltyTurn() }
      let answer = try await answer(&inquiry, of: turn.claim) { continuation.yield($0) }
      end = .outcome(
        .answered(
          markdown: answer.markdown, report: report(of: answer, to: turn.claim),
          memory: answer.memory))
    } catch is ClaimLost {
      end = .claimLost
    } catch is CancellationError {
      end = .stopped
    } catch {
      end = Task.isCancelled ? .stopped : .outcome(.failed(reason: Self.words(for: error)))
    }
    // The answer waits for no pause between two steps.
    reporting.cancel()
    await reporting.value
    return end
  }

  /// The report of an answer, read once before it is kept; nil where it has none that can be.
  private func report(of answer: Answer, to claim: TurnClaim) -> SessionsAPI.Report? {
    guard let json = answer.report else { return nil }
    do {
      return try StoredReport.take(json)
    } catch {
      logger.error(
        "report left out",
        metadata: [
          "session": "\(claim.session)", "turn": "\(claim.number)", "error": "\(error)",
        ])
      return nil
    }
  }

  /// Thrown where another process has the turn now.
  private struct ClaimLost: Error {}

  /// Asks the engine, again where its process ended beneath the turn: alone, and not for ever.
  private func answer(
    _ inquiry: inout Inquiry, of claim: TurnClaim,
    progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    while true {
      do {
        return try await engine.answer(inquiry, progress: progress)
      } catch let end as EngineEnd {
        guard let ends = try await note(end, of: claim) else { throw ClaimLost() }
        guard !ends.isGuilty else { throw GuiltyTurn(reason: end.reason) }
        inquiry.isAlone = true
      }
    }
  }

  /// Counts an end of the engine's process, however long the store is busy or full: uncounted, the
  /// turn could end one process after the other.
  private func note(_ end: EngineEnd, of claim: TurnClaim) async throws -> EngineEnds? {
    var pause = Duration.milliseconds(50)
    while true {
      do {
        return try await store.noteEngineEnd(wasAlone: end.wasAlone, of: claim)
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        logger.error("cannot count engine's end", metadata: ["error": "\(error)"])
        try await clock.sleep(pause)
        pause = min(pause * 2, .seconds(5))
      }
    }
  }

  /// Writes the newest step, a few times a second at the most.
  private func tell(_ steps: AsyncStream<InvestigationProgress>, of claim: TurnClaim) async {
    for await step in steps {
      let progress = Progress(
        step: step.step, done: step.done, total: step.total, updatedAt: clock.now())
      do {
        try await store.report(progress, of: claim)
        await board.change(claim.session)
      } catch {
        logger.debug("cannot keep progress", metadata: ["error": "\(error)"])
      }
      try? await clock.sleep(.milliseconds(100))
    }
  }

  /// Renews the claim until it is lost or the turn's time is used up.
  private func keepClaim(_ turn: ClaimedTurn) async -> End {
    var worked = turn.worked
    while true {
      let rest = settings.timeLimit - worked
      guard rest > .zero else {
        return .outcome(.failed(reason: Self.words(forLimit: settings.timeLimit)))
      }
      do {
        try await clock.sleep(min(settings.renewal, rest))
        guard let sum = try await store.renew(turn.claim, at: clock.now(), lease: settings.lease)
        else { return .claimLost }
        worked = sum
      } catch is CancellationError {
        return .stopped
      } catch {
        logger.warning("cannot renew claim", metadata: ["error": "\(error)"])
      }
    }
  }

  private static func words(for error: any Error) -> String {
    "## Failed\n\nThe investigation could not be carried out: \(error)"
  }

  private static func words(forLimit limit: Duration) -> String {
    let seconds = limit.components.seconds
    let time =
      seconds == 3600
      ? "one hour" : seconds % 60 == 0 ? "\(seconds / 60) minutes" : "\(seconds) seconds"
    return "## Failed\n\nThe investigation had not ended after \(time), the limit for a turn. "
      + "Ask again with a narrower question, or a shorter window of time."
  }
}

/// A turn that ended the engine's process each time it ran in it alone.
private struct GuiltyTurn: Error, CustomStringConvertible {
  /// How the process ended last, in half a sentence; nil where that is not known any more.
  var reason: String?

  var description: String {
    "the engine ended twice while it worked on this question and nothing else"
      + (reason.map { ": \($0)" } ?? "")
      + ". Everything else goes on. Ask in other words, or about less evidence."
  }
}

extension Inquiry.Depth {
  /// The depth of a thinking mode.
  init(_ mode: ThinkingMode) {
    self =
      switch mode {
      case .auto: .auto
      case .deep: .deep
      case .fast: .fast
      }
  }
}
