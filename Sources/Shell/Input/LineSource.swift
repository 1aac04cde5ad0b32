import Dispatch
import Synchronization
import SystemPackage

/// The lines of a file descriptor, read only as they are asked for.
///
/// Reading blocks, so it is done on a queue of its own and never on the cooperative pool.
package actor LineSource {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "gumshoe.script")
  private var buffer: [UInt8] = []
  private var scanned = 0
  private var isAtEnd = false

  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line, without its newline, invalid UTF-8 repaired; nil at the end.
  package func next() async -> String? {
    while true {
      if let newline = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          buffer.removeSubrange(...newline)
          scanned = 0
        }
        return String(decoding: buffer[..<newline], as: UTF8.self)
      }
      scanned = buffer.count
      if isAtEnd {
        defer { buffer = [] }
        scanned = 0
        return buffer.isEmpty ? nil : String(decoding: buffer, as: UTF8.self)
      }
      let bytes = await read()
      isAtEnd = bytes.isEmpty
      buffer += bytes
    }
  }

  /// Forgets that the end was met, which at a terminal is a Ctrl-D and not the last word.
  package func readOn() {
    isAtEnd = false
  }

  /// The next bytes; none at the end, or when the task is cancelled: a read that blocks can't be.
  private func read() async -> [UInt8] {
    let descriptor = descriptor
    let waiting = WaitingRead()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting.begin(continuation)
        queue.async { waiting.end(with: Self.readBlocking(descriptor)) }
      }
    } onCancel: {
      waiting.end(with: [])
    }
  }

  private static func readBlocking(_ descriptor: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    let count = try? bytes.withUnsafeMutableBytes {
      try FileDescriptor(rawValue: descriptor).read(into: $0)
    }
    return Array(bytes.prefix(count ?? 0))
  }
}

/// Whoever waits for a read, until it returns or is given up, whichever comes first.
private final class WaitingRead: Sendable {
  private let state = Mutex(
    (continuation: CheckedContinuation<[UInt8], Never>?.none, isOver: false))

  /// Begins to wait; ends at once where the read was given up already.
  func begin(_ continuation: CheckedContinuation<[UInt8], Never>) {
    let isOver = state.withLock { state in
      if !state.isOver { state.continuation = continuation }
      return state.isOver
    }
    if isOver { continuation.resume(returning: []) }
  }

  /// Ends the wait, once.
  func end(with bytes: [UInt8]) {
    let continuation = state.withLock { state in
      defer { state = (nil, true) }
      return state.continuation
    }
    continuation?.resume(returning: bytes)
  }
}
