import CPlatform
package import Investigation
import Synchronization
import SystemPackage

/// An engine's process: takes turns from standard input, says on standard output how they go.
///
/// It lives as long as its standard input: at its end it is gone at once, whatever it is doing.
package final class EngineProgram: Sendable {
  private let engine: any InvestigationEngine
  private let limits: EngineLimits
  private let dropIndexes: @Sendable () async -> Void
  private let output = FrameOutput(descriptor: .standardOutput)
  private let turns = Mutex<[Int: RunningTurn]>([:])

  /// A turn under way.
  private struct RunningTurn {
    var task: Task<Void, Never>
    /// Why it is being ended, where the process itself wants that.
    var reason: String?
  }

  /// The exit status of an end that only a fault of ours can bring about (sysexits.h, EX_SOFTWARE).
  static let faultStatus: Int32 = 70

  /// How often the process says that it lives.
  private static let heartbeat = Duration.seconds(1)
  /// How often it looks at its memory: what a turn can take up in this time is less than the fifth
  /// that is left above the threshold.
  private static let memoryLook = Duration.milliseconds(100)

  /// Makes the program around an engine; `dropIndexes` forgets what it keeps between turns.
  package init(
    engine: any InvestigationEngine, limits: EngineLimits,
    dropIndexes: @escaping @Sendable () async -> Void
  ) {
    self.engine = engine
    self.limits = limits
    self.dropIndexes = dropIndexes
  }

  /// Works until standard input ends, and with it the process.
  package func run() async -> Never {
    let memory = limits.set()
    // A process that could say that it lives and hear nothing would be taken for a sound one.
    guard EngineThread.attempt({ self.beat(MemoryAccount(limit: memory)) }),
      EngineThread.attempt({ self.obey() })
    else { _exit(Self.faultStatus) }
    output.send(.ready(build: EngineBuild.current))
    while true { try? await Task.sleep(for: .seconds(3600)) }
  }

  /// Reads requests until there are no more.
  private func obey() {
    var decoder = FrameDecoder<EngineRequest>()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count =
        (try? buffer.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) })
      guard let count, count > 0 else { _exit(0) }
      guard (try? decoder.decode(buffer[..<count], { obey($0) })) != nil else {
        _exit(Self.faultStatus)
      }
    }
  }

  private func obey(_ request: EngineRequest) {
    switch request {
    case .begin(let number, let inquiry): begin(number, inquiry)
    case .cancel(let number): turns.withLock { $0[number] }?.task.cancel()
    case .dropIndexes:
      Task {
        await dropIndexes()
        cplatform_trim_memory()
      }
    }
  }

  private func begin(_ number: Int, _ inquiry: Inquiry) {
    turns.withLock { turns in
      // Its end waits for the lock: it is never gone before it is known.
      turns[number] = RunningTurn(task: Task { await self.work(on: number, inquiry) })
    }
  }

  private func work(on number: Int, _ inquiry: Inquiry) async {
    let result: Result<Answer, any Error>
    do {
      result = .success(
        try await engine.answer(inquiry) { [output] in
          output.send(.progress(turn: number, step: $0))
        })
    } catch {
      result = .failure(error)
    }
    let turn = turns.withLock { $0.removeValue(forKey: number) }
    let end: TurnEnd =
      switch result {
      case .success(let answer): .answered(answer)
      case .failure where turn?.reason != nil: .failed(reason: turn?.reason ?? "")
      case .failure(is CancellationError): .cancelled
      case .failure(let error): .failed(reason: "\(error)")
      }
    output.send(.ended(turn: number, end: end))
  }

  /// Says that the process lives, and keeps its memory below the limit.
  private func beat(_ start: MemoryAccount) {
    var account = start
    let looks = Int(Self.heartbeat / Self.memoryLook)
    while true {
      output.send(.heartbeat)
      for _ in 0..<looks {
        cplatform_sleep(UInt32(Self.memoryLook / .milliseconds(1)))
        keepMemory(&account)
      }
    }
  }

  private func keepMemory(_ account: inout MemoryAccount) {
    let running = turns.withLock { Set($0.keys) }
    switch account.look(cplatform_memory(), running: running) {
    case .enough: return
    case .drop:
      obey(.dropIndexes)
    case .end(let number):
      turns.withLock { turns in
        turns[number]?.reason = wordsForMemory
        turns[number]?.task.cancel()
      }
    }
  }

  private var wordsForMemory: String {
    "it needed more memory than the engine may use (\(limits.memory) MiB). Ask about a shorter "
      + "window of time or less evidence; 'gumshoe serve --engine-memory MIB' sets another limit."
  }
}
