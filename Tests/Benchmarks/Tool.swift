import Foundation

/// Runs other programs.
enum Tool {
  /// Runs a program to its end and returns what it printed.
  ///
  /// - Throws: `BenchmarkError.failed` where it exits with anything but 0.
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String]? = nil,
    quiet: Bool = false
  ) throws -> Data {
    let process = Process()
    if let environment { process.environment = environment }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    if quiet { process.standardError = FileHandle.nullDevice }
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError.failed("'\(path)' exited with \(process.terminationStatus).")
    }
    return output
  }
}
