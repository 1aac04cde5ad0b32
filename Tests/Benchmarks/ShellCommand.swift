import ArgumentParser
import Foundation
import TestSupport

/// Measures the shell in a terminal: its start, its memory, and how fast an answer is on the screen.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Measures start, memory, and a turn's end to its answer on the screen.")

  @Option(help: "The gumshoe binary to measure, built for release.") var binary: String
  @Option(help: "How often each time is taken.") var runs = 40
  @Flag(help: "Print a JSON object.") var json = false

  private struct Result: Encodable {
    var bench = "shell"
    var emptyStartMilliseconds: Double
    var startMilliseconds: Double
    /// Null where there is no `sqlite3`.
    var databaseStartMilliseconds: Double?
    /// Null where there is no `llm`.
    var chatStartMilliseconds: Double?
    var keyMilliseconds: Double
    var slowKeyMilliseconds: Double
    var pasteSeconds: Double
    var scriptedTurnsPerSecond: Double
    var idlePeakMiB: Double
    var idleWithEngineMiB: Double
    var engineWayMilliseconds: Double
    var answerMilliseconds: Double
    var worstAnswerMilliseconds: Double
    var remoteAnswerMilliseconds: Double
    var worstRemoteAnswerMilliseconds: Double
    /// The median time of each search.
    var findMilliseconds: [String: Double]
  }

  /// The sessions in the archive of a shell that has been used for long.
  private static let archivedSessions = 10_000
  /// The lines of its history.
  private static let historyLines = 100_000
  /// The keys that are typed while turns run, enough for the slowest hundredth to be some.
  private static let keys = 400
  /// The megabytes of the log that those turns read.
  private static let logMegabytes = 100
  /// How often the other chat shell is started: each takes a second or two.
  private static let chatRuns = 5
  /// What is pasted: a large log, as people do.
  private static let pastedMegabytes = 2
  private static let scriptedTurns = 2_000

  func run() async throws {
    let bench = try ShellBench(binary: binary)
    defer { bench.remove() }
    Output.note("measuring: starts without an archive")
    let emptyStarts = try await bench.startTimes(count: runs)
    try bench.fillArchive(sessions: Self.archivedSessions)
    try bench.fillHistory(lines: Self.historyLines)
    Output.note("measuring: starts with one")
    let starts = try await bench.startTimes(count: runs)
    let databaseStarts = try await bench.databaseStartTimes(count: runs)
    let chatStarts = try await bench.chatStartTimes(count: min(runs, Self.chatRuns))
    Output.note("measuring: keys while turns run")
    let keyTimes = try await bench.keys(logMegabytes: Self.logMegabytes)
      .keyTimes(count: Self.keys)
    Output.note("measuring: a paste")
    let pasteTime = try await bench.keys(logMegabytes: 1)
      .pasteTime(megabytes: Self.pastedMegabytes)
    Output.note("measuring: scripted turns")
    let turns = try await ScriptBench.turnsPerSecond(count: Self.scriptedTurns)
    Output.note("measuring: memory")
    let memory = try await bench.idleMemory()
    Output.note("measuring: the way through the engine")
    let way = try await EngineBench(binary: binary).wayTimes(count: runs)
    Output.note("measuring: answers")
    let answers = try await bench.answerTimes(count: runs)
    let remote = try await bench.remoteAnswerTimes(count: runs)
    Output.note("measuring: searches")
    let finding = try FindBench(sessions: Self.archivedSessions)
    defer { finding.remove() }
    let found = try FindBench.queries.map {
      ($0, try finding.times(of: $0, count: runs).median)
    }
    let result = Result(
      emptyStartMilliseconds: emptyStarts.median, startMilliseconds: starts.median,
      databaseStartMilliseconds: databaseStarts?.median,
      chatStartMilliseconds: chatStarts?.median, keyMilliseconds: keyTimes.median,
      slowKeyMilliseconds: keyTimes.quantile(0.99), pasteSeconds: pasteTime,
      scriptedTurnsPerSecond: turns, idlePeakMiB: memory.peak,
      idleWithEngineMiB: memory.withEngine, engineWayMilliseconds: way.median,
      answerMilliseconds: answers.median,
      worstAnswerMilliseconds: answers.max() ?? 0, remoteAnswerMilliseconds: remote.median,
      worstRemoteAnswerMilliseconds: remote.max() ?? 0,
      findMilliseconds: Dictionary(uniqueKeysWithValues: found))
    guard !json else { return try Output.json(result) }
    let database = databaseStarts.map { "\(Output.fixed($0.median, 1)) ms" } ?? "not installed"
    let chat = chatStarts.map { "\(Output.fixed($0.median, 1)) ms" } ?? "not installed"
    print(
      "start to first prompt, \(Self.archivedSessions) sessions archived, \(Self.historyLines) "
        + "lines in the history: \(Output.fixed(result.startMilliseconds, 1)) ms, without any "
        + "\(Output.fixed(result.emptyStartMilliseconds, 1)) ms, sqlite3 on that archive \(database), "
        + "`llm chat` \(chat) "
        + "(medians of \(runs))")
    print(
      "a key to its letter while turns run in three sessions: "
        + "\(Output.fixed(result.keyMilliseconds, 2)) ms, of 99 in 100 at most "
        + "\(Output.fixed(result.slowKeyMilliseconds, 2)) ms (\(Self.keys) keys)")
    print(
      "\(Self.pastedMegabytes) MB pasted, to the line: \(Output.fixed(pasteTime, 2)) s")
    print("scripted turns, the engine answering at once: \(Int(turns)) a second")
    print("peak memory of an idle shell: \(Output.fixed(memory.peak, 1)) MiB")
    print("memory of an idle shell and its engine: \(Output.fixed(memory.withEngine, 1)) MiB")
    print(
      "a turn's way through the engine's process: "
        + "\(Output.fixed(result.engineWayMilliseconds, 2)) ms (median of \(runs))")
    for (query, time) in found {
      print(
        "finding \(query) in \(Self.archivedSessions) transcripts: "
          + "\(Output.fixed(time, 1)) ms (median of \(runs))")
    }
    for (place, times) in [("embedded", answers), ("on a server over HTTP", remote)] {
      print(
        "a turn's end to its answer on the screen, \(place): "
          + "\(Output.fixed(times.median / 1000, 4)) s (median of \(runs)), "
          + "\(Output.fixed((times.max() ?? 0) / 1000, 4)) s at worst")
    }
  }
}

extension [Double] {
  /// The value in the middle; 0 for none.
  var median: Double {
    isEmpty ? 0 : sorted()[count / 2]
  }
}
