import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A client that sends a request and then does nothing, until it goes away.
final class SilentClient: Sendable {
  private let descriptor: Int32

  /// Connects to a port of this machine and sends a request.
  init(port: Int, _ request: String) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    let bytes = Array(request.utf8)
    guard connected == 0, send(descriptor, bytes, bytes.count, 0) == bytes.count else {
      close(descriptor)
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Waits until something has come, which is not read.
  func waitForAnswer() async throws {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while pollDescriptor(&poll, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
  }
}

/// `poll(2)`, whose name is hidden where a variable is called so.
private func pollDescriptor(_ descriptor: UnsafeMutablePointer<pollfd>, _ time: Int32) -> Int32 {
  poll(descriptor, 1, time)
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
