import Synchronization
import SystemPackage

/// The signals of a start that reads pipes first: one that comes while a pipe is read ends that
/// reading, every other is for what comes behind, and none is lost in between.
package final class PipedInterrupts: Sendable {
  /// The signals that ended no reading.
  package let rest: AsyncStream<Int32>
  private let behind: AsyncStream<Int32>.Continuation
  /// Where the next signal is written; nil where nothing is being read.
  private let reading = Mutex<FileDescriptor?>(nil)

  /// Begins to listen.
  package init() {
    (rest, behind) = AsyncStream.makeStream()
    let signals = Interrupts.stream()
    Task { [weak self] in
      for await signal in signals { self?.take(signal) }
    }
  }

  /// Has the number of the next signal written into a pipe, or into none any more.
  func send(to writer: FileDescriptor?) {
    reading.withLock { $0 = writer }
  }

  private func take(_ signal: Int32) {
    reading.withLock { writer in
      guard let wake = writer else {
        behind.yield(signal)
        return
      }
      writer = nil
      _ = try? wake.writeAll([UInt8(truncatingIfNeeded: signal)])
    }
  }
}
