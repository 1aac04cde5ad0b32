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

/// Runs a test with a shell without evidence, in a terminal and a home of its own, once its prompt
/// stands.
func withShell(
  columns: Int = 100, rows: Int = 30, _ body: (TerminalProgram) async throws -> Void
) async throws {
  try await withGumshoe { gumshoe in
    let shell = try gumshoe.open([], columns: columns, rows: rows)
    try await shell.wait(for: "▸")
    try await body(shell)
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
  static let right = "\u{1b}[C"
  static let newRow = "\n"
}

extension ScreenSnapshot {
  /// What stands behind the prompt's mark in the last row.
  var typed: String {
    lastLine.split(separator: "▸", maxSplits: 1, omittingEmptySubsequences: false).last
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
  }

  /// Whether the last rows that are not empty read so.
  func ends(in text: String) -> Bool {
    self.text.trimmingCharacters(in: .newlines).hasSuffix(text)
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

/// Logs whose turns are at work until a test lets them end, by an engine made for tests.
struct HeldLogs {
  /// The folder.
  let path: String

  /// What the prompt tells of a turn that is held.
  static let step = "looking for a fault 0/1"

  /// Makes some logs with one fault.
  init(in folder: String) throws {
    try self.init(at: folder + "/held-logs")
    let lines = (0..<600).map { second in
      let time = String(format: "10:%02d:%02d", second / 60, second % 60)
      return "2026-03-01T\(time)Z INFO request \(second) served in 17 ms"
    }
    let last = "2026-03-01T10:10:00Z ERROR disk full: no space left on device\n"
    try (lines + [last]).joined(separator: "\n")
      .write(toFile: path + "/orders.log", atomically: true, encoding: .utf8)
  }

  /// Holds the turns on a folder that may be there.
  init(at path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: hold))
  }

  /// See `FaultyEngine.swift`.
  private var hold: String { path + ".held" }

  /// Lets the turns end.
  func release() throws {
    try FileManager.default.removeItem(atPath: hold)
  }
}
