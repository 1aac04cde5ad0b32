import Evidence
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EvidenceFiles

/// Turns that want the same evidence at once.
@Suite struct SharedReadingTests {
  private func logs(_ megabytes: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let line = "2026-03-10T10:00:00Z ERROR checkout cannot reach ledger after 30 ms\n"
    let text = String(repeating: line, count: (megabytes << 20) / line.utf8.count)
    try folder.write("checkout.log", text)
    return folder
  }

  private func bytes(of folder: TemporaryFolder) async throws -> Int {
    let meter = ReadingMeter()
    _ = try await read([folder.path], meter: meter)
    return meter.bytes
  }

  @Test func `Defect 5: five who want the same changed evidence read it once`() async throws {
    let folder = try logs(4)
    let meter = ReadingMeter()
    let opener = EvidenceFilesOpener(meter: meter)
    _ = try await opener.evidence([folder.path])
    try folder.write("late/ledger.log", "2026-03-10T10:00:01Z ERROR disk full\n")
    let once = try await bytes(of: folder)
    let before = meter.bytes
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<5 {
        group.addTask { try await opener.evidence([folder.path]).catalog.entries }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(counts.count == 1)
    #expect(once > 4 << 20)
    #expect(meter.bytes - before == once)
  }

  @Test func `indexes that were dropped are read again, others are not`() async throws {
    let folder = try logs(1)
    let meter = ReadingMeter()
    let opener = EvidenceFilesOpener(meter: meter)
    let once = try await bytes(of: folder)
    for _ in 0..<2 { _ = try await opener.evidence([folder.path]) }
    #expect(meter.bytes == once)
    await opener.dropIndexes()
    _ = try await opener.evidence([folder.path])
    #expect(meter.bytes == 2 * once)
  }

  @Test func `Defect 5: who is cancelled leaves, and the others get their reading`() async throws {
    let folder = try logs(1)
    let opener = EvidenceFilesOpener()
    let (steps, told) = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)
    let first = Task {
      try await opener.evidence([folder.path]) { _, _, _ in
        told.yield()
        // Once it is open, all later steps pass.
        gate.wait()
        gate.signal()
      }
    }
    // The reading stands still in its first step.
    for await _ in steps { break }
    let (waits, waiting) = AsyncStream.makeStream(of: Void.self)
    let second = Task { try await opener.evidence([folder.path]) { _, _, _ in waiting.yield() } }
    for await _ in waits { break }
    let third = Task { try await opener.evidence([folder.path]) { _, _, _ in waiting.yield() } }
    for await _ in waits { break }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    gate.signal()
    #expect(try await first.value.files.count == 1)
    #expect(try await third.value.files.count == 1)
  }

  @Test func `Defect 5: a reading for which nobody waits ends`() async throws {
    let folder = try logs(48)
    let once = try await bytes(of: folder)
    let meter = ReadingMeter()
    let opener = EvidenceFilesOpener(meter: meter)
    let (steps, told) = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)
    let isOpen = Atomic(false)
    let only = Task {
      try await opener.evidence([folder.path]) { _, _, _ in
        told.yield()
        if !isOpen.load(ordering: .relaxed) { gate.wait() }
      }
    }
    for await _ in steps { break }
    only.cancel()
    // It leaves while its reading still stands.
    await #expect(throws: CancellationError.self) { try await only.value }
    isOpen.store(true, ordering: .relaxed)
    for _ in 0..<8 { gate.signal() }
    // The next reading begins when that one has ended.
    #expect(try await opener.evidence([folder.path]) { _, _, _ in }.files.count == 1)
    #expect(meter.bytes < once + once / 2, "\(meter.bytes) of \(once)")
  }
}
