#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Messages to the editor's thread, with a pipe that wakes it from waiting for keys.
final class Mailbox: Sendable {
  /// Something that the rest of the program wants of the editor.
  enum Message: Sendable {
    case print(String)
    case prompt(LinePrompt)
    case setText(String)
    /// Lends the terminal to a body that may block, such as one that runs a pager.
    case lend(@Sendable () -> Void)
    case stop
  }

  /// The end to wait on: readable when there is a message or a signal came.
  let wakeDescriptor: Int32
  let wakeWriter: Int32
  private let messages = Mutex<[Message]>([])

  init() throws(LineEditingError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .system(call: "pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (wakeDescriptor, wakeWriter) = (ends[0], ends[1])
  }

  deinit {
    close(wakeDescriptor)
    close(wakeWriter)
  }

  /// Leaves a message and wakes the editor.
  func post(_ message: Message) {
    messages.withLock { messages in
      // Only the newest prompt counts: a slow terminal must not pile them up.
      if case .prompt = message {
        messages.removeAll { if case .prompt = $0 { true } else { false } }
      }
      messages.append(message)
    }
    var byte = UInt8(ascii: "m")
    _ = write(wakeWriter, &byte, 1)
  }

  /// Takes the oldest message.
  func take() -> Message? {
    messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  /// Reads what woke the editor: one byte for each message or signal.
  func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(wakeDescriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
