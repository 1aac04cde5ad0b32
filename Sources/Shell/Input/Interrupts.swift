import CPlatform
// Dispatch sources may be used from any thread (dispatch_source_create(3)), but are not declared so.
@preconcurrency import Dispatch
import Synchronization
import SystemPackage

/// Ctrl-C and requests to end, as a stream instead of a sudden death.
enum Interrupts {
  /// Yields once for every SIGINT, SIGTERM or SIGHUP from now on, until the consumer stops.
  ///
  /// A signal that comes as soon as this has returned is kept for the consumer. Once there was a
  /// stream, a signal that nobody listens to has no effect. Where the system gives no pipe, the
  /// stream stays empty and signals end the process.
  static func stream() -> AsyncStream<Int32> {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    guard let relay else { return stream }
    let number = relay.add(continuation)
    continuation.onTermination = { _ in relay.remove(number) }
    return stream
  }

  private static let relay = InterruptRelay()

  /// Where the handler writes; -1 before there is anything to write to.
  fileprivate static let descriptor = Atomic<Int32>(-1)

  /// A handler may do little else (signal-safety(7)): it writes the signal's number into a pipe.
  fileprivate static let handler: @convention(c) (Int32) -> Void = { number in
    let saved = cplatform_errno()
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(Interrupts.descriptor.load(ordering: .sequentiallyConsistent), &byte, 1)
    cplatform_set_errno(saved)
  }
}

/// Hands the signals of this process to all who listen.
private final class InterruptRelay: Sendable {
  private let listeners = Mutex((next: 0, all: [Int: AsyncStream<Int32>.Continuation]()))
  private let source: any DispatchSourceRead

  /// Installs the handlers; nil where the system gives no pipe.
  ///
  /// Not by a signal source: that takes effect some time after it was made (Linux), and what comes
  /// meanwhile is lost.
  init?() {
    guard let (reader, writer) = try? FileDescriptor.pipe() else { return nil }
    for end in [reader, writer] {
      _ = cplatform_close_on_exec(end.rawValue)
      // Signals by the thousand that nobody takes must not hold whom they interrupt.
      _ = cplatform_do_not_block(end.rawValue)
    }
    source = DispatchSource.makeReadSource(fileDescriptor: reader.rawValue, queue: .global())
    source.setEventHandler { [weak self] in
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = try? bytes.withUnsafeMutableBytes { try reader.read(into: $0) }
      for byte in bytes.prefix(count ?? 0) { self?.tell(Int32(byte)) }
    }
    source.resume()
    Interrupts.descriptor.store(writer.rawValue, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      _ = cplatform_handle(number, Interrupts.handler, true)
    }
  }

  func add(_ continuation: AsyncStream<Int32>.Continuation) -> Int {
    listeners.withLock { listeners in
      listeners.next += 1
      listeners.all[listeners.next] = continuation
      return listeners.next
    }
  }

  func remove(_ number: Int) {
    listeners.withLock { $0.all[number] = nil }
  }

  private func tell(_ signal: Int32) {
    let all = listeners.withLock { Array($0.all.values) }
    for continuation in all { continuation.yield(signal) }
  }
}
