import Foundation
import Testing

/// A program of Debian's that reads what was written as others would: a test that needs one which is
/// not installed is skipped.
struct OutsideProgram: Sendable {
  let path: String

  /// Finds a program; nil where it is not installed.
  init?(_ name: String) {
    let paths = ["/usr/bin/\(name)", "/usr/local/bin/\(name)", "/bin/\(name)"]
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
    self.path = path
  }

  static let chromium = OutsideProgram("chromium")
  static let tidy = OutsideProgram("tidy")
  static let cmark = OutsideProgram("cmark-gfm")
  static let pandoc = OutsideProgram("pandoc")
  /// Python with Debian's `jsonschema`.
  static let python =
    FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema")
    ? OutsideProgram("python3") : nil

  /// Runs the program to its end, on an input; after two minutes it is ended.
  func run(
    _ arguments: [String], input: String = ""
  ) async throws -> GumshoeBinary.Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["-k", "5", "120", path] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": NSTemporaryDirectory(),
    ]
    let piped = try PipedProcess(process)
    piped.write(input)
    piped.closeInput()
    return await piped.finish()
  }
}
