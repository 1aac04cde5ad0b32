#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// A file descriptor that text is written to, whole, one piece after the other.
package final class TextSink: Sendable {
  private let descriptor: Int32
  private let closed = Mutex(false)

  package static let standardOutput = TextSink(descriptor: 1)
  package static let standardError = TextSink(descriptor: 2)

  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether the reader has gone, so that nothing written arrives any more.
  package var isClosed: Bool {
    closed.withLock { $0 }
  }

  /// Writes a text; once the reader has gone, does nothing.
  package func write(_ text: String) {
    closed.withLock { closed in
      guard !closed else { return }
      var text = text
      closed = !text.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
          #if canImport(Glibc)
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
          #else
            let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
          #endif
          if count > 0 {
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
          } else if errno == EAGAIN {
            var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&poller, 1, -1)
          } else if errno != EINTR {
            return false
          }
        }
        return true
      }
    }
  }
}
