import EngineProcess
import EvidenceFiles
import Foundation
import Investigation

/// The engine in this process and in one of its own, on the same question.
struct EngineBench {
  /// The gumshoe binary, whose engine is measured.
  let binary: String

  /// Milliseconds that a turn takes longer in a process of its own, where all is read already.
  func wayTimes(count: Int) async throws -> [Double] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-bench-engine-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = (10..<60).map { "2026-01-31T10:\($0):00Z ERROR payment declined by bank\n" }
    try lines.joined().write(toFile: folder + "/payment.log", atomically: true, encoding: .utf8)
    let inquiry = Inquiry(question: "why did payment fail?", evidence: [folder])

    let host = EngineHost(
      command: EngineCommand(
        path: URL(filePath: binary).path, arguments: ["engine"],
        build: EngineBuild.identity(of: binary)))
    let inside = Investigator(opener: EvidenceFilesOpener())
    var times: [Double] = []
    for number in 0...count {
      let outer = try await milliseconds { _ = try await host.answer(inquiry, progress: { _ in }) }
      let inner = try await milliseconds {
        _ = try await inside.answer(inquiry, progress: { _ in })
      }
      // The first starts the process and reads the log.
      if number > 0 { times.append(outer - inner) }
    }
    await host.close()
    return times
  }

  private func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let begin = ContinuousClock.now
    try await body()
    return begin.duration(to: .now) / .milliseconds(1)
  }
}
