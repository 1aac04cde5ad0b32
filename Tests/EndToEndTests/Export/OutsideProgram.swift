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
  static let python: OutsideProgram? = {
    guard let python = OutsideProgram("python3") else { return nil }
    let has = try? python.run(["-c", "import jsonschema"])
    return has?.status == 0 ? python : nil
  }()

  /// Runs the program to its end, on an input; after two minutes it is ended.
  func run(_ arguments: [String], input: String = "") throws -> GumshoeBinary.Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["-k", "5", "120", path] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": NSTemporaryDirectory(),
    ]
    let piped = try PipedProcess(process)
    piped.write(input)
    piped.closeInput()
    let finished = DispatchSemaphore(value: 0)
    let outcome = OutcomeBox()
    Task.detached {
      outcome.value = await piped.finish()
      finished.signal()
    }
    finished.wait()
    return outcome.value ?? .init(status: -1, output: "", errors: "")
  }

  /// What another thread leaves before it signals.
  private final class OutcomeBox: @unchecked Sendable {
    var value: GumshoeBinary.Outcome?
  }
}
