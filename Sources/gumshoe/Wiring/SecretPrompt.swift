import Dispatch
import Shell

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks for a secret that must not be seen.
enum SecretPrompt {
  /// Reads one line: without echo from the controlling terminal, or from standard input where that
  /// is no terminal; nil at its end.
  ///
  /// - Throws: ``ExitStatus/interrupted`` at Ctrl-C.
  static func ask(_ prompt: String) async throws -> String? {
    guard isatty(0) == 1 else { return await LineSource(descriptor: 0).next() }
    let line = await withCheckedContinuation { continuation in
      // Reading blocks, so it has a thread of its own.
      DispatchQueue(label: "gumshoe.secret").async {
        continuation.resume(returning: readHidden(prompt))
      }
    }
    switch line {
    case .text(let text): return text
    case .ended: return nil
    case .interrupted: throw ExitStatus.interrupted
    }
  }

  private enum Line: Sendable {
    case text(String)
    case ended
    case interrupted
  }

  /// Reads keys with echo and signals off: a Ctrl-C that ended the process would leave them off.
  private static func readHidden(_ prompt: String) -> Line {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return .ended }
    defer { close(terminal) }
    var usual = termios()
    guard tcgetattr(terminal, &usual) == 0 else { return .ended }
    var hidden = usual
    hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 else { return .ended }
    defer {
      tcsetattr(terminal, TCSAFLUSH, &usual)
      TextSink(descriptor: terminal).write("\n")
    }
    TextSink(descriptor: terminal).write(prompt)
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = read(terminal, &byte, 1)
      guard count == 1 else {
        if count < 0, errno == EINTR { continue }
        return .ended
      }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return .text(String(decoding: bytes, as: UTF8.self))
      case 0x03: return .interrupted
      case 0x04: if bytes.isEmpty { return .ended }
      case 0x08, 0x7F: _ = bytes.popLast()
      case 0x15: bytes = []
      default: bytes.append(byte)
      }
    }
  }
}
