import Foundation
import TestSupport
import Testing

extension GumshoeBinary {
  /// Opens the shell in a terminal of its own.
  func open(
    _ arguments: [String], columns: Int = 100, rows: Int = 30, term: String = "xterm-256color",
    variables: [String: String] = [:]
  ) throws -> TerminalProgram {
    var environment = environment.merging(variables) { $1 }
    environment["TERM"] = term
    return try TerminalProgram(
      Self.path, arguments, environment: environment, folder: home, columns: columns, rows: rows)
  }
}

/// Keys as terminals send them.
enum Key {
  static let enter = "\r"
  static let interrupt = "\u{03}"
  static let endOfFile = "\u{04}"
  static let tab = "\t"
  static let up = "\u{1b}[A"
  static let down = "\u{1b}[B"
  static let left = "\u{1b}[D"
  static let newRow = "\n"
}

extension ScreenSnapshot {
  /// What stands behind the prompt's mark in the last row.
  var typed: String {
    lastLine.split(separator: "▸", maxSplits: 1, omittingEmptySubsequences: false).last
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
  }

  /// Whether the prompt of a session that is idle stands in the last row.
  func isIdle(title: String) -> Bool {
    lastLine.hasPrefix("\(title) ▸")
  }

  /// How many answers have been printed.
  var answers: Int {
    text.split(separator: "\n").count { $0 == "Answer" }
  }
}

/// Logs that take some seconds to read: compressed, so that one thread has to read them all.
func makeSlowLogs(in folder: String) throws -> String {
  let logs = folder + "/slow"
  try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/sh")
  shell.arguments = [
    "-c",
    """
    { echo '2026-03-01T10:00:00Z INFO service started';
      yes '2026-03-01T10:05:00Z INFO request 4711 of user 42 served in 17 ms from cache' | head -n 8000000;
      echo '2026-03-01T10:10:00Z ERROR disk full: no space left on device';
    } | gzip -1 > '\(logs)/orders.log.gz'
    """,
  ]
  try shell.run()
  shell.waitUntilExit()
  try #require(shell.terminationStatus == 0)
  return logs
}
