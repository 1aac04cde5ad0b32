import Foundation
import TestSupport
import Testing

@testable import LineEditing

/// The display in another terminal than the one it was made against: tmux, where it is installed.
@Suite struct TmuxDisplayTests {
  private static let program = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let scripts: ClosedRange<UInt64> = 1...100
  private static let steps = 20

  @Test(.enabled(if: program != nil, "tmux is not installed"))
  func `a hundred random scripts look in tmux as plain text does`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "display-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "set -g destroy-unattached on\nset -g status off\n"
      .write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
    for seed in Self.scripts {
      var script = DisplayScript(seed: seed, letters: .certain)
      for _ in 0..<Self.steps { _ = script.step() }
      let file = "\(folder)/\(seed)"
      try Data(script.written.utf8).write(to: URL(filePath: file))
      let client = try Self.tmux(
        [
          "-f", folder + "/conf", "new-session", "stty raw; cat \(file); exec sleep 600",
        ], in: folder, seed: seed, columns: script.size.columns, rows: script.size.rows)
      let expected = script.plainScreen + ["\(script.cursor.column),\(script.cursor.row)"]
      let end = ContinuousClock.now + Patience.limit
      var shown: [String] = []
      while shown != expected {
        guard ContinuousClock.now < end else {
          Issue.record("script \(seed): \(expected), but \(shown)")
          return
        }
        let look = try Self.tmux(
          ["capture-pane", "-p", ";", "display", "-p", "#{cursor_x},#{cursor_y}"], in: folder,
          seed: seed)
        _ = try await look.exitStatus()
        shown = String(decoding: look.written, as: UTF8.self)
          .split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      }
      // Its end is the session's, and the server's.
      withExtendedLifetime(client) {}
    }
  }

  /// Starts tmux in a terminal: a server that it starts has no signal blocked then.
  private static func tmux(
    _ arguments: [String], in folder: String, seed: UInt64, columns: Int = 200, rows: Int = 60
  ) throws -> TerminalProgram {
    try TerminalProgram(
      program ?? "", ["-S", folder + "/server-\(seed)", "-u"] + arguments,
      environment: [
        "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "HOME": folder,
        "SHELL": "/bin/sh",
      ], folder: folder, columns: columns, rows: rows)
  }
}
