import Foundation
import SessionsAPI
import Shell
import TestSupport

/// A home of its own with some logs, and shells that are opened in it.
struct ShellBench {
  private let binary: String
  private let home: String
  private let logs: String

  init(binary: String) throws {
    self.binary = URL(filePath: binary).path
    home =
      FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-bench-\(UUID().uuidString)").path
    logs = home + "/logs"
    guard FileManager.default.isExecutableFile(atPath: self.binary) else {
      throw BenchmarkError.failed("There is no program at '\(binary)'. Build it with 'make build'.")
    }
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
    try "2026-03-01T10:00:00Z INFO started\n2026-03-01T10:00:01Z ERROR disk full\n"
      .write(toFile: logs + "/orders.log", atomically: true, encoding: .utf8)
  }

  /// Deletes the home.
  func remove() {
    try? FileManager.default.removeItem(atPath: home)
  }

  /// Fills the archive with sessions, as years of use would.
  func fillArchive(sessions: Int) throws {
    let archive = try Archive(folder: home + "/.local/share/gumshoe")
    for number in 0..<sessions {
      let session = Session(
        id: .init(), status: .idle, title: "incident \(number)", input: "why did it fail?",
        createdAt: Date(timeIntervalSince1970: Double(1_700_000_000 + number)), updatedAt: nil)
      try archive.record(session, service: "embedded")
    }
  }

  /// Fills the history with lines, as years of use would.
  func fillHistory(lines: Int) throws {
    let folder = home + "/.local/state/gumshoe"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = (0..<lines).map { number in
      #"{"d":"/","t":"2026-03-01T10:00:00Z","v":1,"x":"why does checkout fail in region \#(number)?"}"#
        + "\n"
    }
    try text.joined().write(
      toFile: folder + "/history.jsonl", atomically: true, encoding: .utf8)
  }

  /// Milliseconds from the start of the process to its first prompt on the screen.
  func startTimes(count: Int) async throws -> [Double] {
    try await startTimes(count: count, prompt: "▸", leaving: "\u{04}") { try open() }
  }

  /// The same of a database's shell on the archive; nil where none is installed.
  func databaseStartTimes(count: Int) async throws -> [Double]? {
    let program = "/usr/bin/sqlite3"
    guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
    let archive = home + "/.local/share/gumshoe/archive.sqlite"
    return try await startTimes(count: count, prompt: "sqlite>", leaving: ".quit\r") {
      try TerminalProgram(
        program, ["-interactive", archive], environment: environment, folder: home)
    }
  }

  /// The same of another chat shell, Python's `llm chat`; nil where `PATH` has none.
  func chatStartTimes(count: Int) async throws -> [Double]? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let program = folders.map { "\($0)/llm" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else { return nil }
    return try await startTimes(count: count, prompt: "\n>", leaving: "exit\r") {
      try TerminalProgram(program, ["chat"], environment: environment, folder: home)
    }
  }

  private func startTimes(
    count: Int, prompt: String, leaving keys: String, _ open: () throws -> TerminalProgram
  ) async throws -> [Double] {
    var times: [Double] = []
    for _ in 0..<count {
      let begin = ContinuousClock.now
      let shell = try open()
      try await shell.wait("a prompt") { $0.text.contains(prompt) }
      times.append(begin.duration(to: .now) / .milliseconds(1))
      shell.type(keys)
      _ = try await shell.exitStatus()
    }
    return times
  }

  /// What is typed and pasted in a shell, on logs that take a turn some time.
  func keys(logMegabytes: Int) throws -> KeyBench {
    let busy = home + "/busy"
    try FileManager.default.createDirectory(atPath: busy, withIntermediateDirectories: true)
    let line = "2026-03-01T10:00:00Z ERROR order 4711 in region 7 failed after 30 ms"
    _ = try LogWriter(lines: [Array(line.utf8)])
      .write(to: busy + "/orders.log", megabytes: logMegabytes)
    return KeyBench(shell: try open([busy], environment))
  }

  /// The memory of a shell that has greeted and waits, in MiB: its peak, and what it takes together
  /// with its engine.
  func idleMemory() async throws -> (peak: Double, withEngine: Double) {
    let shell = try open()
    try await shell.wait(for: "Ask what went wrong")
    // A command makes sure that the stores are open and all is settled.
    shell.type("/status\r")
    try await shell.wait(for: "No session is current")
    guard let peak = PeakMemory.mebibytes(ofProcess: "\(shell.processIdentifier)"),
      let family = PeakMemory.mebibytes(ofFamily: shell.processIdentifier)
    else {
      throw BenchmarkError.failed("The system does not tell the memory of a process.")
    }
    return (peak, family)
  }

  /// Milliseconds from a turn's end, by the service's clock, to its answer on the screen: on the
  /// embedded service.
  func answerTimes(count: Int) async throws -> [Double] {
    try await answerTimes(count: count, [logs], environment)
  }

  /// The same on a server, over HTTP on loopback.
  func remoteAnswerTimes(count: Int) async throws -> [Double] {
    let server = try BenchServer(
      binary: binary, evidence: logs, store: home + "/server.sqlite", environment: environment)
    defer { server.stop() }
    var environment = environment
    environment["GUMSHOE_SERVER"] = server.url
    environment["GUMSHOE_API_KEY"] = server.key
    return try await answerTimes(count: count, [], environment)
  }

  private func answerTimes(
    count: Int, _ arguments: [String], _ environment: [String: String]
  ) async throws -> [Double] {
    let shell = try open(arguments, environment)
    try await shell.wait(for: "Ask what went wrong")
    var seen: [Date] = []
    for turn in 1...count {
      shell.type("show me the errors\r")
      try await shell.wait("answer \(turn)") { screen in
        screen.text.split(separator: "\n").count { $0 == "Answer" } == turn
      }
      seen.append(Date())
    }
    let output = try Tool.run(
      binary, ["sessions", "show", "errors", "--json"], environment: environment)
    let shown = try JSONDecoder().decode(Shown.self, from: output)
    let ends = shown.result.messages.filter { $0.role == "assistant" }
      .compactMap { Timestamp.date(from: $0.created_at) }
    guard ends.count == seen.count else {
      throw BenchmarkError.failed("\(ends.count) answers were kept, but \(seen.count) shown.")
    }
    return zip(seen, ends).map { $0.timeIntervalSince($1) * 1000 }
  }

  private struct Shown: Decodable {
    var result: Transcript

    struct Transcript: Decodable {
      var messages: [Message]
    }

    struct Message: Decodable {
      var role: String
      // The contract spells it so.
      var created_at: String
    }
  }

  private var environment: [String: String] {
    ["HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"]
  }

  private func open() throws -> TerminalProgram {
    try open([logs], environment)
  }

  private func open(
    _ arguments: [String], _ environment: [String: String]
  ) throws -> TerminalProgram {
    try TerminalProgram(binary, arguments, environment: environment, folder: home, rows: 50)
  }
}
