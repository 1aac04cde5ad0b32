import Synchronization
import Testing

@testable import EvidenceFiles

/// Pieces of work on several threads.
@Suite struct WorkerThreadsTests {
  private final class Log: Sendable {
    let worked = Mutex<[Int]>([])
    let merged = Mutex<[Int]>([])
  }

  @Test(arguments: [1, 2, 4])
  func `A piece that would wait is done later, and merged in its place`(threads: Int) async throws {
    let log = Log()
    try await WorkerThreads<Int>(
      pieces: 6, threads: threads,
      work: { piece, _ in
        log.worked.withLock { $0.append(piece) }
        return piece
      },
      waits: { piece in piece == 1 && !log.worked.withLock { $0.contains(2) } },
      merge: { place, piece in log.merged.withLock { $0.append(place * 10 + piece) } }
    ).run()
    let worked = log.worked.withLock { $0 }
    #expect(worked.sorted() == Array(0..<6))
    let (first, second) = (worked.firstIndex(of: 2), worked.firstIndex(of: 1))
    // Of several threads the one that took 2 may be the last to begin.
    if threads == 1 { #expect(first ?? 9 < second ?? 0) }
    #expect(log.merged.withLock { $0 } == (0..<6).map { $0 * 11 })
  }

  @Test func `Where all would wait, all are done all the same`() async throws {
    let log = Log()
    try await WorkerThreads<Int>(
      pieces: 9, threads: 2, work: { piece, _ in piece }, waits: { _ in true },
      merge: { _, piece in log.merged.withLock { $0.append(piece) } }
    ).run()
    #expect(log.merged.withLock { $0 } == Array(0..<9))
  }
}
