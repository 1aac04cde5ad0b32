import CPlatform
import Synchronization
import SystemPackage

/// Messages to the editor's thread, with a pipe that wakes it from waiting for keys.
final class Mailbox: Sendable {
  /// Something that the rest of the program wants of the editor.
  enum Message: Sendable {
    case print(String)
    case prompt(LinePrompt)
    case setText(String)
    case compose(String)
    /// Codes that move no cursor and draw nothing, such as the bell.
    case signal(String)
    /// Lends the terminal to a body that may block, such as one that runs a pager.
    case lend(@Sendable () -> Void)
    case stop
  }

  /// The end to wait on: readable when there is a message or a signal came.
  let wakeReader: FileDescriptor
  let wakeWriter: FileDescriptor
  private let messages = Mutex<[Message]>([])

  init() throws(LineEditingError) {
    do {
      (wakeReader, wakeWriter) = try FileDescriptor.pipe()
    } catch {
      throw .system(call: "pipe", code: (error as? Errno ?? .ioError).rawValue)
    }
    for end in [wakeReader, wakeWriter] {
      _ = cplatform_close_on_exec(end.rawValue)
      _ = cplatform_do_not_block(end.rawValue)
    }
  }

  deinit {
    try? wakeReader.close()
    try? wakeWriter.close()
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
    // A full pipe wakes as well.
    _ = try? wakeWriter.writeAll(CollectionOfOne(UInt8(ascii: "m")))
  }

  /// Takes the oldest message.
  func take() -> Message? {
    messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }

  /// Reads what woke the editor: one byte for each message or signal.
  func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = try? bytes.withUnsafeMutableBytes { try wakeReader.read(into: $0) }
    return Array(bytes.prefix(count ?? 0))
  }
}
