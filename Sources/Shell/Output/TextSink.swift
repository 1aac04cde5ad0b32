#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// A file descriptor that text is written to, whole, one piece after the other.
package final class TextSink: Sendable {
  private let descriptor: Int32
  private let state = Mutex(State.open)

  private enum State {
    case open
    /// The reader has gone, and wants no more.
    case closed
    /// What was written did not arrive; by `errno`.
    case failed(Int32)
  }

  package static let standardOutput = TextSink(descriptor: 1)
  package static let standardError = TextSink(descriptor: 2)

  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether nothing written arrives any more.
  package var isClosed: Bool {
    state.withLock { if case .open = $0 { false } else { true } }
  }

  /// Why something written was lost, such as a full disk; nil where it arrived or nobody wants it.
  package var failure: String? {
    state.withLock {
      if case .failed(let code) = $0 { String(cString: strerror(code)) } else { nil }
    }
  }

  /// Writes a text; once that can't arrive any more, does nothing.
  package func write(_ text: String) {
    state.withLock { state in
      guard case .open = state else { return }
      var text = text
      state = text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }
  }

  private var isCharacterDevice: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> State {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&poller, 1, -1)
      case EPIPE, EBADF: return .closed
      // A terminal that was hung up says the same as a broken disk.
      case EIO where isCharacterDevice: return .closed
      case let code: return .failed(code)
      }
    }
    return .open
  }
}
