import Foundation

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
