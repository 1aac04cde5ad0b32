import Subprocess
import SystemPackage
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A command that is run for what it prints: a program and its words, never through a shell.
///
/// In the words stand for the window `{since}` and `{until}` (RFC 3339), and `{since_unix}` and
/// `{until_unix}` (seconds since 1970).
struct ProgramRun: Sendable {
  let words: [String]
  /// Where the settings stand that had it run.
  let place: SettingPlace
  /// What the process gets of the user's environment, that of a terminal included: its own rights.
  let environment: [String: String]

  init(
    _ words: [String], window: TimeWindow, place: SettingPlace, environment: [String: String]
  ) {
    self.place = place
    self.environment = environment
    let (since, until) = (window.lowerBound, window.upperBound)
    let places = [
      ("{since}", since.rfc3339), ("{until}", until.rfc3339),
      ("{since_unix}", "\(since.milliseconds / 1000)"),
      // The last second is looked at whole.
      ("{until_unix}", "\(until.milliseconds / 1000 + 1)"),
    ]
    self.words = words.map { word in
      places.reduce(word) { $0.replacing($1.0, with: $1.1) }
    }
  }

  /// The command as a user would type it.
  var line: String {
    words.map { word in
      let isPlain = word.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || "0123456789-_./:=@,+%".unicodeScalars.contains($0))
      }
      return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }.joined(separator: " ")
  }

  /// How it ended.
  struct End: Hashable, Sendable {
    /// What it printed, where `take` left it: whether the limit of bytes cut it short.
    var isCut = false
    /// Half a sentence where it did not end well: "it left with status 1: no such unit".
    var trouble: String?
    /// Whether the program is not there at all.
    var isMissing = false
    /// Whether its time was over.
    var isLate = false
    /// What it said on standard error last.
    var lastWords = ""
  }

  /// Runs it, handing over what it prints piece by piece, until `take` says that it is enough.
  ///
  /// Its group of processes is ended where the time is over, where it is enough, and where the task is
  /// cancelled.
  ///
  /// - Throws: whatever `take` throws; `CancellationError`.
  func run(
    within limit: Duration, take: @escaping @Sendable ([UInt8]) async throws -> Bool
  ) async throws -> End {
    guard let program = words.first, !program.isEmpty else {
      return End(trouble: "it names no program", isMissing: true)
    }
    var options = PlatformOptions()
    // Of its own, so that Ctrl-C ends it by us and what it started ends with it.
    options.processGroupID = 0
    options.teardownSequence = []
    let executable: Executable =
      program.contains("/") ? .path(FilePath(program)) : .name(program)
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(variables), platformOptions: options, input: .none,
        output: .sequence, error: .sequence
      ) { process in
        try await attend(process, within: limit, take)
      }
      try Task.checkCancellation()
      return end(result.terminationStatus, result.closureResult)
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      return End(trouble: "it can't be run: \(Self.words(for: error))", isMissing: true)
    }
  }

  /// What happened while it ran.
  private struct Course: Sendable {
    var isCut = false
    var isLate = false
    var lastWords = ""
  }

  private typealias Running = Execution<NoInput, SequenceOutput, SequenceOutput>

  private func attend(
    _ process: Running, within limit: Duration,
    _ take: @escaping @Sendable ([UInt8]) async throws -> Bool
  ) async throws -> Course {
    enum Part: Sendable { case output(isCut: Bool), errors(String), late }
    return try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Part.self) { group in
        group.addTask {
          for try await buffer in process.standardOutput {
            guard try await take(buffer.withUnsafeBytes { Array($0) }) else {
              return .output(isCut: true)
            }
          }
          return .output(isCut: false)
        }
        group.addTask {
          var tail: [UInt8] = []
          for try await buffer in process.standardError {
            tail = (tail + buffer.withUnsafeBytes { Array($0) }).suffix(Self.longestLastWords)
          }
          return .errors(String(decoding: tail, as: UTF8.self))
        }
        group.addTask {
          try await ContinuousClock().sleep(for: limit)
          return .late
        }
        var course = Course()
        var ended = 0
        while ended < 2, let part = try await Self.next(of: &group, killing: process) {
          switch part {
          case .output(let isCut):
            ended += 1
            course.isCut = isCut
            if isCut { Self.kill(process) }
          case .errors(let words):
            ended += 1
            course.lastWords = words
          case .late:
            course.isLate = true
            Self.kill(process)
          }
        }
        group.cancelAll()
        return course
      }
    } onCancel: {
      Self.kill(process)
    }
  }

  /// The next part that ended; where one fails the process is ended before the failure is passed on.
  private static func next<Part: Sendable>(
    of group: inout ThrowingTaskGroup<Part, any Error>, killing process: Running
  ) async throws -> Part? {
    do {
      return try await group.next()
    } catch {
      kill(process)
      throw error
    }
  }

  private static func kill(_ process: Running) {
    try? process.send(signal: .kill, toProcessGroup: true)
  }

  /// Bytes of what it said on standard error last: its reason stands there.
  private static let longestLastWords = 2000

  private func end(_ status: TerminationStatus, _ course: Course) -> End {
    var end = End(isCut: course.isCut, isLate: course.isLate, lastWords: course.lastWords)
    guard !course.isCut else { return end }
    let said = course.lastWords.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
    switch status {
    case _ where course.isLate: end.trouble = "it had not ended in its time, and was ended"
    case .exited(0): break
    case .exited(let code): end.trouble = "it left with status \(code)\(said)"
    case .signaled(let signal): end.trouble = "it was ended by signal \(signal)\(said)"
    }
    return end
  }

  private var variables: [Environment.Key: String] {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { variables[key] = value }
    }
    // Messages in the words that readers know, times as they were written.
    if let key = Environment.Key(rawValue: "LC_ALL") { variables[key] = "C.UTF-8" }
    return variables
  }

  private static func words(for error: SubprocessError) -> String {
    error.code == .executableNotFound
      ? "there is no such program" : String("\(error)".prefix(200))
  }
}
