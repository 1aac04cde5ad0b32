import Synchronization
import Testing

@testable import EvidenceFiles

/// Pieces of work on several threads.
@Suite struct WorkerThreadsTests {
  private final class Log: Sendable {
    let merged = Mutex<[Int]>([])
  }

  @Test(arguments: [1, 2, 4])
  func `Results are put together in the order of their pieces`(threads: Int) async throws {
    let log = Log()
    try await WorkerThreads<Int>(
      pieces: 9, threads: threads, work: { piece, _ in piece },
      merge: { place, piece in log.merged.withLock { $0.append(place * 10 + piece) } }
    ).run()
    #expect(log.merged.withLock { $0 } == (0..<9).map { $0 * 11 })
  }
}
