#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Dispatch

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

  private func read() async -> [UInt8] {
    let descriptor = descriptor
    return await withCheckedContinuation { continuation in
      queue.async {
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        var count = -1
        repeat {
          count = bytes.withUnsafeMutableBytes { buffer in
            #if canImport(Glibc)
              Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
              Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
          }
        } while count < 0 && errno == EINTR
        continuation.resume(returning: Array(bytes.prefix(max(0, count))))
      }
    }
  }
}
