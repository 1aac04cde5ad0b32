/// Ends a script from outside: when its time has passed, or at Ctrl-C.
package struct ScriptLimits: Sendable {
  private let runtime: ShellRuntime
  private let timeLimit: Duration?
  private let interrupts: AsyncStream<Int32>?

  /// Makes the limits; `interrupts` are those that somebody has listened for before, if so.
  package init(
    runtime: ShellRuntime, timeLimit: Duration?, interrupts: AsyncStream<Int32>? = nil
  ) {
    self.interrupts = interrupts
    self.runtime = runtime
    self.timeLimit = timeLimit
  }

  /// Runs a script; at the limit, says how to come back and leaves, also while nothing is read.
  package func watch(_ script: @escaping @Sendable () async -> ExitStatus) async -> ExitStatus {
    // Before anything is told: who answers it with Ctrl-C is heard.
    let interrupts = interrupts ?? Interrupts.stream()
    return await withTaskGroup(of: ExitStatus?.self) { group in
      if let timeLimit {
        group.addTask {
          guard (try? await ContinuousClock().sleep(for: timeLimit)) != nil else { return nil }
          return await stop(
            .timeout, "The time limit of \(timeLimit.inWords) has passed.", .timeout)
        }
      }
      group.addTask {
        for await _ in interrupts {
          return await stop(.interrupted, "Interrupted.", .interrupted)
        }
        return nil
      }
      group.addTask { await script() }
      var status: ExitStatus?
      while status == nil, let ended = await group.next() { status = ended }
      group.cancelAll()
      return status ?? .fault
    }
  }

  private func stop(
    _ code: ErrorReport.Code, _ reason: String, _ status: ExitStatus
  ) async -> ExitStatus {
    let state = await runtime.snapshot
    let way =
      state.current?.activeTurn == nil
      ? ""
      : " Come back to the turn with: \(state.command) "
        + (state.current?.session.map { "--session \($0)" } ?? "--continue")
    await runtime.say(.error(ErrorReport(code: code, message: reason + way)))
    await runtime.leave(status)
    return status
  }
}

extension Duration {
  /// The duration in seconds, in words; to a tenth where it is longer than that.
  var inWords: String {
    let seconds = inSeconds < 0.1 ? inSeconds : (inSeconds * 10).rounded() / 10
    let number = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return "\(number) s"
  }
}
