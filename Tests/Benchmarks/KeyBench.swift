import Foundation
import TestSupport

/// How soon a key is on the screen, and a large paste on the line, while investigations run.
struct KeyBench {
  /// A shell on some logs.
  let shell: TerminalProgram

  /// The sessions in which turns run meanwhile.
  private static let sessions = 3
  /// The letters of one line: few enough for the narrowest room that a prompt leaves.
  private static let lineLength = 16

  /// Milliseconds from each key to its letter on the screen, while turns run in three sessions, one
  /// behind the other, and those of one print their answers.
  func keyTimes(count: Int) async throws -> [Double] {
    try await shell.wait(for: "Ask what went wrong")
    for number in 1...Self.sessions {
      // One by one, as people do: many at once are a paste, and that is one message.
      for line in ["/new what is wrong in region \(number)?"] + waitingLines(count: count) {
        shell.type(line)
        try await shell.wait("'\(line)'") { $0.lastLine.hasSuffix(line.suffix(8)) }
        shell.type("\r")
        try await shell.wait("an empty line") { $0.lastLine.hasSuffix("▸") }
      }
    }
    var times: [Double] = []
    while times.count < count {
      var typed = ""
      while typed.count < Self.lineLength, times.count < count {
        typed += times.count % 2 == 0 ? "a" : "b"
        let wanted = typed
        let begin = ContinuousClock.now
        shell.type(String(typed.suffix(1)))
        try await shell.wait("'\(wanted)'") { $0.lastLine.hasSuffix("▸ \(wanted)") }
        times.append(begin.duration(to: .now) / .milliseconds(1))
      }
      guard shell.snapshot.lastLine.contains("queued") else {
        throw BenchmarkError.failed("The turns ended before \(count) keys were typed.")
      }
      shell.type("\u{15}")
      try await shell.wait("an empty line") { $0.lastLine.hasSuffix("▸") }
    }
    return times
  }

  /// Enough of them for the keys: each turn takes longer than a few keys do.
  private func waitingLines(count: Int) -> [String] {
    (0..<max(4, count / 10)).map { "show me the last \(10 + $0 % 20) errors" }
  }

  /// Seconds until so many megabytes that are pasted stand on the line, and a key behind them.
  func pasteTime(megabytes: Int) async throws -> Double {
    try await shell.wait(for: "▸")
    let line = "2026-03-01T10:00:00Z ERROR no space left on device while order 4711 was stored\n"
    let text = String(repeating: line, count: megabytes * 1_000_000 / line.utf8.count)
    let begin = ContinuousClock.now
    shell.paste(text)
    shell.type("!")
    try await shell.wait("the paste, and the key") { $0.lastLine.hasSuffix("#1]!") }
    return begin.duration(to: .now) / .seconds(1)
  }
}

extension [Double] {
  /// The value that so large a part of all does not exceed; 0 for none.
  func quantile(_ part: Double) -> Double {
    isEmpty ? 0 : sorted()[Swift.min(count - 1, Int((Double(count) * part).rounded(.down)))]
  }
}
