import Foundation
import TestSupport
import Testing

/// The real binary, run with a home of its own.
struct GumshoeBinary: Sendable {
  /// The folder that stands for HOME.
  let home: String
  /// The program's file.
  var program = Self.path

  /// The binary that `make test` names, which is the one that is shipped; else where the build put
  /// it, beside the test bundle.
  static let path: String = {
    let folder = FileManager.default.currentDirectoryPath
    if let named = ProcessInfo.processInfo.environment["GUMSHOE_BINARY"], !named.isEmpty {
      return URL(filePath: named, relativeTo: URL(filePath: folder + "/")).path
    }
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appending(path: "gumshoe").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let candidates = ["release", "debug"].map { root.appending(path: ".build/\($0)/gumshoe").path }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates[0]
  }()

  /// The same program with an engine that words in a question end.
  static let faulty: String = {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates =
      [bundle.path] + ["release", "debug"].map { root.appending(path: ".build/\($0)").path }
    let programs = candidates.map { $0 + "/FaultyGumshoe" }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0) } ?? programs[0]
  }()

  /// The same home with that program.
  var withFaults: GumshoeBinary { GumshoeBinary(home: home, program: Self.faulty) }

  /// The environment of every run: nothing of the developer's own configuration.
  var environment: [String: String] {
    [
      "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "TZ": "UTC",
    ]
  }

  /// What a run left behind.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String

    /// The objects of standard output, one a line.
    func events() throws -> [[String: Any]] {
      try output.split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require(object as? [String: Any], "not an object: \(line)")
      }
    }
  }

  /// Starts the binary on pipes.
  func start(
    _ arguments: [String], folder: String? = nil, variables: [String: String] = [:]
  ) throws -> PipedProcess {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment.merging(variables) { $1 }
    process.currentDirectoryURL = URL(filePath: folder ?? home)
    return try PipedProcess(process)
  }

  /// Runs the binary to its end on a script.
  func run(
    _ arguments: [String], script: String = "", folder: String? = nil,
    variables: [String: String] = [:]
  ) async throws -> Outcome {
    let piped = try start(arguments, folder: folder, variables: variables)
    piped.write(script)
    piped.closeInput()
    return await piped.finish()
  }
}

/// A process on three pipes, read as it goes.
final class PipedProcess: @unchecked Sendable {
  // `Process` and `Pipe` are not Sendable, but each is used behind the lock, or by one thread.
  let process: Process
  private let input = Pipe()
  private let lock = NSCondition()
  private var output = Data()
  private var errors = Data()
  private var openOutputs = 2
  private let ended = DispatchGroup()

  init(_ process: Process) throws {
    // A process may end before it has read all that is written to it.
    Foundation.signal(SIGPIPE, SIG_IGN)
    self.process = process
    let outputs = [Pipe(), Pipe()]
    process.standardInput = input
    process.standardOutput = outputs[0]
    process.standardError = outputs[1]
    try process.run()
    for (index, pipe) in outputs.enumerated() {
      ended.enter()
      Thread.detachNewThread { [self] in
        while true {
          let data = pipe.fileHandleForReading.availableData
          guard !data.isEmpty else { break }
          lock.withLock {
            if index == 0 { output.append(data) } else { errors.append(data) }
            lock.broadcast()
          }
        }
        lock.withLock {
          openOutputs -= 1
          lock.broadcast()
        }
        ended.leave()
      }
    }
  }

  /// Writes to the process's standard input.
  func write(_ text: String) {
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Ends the process's standard input.
  func closeInput() {
    try? input.fileHandleForWriting.close()
  }

  /// What came on standard error so far.
  var errorsSoFar: String {
    lock.withLock { String(decoding: errors, as: UTF8.self) }
  }

  /// An output of the process.
  enum Source: Sendable {
    case output, errors
  }

  /// Waits until a text has come on an output, or the process has closed both.
  func wait(for text: String, on source: Source) async throws {
    let hasCome = await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        let limit = Patience.deadline
        let wanted = Data(text.utf8)
        lock.lock()
        defer { lock.unlock() }
        func hasCome() -> Bool { (source == .output ? output : errors).range(of: wanted) != nil }
        while !hasCome(), openOutputs > 0, lock.wait(until: limit) {}
        continuation.resume(returning: hasCome() || openOutputs == 0)
      }
    }
    let seen = lock.withLock { source == .output ? output : errors }
    try #require(
      hasCome, "'\(text)' did not come: \(String(decoding: seen, as: UTF8.self))")
  }

  /// Ends the process at once, as a crash would.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Sends a signal.
  func signal(_ number: Int32) {
    Foundation.kill(process.processIdentifier, number)
  }

  /// Waits for the end of the process and of its output.
  func finish() async -> GumshoeBinary.Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        ended.wait()
        process.waitUntilExit()
        continuation.resume(
          returning: lock.withLock {
            GumshoeBinary.Outcome(
              status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
              errors: String(decoding: errors, as: UTF8.self))
          })
      }
    }
  }
}

/// Runs a body with the binary in a home of its own, removed afterwards.
func withGumshoe<Result>(_ body: (GumshoeBinary) async throws -> Result) async throws -> Result {
  let home = FileManager.default.temporaryDirectory
    .appending(path: "gumshoe-home-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: home) }
  return try await body(GumshoeBinary(home: home))
}
