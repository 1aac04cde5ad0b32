import Foundation
import SessionsAPI
import Shell
import TestSupport

/// How many turns of a script a shell does in a second, where the engine answers at once: all that the
/// shell, the service and their files take.
enum ScriptBench {
  /// Turns a second.
  static func turnsPerSecond(count: Int) async throws -> Double {
    try await TestFolder.run { folder in
      try await TestService.run(folder: folder) { test in
        let script = folder + "/script"
        try (1...count).map { "question \($0)\n" }.joined()
          .write(toFile: script, atomically: true, encoding: .utf8)
        let input = try FileHandle(forReadingFrom: URL(filePath: script))
        defer { try? input.close() }
        let sink = TextSink(descriptor: FileHandle.nullDevice.fileDescriptor)
        let history = HistoryFile(folder: folder, directory: "/")
        let runtime = ShellRuntime(
          state: ShellState(front: .script, service: "bench"),
          parts: ShellRuntime.Parts(
            service: test.embedded, evidence: nil, serviceName: "bench",
            outbox: Outbox(folder: folder), history: history,
            archive: try Archive(folder: folder), pacing: .embedded),
          presenter: PlainPresenter(output: sink, remarks: sink))
        let begin = ContinuousClock.now
        let status = await ScriptFront(runtime: runtime, resumption: nil)
          .run(LineSource(descriptor: input.fileDescriptor))
        guard status == .success else {
          throw BenchmarkError.failed("The script ended with \(status.rawValue).")
        }
        return Double(count) / (begin.duration(to: .now) / .seconds(1))
      }
    }
  }
}
