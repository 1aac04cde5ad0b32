import CPlatform
import Foundation

/// A client that sends a request and then does nothing, until it goes away.
final class SilentClient: Sendable {
  private let descriptor: Int32

  /// Connects to a port of this machine and sends a request.
  init(port: Int, _ request: String) throws {
    descriptor = cplatform_connect(UInt16(port))
    let bytes = Array(request.utf8)
    guard descriptor >= 0, cplatform_send(descriptor, bytes, bytes.count) == bytes.count else {
      let failure = cplatform_errno()
      close(descriptor)
      throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Waits until something has come, which is not read.
  func waitForAnswer() async throws {
    while cplatform_wait_to_read(descriptor, -1, 0) == 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// What the system knows of a process: Linux's `/proc`.
struct ProcessFigures {
  let process: Int32

  /// Whether this system tells.
  static let areKnown = FileManager.default.fileExists(atPath: "/proc/self/status")

  /// The most memory that it has had in use at once, in KiB.
  func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  /// How many files and connections it has open.
  func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }
}
