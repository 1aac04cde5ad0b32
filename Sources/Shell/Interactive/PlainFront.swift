import CPlatform

/// A conversation at a terminal that can't, or shouldn't, edit lines: append-only, no animation.
///
/// For `TERM=dumb` and `--plain`: the terminal itself edits the line, and a screen reader reads on.
package struct PlainFront: Sendable {
  private let runtime: ShellRuntime
  private let screen: PlainConversation
  private let signals: AsyncStream<Int32>

  /// Makes the front, which keeps what interrupts it from now on: make it before the greeting.
  ///
  /// `interrupts` are those that somebody has listened for before, if so.
  package init(
    runtime: ShellRuntime, screen: PlainConversation, interrupts: AsyncStream<Int32>? = nil
  ) {
    self.runtime = runtime
    self.screen = screen
    signals = interrupts ?? Interrupts.stream()
  }

  /// Runs the conversation until the user leaves.
  ///
  /// - Throws: ``EndingSignal`` where a signal was the end.
  package func run(_ lines: LineSource) async throws(EndingSignal) {
    await screen.show(runtime.snapshot)
    let reader = Task {
      while await runtime.exitStatus == nil, !Task.isCancelled {
        // A terminal can be read on behind a Ctrl-D, so the first one may be answered by a warning.
        guard let line = await lines.next() else {
          await holdingPrompt { await runtime.post(.endOfInput) }
          await lines.readOn()
          continue
        }
        await take(line)
      }
    }
    let interrupts = Task { [signals] () -> Int32? in
      for await signal in signals {
        // The terminal has thrown away what was typed on the line.
        guard signal == SIGINT else {
          await runtime.leave(.success)
          return signal
        }
        await holdingPrompt { await runtime.post(.interrupted(clearedText: false)) }
      }
      return nil
    }
    _ = await runtime.finish()
    await screen.stop()
    reader.cancel()
    interrupts.cancel()
    if let signal = await interrupts.value { throw EndingSignal(number: signal) }
  }

  private func take(_ line: String) async {
    await screen.endLine()
    await runtime.keep(line: line, telling: false)
    await holdingPrompt {
      await runtime.post(.submitted(line))
      await runtime.lookedUp()
    }
  }

  /// Does something, and asks for the next line behind all that it says, unless it was the end.
  private func holdingPrompt(_ body: () async -> Void) async {
    await screen.hold()
    await body()
    guard await runtime.exitStatus == nil else { return }
    await screen.release()
  }
}
