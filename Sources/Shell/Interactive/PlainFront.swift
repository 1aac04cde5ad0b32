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

  package init(runtime: ShellRuntime, history: HistoryFile) {
    self.runtime = runtime
    self.history = history
  }

  /// Runs the conversation until the user leaves.
  package func run(_ lines: LineSource) async -> ExitStatus {
    let reader = Task {
      while let line = await lines.next() {
        let session = await runtime.snapshot.current?.session
        if !line.trimmingBlanks().isEmpty {
          _ = history.append(line, session: session, at: Date())
        }
        await runtime.post(.submitted(line))
      }
      await runtime.settle()
      await runtime.leave(.success)
    }
    defer { reader.cancel() }
    return await runtime.finish()
  }
}
