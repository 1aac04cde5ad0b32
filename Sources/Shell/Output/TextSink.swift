import CPlatform
import Synchronization
import SystemPackage

/// A file descriptor that text is written to, whole, one piece after the other.
package final class TextSink: Sendable {
  private let descriptor: FileDescriptor
  private let state = Mutex(State.open)

  private enum State {
    case open
    /// The reader has gone, and wants no more.
    case closed
    /// What was written did not arrive.
    case failed(Errno)
  }

  package static let standardOutput = TextSink(descriptor: 1)
  package static let standardError = TextSink(descriptor: 2)

  package init(descriptor: Int32) {
    self.descriptor = FileDescriptor(rawValue: descriptor)
  }

  /// Whether nothing written arrives any more.
  package var isClosed: Bool {
    state.withLock { if case .open = $0 { false } else { true } }
  }

  /// The columns of the window that is written to; nil where it is none, or does not say.
  var columns: Int? {
    let columns = Int(cplatform_window_of(descriptor.rawValue).columns)
    return columns > 1 ? columns : nil
  }

  /// Why something written was lost, such as a full disk; nil where it arrived or nobody wants it.
  package var failure: String? {
    state.withLock {
      if case .failed(let failure) = $0 { failure.description } else { nil }
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
    (try? Stat(descriptor))?.type == .characterSpecial
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> State {
    var rest = bytes
    while !rest.isEmpty {
      do {
        let count = try descriptor.write(rest)
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } catch {
        switch error as? Errno ?? .ioError {
        case .resourceTemporarilyUnavailable: cplatform_wait_to_write(descriptor.rawValue)
        case .brokenPipe, .badFileDescriptor: return .closed
        // A terminal that was hung up says the same as a broken disk.
        case .ioError where isCharacterDevice: return .closed
        case let failure: return .failed(failure)
        }
      }
    }
    return .open
  }
}
