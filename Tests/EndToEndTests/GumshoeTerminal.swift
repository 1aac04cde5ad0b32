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
      program, arguments, environment: environment, folder: home, columns: columns, rows: rows)
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
///
/// The file is one piece many times over (RFC 1952, 2.2: members one behind the other), which takes
/// no time to make.
func makeSlowLogs(in folder: String) async throws -> String {
  let logs = folder + "/slow"
  try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/sh")
  shell.arguments = [
    "-c",
    """
    yes '2026-03-01T10:05:00Z INFO request 4711 of user 42 served in 17 ms from cache' \
      | head -n 1000000 | gzip -1 > '\(folder)/piece.gz'
    { echo '2026-03-01T10:00:00Z INFO service started' | gzip -1
      for piece in 1 2 3 4 5 6 7 8 9 10 11 12; do cat '\(folder)/piece.gz'; done
      echo '2026-03-01T10:10:00Z ERROR disk full: no space left on device' | gzip -1
    } > '\(logs)/orders.log.gz'
    rm '\(folder)/piece.gz'
    """,
  ]
  // Not waited for on a thread of the tests': those who look at a screen meanwhile need them.
  let outcome = await (try PipedProcess(shell)).finish()
  try #require(outcome.status == 0, "\(outcome)")
  return logs
}
