import Subprocess
import SystemPackage

/// Runs an engine's process and carries what is said both ways, without looking at it.
///
/// It is started by swift-subprocess, which has all that is needed: a process group of its own, no
/// descriptor but three pipes, a process descriptor to kill by, output read to its end.
struct EnginePipes: Sendable {
  private let requests = AsyncStream<[UInt8]>.makeStream()
  private let kills = AsyncStream<Void>.makeStream()

  /// What comes from the process.
  enum Said: Sendable {
    /// It runs, under a number.
    case begun(Int32)
    case output([UInt8])
    /// What it says cannot be read any more.
    case unreadable(String)
    case errors([UInt8])
    case endOfErrors
  }

  /// How a process ended.
  struct End: Sendable {
    /// In half a sentence: "it left with status 1".
    var reason: String
    /// Whether it was by a signal.
    var isSignal: Bool
  }

  /// Sends bytes, behind those that were sent before.
  func send(_ bytes: [UInt8]) {
    requests.continuation.yield(bytes)
  }

  /// Ends the process's standard input.
  func close() {
    requests.continuation.finish()
  }

  /// Kills the process.
  func kill() {
    kills.continuation.yield()
  }

  /// Runs a command to its end.
  func run(
    _ command: EngineCommand, hear: @escaping @Sendable (Said) async -> Void
  ) async -> End {
    var options = PlatformOptions()
    // Of its own, so that Ctrl-C at a terminal does not reach it.
    options.processGroupID = 0
    options.teardownSequence = []
    do {
      let result = try await Subprocess.run(
        .path(FilePath(command.path)),
        arguments: Arguments(
          executablePathOverride: "gumshoe", remainingValues: command.arguments),
        environment: .custom(EngineEnvironment.variables),
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        await hear(.begun(execution.processIdentifier.value))
        await attend(execution, hear)
      }
      let status = result.terminationStatus
      let isSignal = if case .signaled = status { true } else { false }
      return End(reason: Self.words(for: status), isSignal: isSignal)
    } catch {
      return End(reason: "\(error)", isSignal: false)
    }
  }

  private typealias Running = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  /// Carries what is said both ways until the process says no more.
  private func attend(
    _ process: Running, _ hear: @escaping @Sendable (Said) async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await frame in requests.stream {
          guard (try? await process.standardInputWriter.write(frame)) != nil else { break }
        }
        try? await process.standardInputWriter.finish()
      }
      group.addTask {
        for await _ in kills.stream { try? process.send(signal: .kill) }
      }
      group.addTask {
        do {
          for try await buffer in process.standardError {
            await hear(.errors(buffer.withUnsafeBytes { Array($0) }))
          }
        } catch {
          // Why it ended is told all the same, without its last words.
        }
        await hear(.endOfErrors)
      }
      do {
        for try await buffer in process.standardOutput {
          await hear(.output(buffer.withUnsafeBytes { Array($0) }))
        }
      } catch {
        await hear(.unreadable("\(error)"))
      }
      // It says no more, so it is gone; where it only closed its output, it has to go.
      kills.continuation.yield()
      kills.continuation.finish()
      requests.continuation.finish()
    }
  }

  private static func words(for status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "it left with status \(code)"
    case .signaled(let signal): "it was ended by signal \(signal)"
    }
  }
}
