import CPlatform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A conversation at a terminal that can't, or shouldn't, edit lines: append-only, no animation.
///
/// For `TERM=dumb` and `--plain`: the terminal itself edits the line, and a screen reader reads on.
package struct PlainFront: Sendable {
  private let runtime: ShellRuntime
  private let history: HistoryFile
  private let signals = Interrupts.stream()

  /// Makes the front, which keeps what interrupts it from now on: make it before the greeting.
  package init(runtime: ShellRuntime, history: HistoryFile) {
    self.runtime = runtime
    self.history = history
  }

  /// Runs the conversation until the user leaves.
  package func run(_ lines: LineSource) async -> ExitStatus {
    let reader = Task {
      while await runtime.exitStatus == nil, !Task.isCancelled {
        // A terminal can be read on behind a Ctrl-D, so the first one may be answered by a warning.
        guard let line = await lines.next() else {
          await runtime.post(.endOfInput)
          await lines.readOn()
          continue
        }
        await take(line)
      }
    }
    let interrupts = Task { [signals] in
      for await signal in signals {
        // The terminal has thrown away what was typed on the line.
        guard signal == SIGINT else { return await runtime.leave(.success) }
        await runtime.post(.interrupted(clearedText: false))
      }
    }
    defer {
      reader.cancel()
      interrupts.cancel()
    }
    return await runtime.finish()
  }

  private func take(_ line: String) async {
    let session = await runtime.snapshot.current?.session
    if !line.trimmingBlanks().isEmpty {
      _ = history.append(line, session: session, at: Date())
    }
    await runtime.post(.submitted(line))
  }
}
