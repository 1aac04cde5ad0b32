import CPlatform
import Dispatch
import Synchronization
import SystemPackage

/// Reads a pipe, a socket or a file as an ``PipedIntake`` has it.
package struct PipedReader: Sendable {
  private let descriptor: FileDescriptor
  private let interrupts: PipedInterrupts
  private let say: @Sendable (Notice) async -> Void

  /// Bytes read at once: what a pipe holds (pipe(7)).
  private static let block = 64 << 10

  /// Reads an open file, which stays its owner's.
  package init(
    _ descriptor: Int32, interrupts: PipedInterrupts,
    say: @escaping @Sendable (Notice) async -> Void
  ) {
    self.descriptor = FileDescriptor(rawValue: descriptor)
    self.interrupts = interrupts
    self.say = say
  }

  /// Reads into a new file of mode 0600, secrets masked; what the intake is at the end.
  ///
  /// - Throws: ``FileError`` where what came can't be kept, ``PipedFailure`` where it can't be read.
  package func read(_ intake: PipedIntake, intoFile path: String) async throws -> PipedIntake {
    let spool = try LogSpool(path)
    let ended = try await read(intake) { try spool.take($0) }
    _ = try spool.finish()
    return ended
  }

  /// Reads into memory; what the intake is at the end, and what came.
  ///
  /// - Throws: ``PipedFailure`` where it can't be read.
  package func read(_ intake: PipedIntake) async throws -> (intake: PipedIntake, bytes: [UInt8]) {
    let kept = Mutex<[UInt8]>([])
    let ended = try await read(intake) { bytes in kept.withLock { $0 += bytes } }
    return (ended, kept.withLock { $0 })
  }

  private func read(
    _ intake: PipedIntake, keep: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> PipedIntake {
    let wake: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do {
      wake = try FileDescriptor.pipe()
    } catch {
      throw PipedFailure(name: intake.name, reason: "\(error)")
    }
    defer {
      try? wake.readEnd.close()
      try? wake.writeEnd.close()
    }
    for end in [wake.readEnd, wake.writeEnd] { _ = cplatform_close_on_exec(end.rawValue) }
    let (remarks, teller) = AsyncStream.makeStream(of: Notice.self)
    interrupts.send(to: wake.writeEnd)
    defer { interrupts.send(to: nil) }
    let telling = Task { for await remark in remarks { await say(remark) } }
    let result = await withCheckedContinuation { continuation in
      // Waiting blocks, so it has a thread of its own.
      DispatchQueue(label: "gumshoe.piped").async {
        continuation.resume(
          returning: Result {
            try loop(intake, wake: wake.readEnd, keep: keep) { teller.yield($0) }
          })
      }
    }
    teller.finish()
    await telling.value
    return try result.get()
  }

  private func loop(
    _ intake: PipedIntake, wake: FileDescriptor,
    keep: (UnsafeRawBufferPointer) throws -> Void, say: (Notice) -> Void
  ) throws -> PipedIntake {
    var intake = intake
    let clock = ContinuousClock()
    let start = clock.now
    var room = [UInt8](repeating: 0, count: Self.block)
    while intake.end == nil {
      let passed = start.duration(to: clock.now)
      if let remark = intake.pass(to: passed) { say(remark) }
      guard intake.end == nil else { break }
      let pause = intake.nextLook.map { Self.milliseconds(max(.zero, $0 - passed)) } ?? -1
      let ready = cplatform_wait_to_read(descriptor.rawValue, wake.rawValue, pause)
      if ready < 0 {
        guard cplatform_errno() == EINTR else {
          throw PipedFailure(name: intake.name, reason: "\(Errno(rawValue: cplatform_errno()))")
        }
        continue
      }
      if ready & 2 != 0 {
        var signal: UInt8 = 0
        _ = try? withUnsafeMutableBytes(of: &signal) { try wake.read(into: $0) }
        intake.interrupt(endsProcess: Int32(signal) != SIGINT)
        continue
      }
      guard ready & 1 != 0 else { continue }
      try room.withUnsafeMutableBytes { buffer in
        guard let count = try read(into: buffer, name: intake.name) else { return }
        let kept = intake.take(count)
        if kept > 0 { try keep(UnsafeRawBufferPointer(rebasing: buffer[..<kept])) }
      }
    }
    return intake
  }

  /// Reads what is there; nil where somebody else was faster.
  private func read(into buffer: UnsafeMutableRawBufferPointer, name: String) throws -> Int? {
    do {
      return try descriptor.read(into: buffer)
    } catch {
      switch error as? Errno {
      case .resourceTemporarilyUnavailable, .interrupted: return nil
      case let failure: throw PipedFailure(name: name, reason: "\(failure ?? .ioError)")
      }
    }
  }

  /// A time in whole milliseconds, never less than it is: a look that comes too early finds nothing.
  private static func milliseconds(_ time: Duration) -> Int32 {
    let (seconds, attoseconds) = time.components
    // poll(2) takes an int; a longer wait is taken up again.
    return Int32(clamping: min(seconds, 86_400) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}

/// A pipe that can't be read.
package struct PipedFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package var name: String
  package var reason: String

  package var description: String { "Reading \(name) failed: \(reason)." }
}
