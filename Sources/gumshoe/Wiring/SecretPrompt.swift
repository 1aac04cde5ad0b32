import CPlatform
import Dispatch
import Shell
import SystemPackage

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
    // The terminal that this process has already is not taken for a new one (O_NOCTTY).
    let options = FileDescriptor.OpenOptions(rawValue: O_NOCTTY).union(.closeOnExec)
    guard let terminal = try? FileDescriptor.open("/dev/tty", .readWrite, options: options) else {
      return .ended
    }
    defer { try? terminal.close() }
    var usual = cplatform_mode()
    guard cplatform_hide_keys(terminal.rawValue, &usual) == 0 else { return .ended }
    defer {
      _ = cplatform_set_mode(terminal.rawValue, &usual)
      TextSink(descriptor: terminal.rawValue).write("\n")
    }
    TextSink(descriptor: terminal.rawValue).write(prompt)
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = try? withUnsafeMutableBytes(of: &byte) { try terminal.read(into: $0) }
      guard count == 1 else { return .ended }
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
