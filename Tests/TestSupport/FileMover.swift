import DemoIncident
import Foundation
import Synchronization

/// A line that says which file it was written to, when that was begun, and where it stands in it.
package enum SelfTellingLine {
  private static func line(_ name: String, _ generation: Int, _ number: Int) -> String {
    let time = String(format: "10:%02d:%02d", number / 60 % 60, number % 60)
    return "2026-03-10T\(time)Z ERROR born=\(name) gen=\(generation) line=\(number) timed out\n"
  }

  /// Some lines of a file.
  package static func text(_ name: String, _ generation: Int, _ lines: Range<Int>) -> String {
    lines.map { line(name, generation, $0) }.joined()
  }

  /// What a line says of itself.
  package static func fields(
    _ text: some StringProtocol
  ) -> (name: String, generation: Int, line: Int)? {
    func value(_ key: String) -> String? {
      text.split(separator: " ").first { $0.hasPrefix(key + "=") }
        .map { String($0.dropFirst(key.count + 1)) }
    }
    guard let name = value("born"), let generation = value("gen").flatMap({ Int($0) }),
      let line = value("line").flatMap({ Int($0) })
    else { return nil }
    return (name, generation, line)
  }
}

/// Lets files appear, grow, rotate by renaming and by truncating, and vanish, until told to end.
package final class FileMover: Sendable {
  private let folder: String
  private let isEnded = Atomic(false)
  private let done = DispatchSemaphore(value: 0)
  /// How often each thing was done.
  private let moves = Mutex<[Int]>([0, 0, 0, 0, 0])

  /// How often that was done which was done least.
  package var rarest: Int { moves.withLock { $0.min() ?? 0 } }

  package init(_ folder: String) {
    self.folder = folder
    Thread { [self] in
      var random = SeededRandom(seed: 7)
      var generation = 1
      while !isEnded.load(ordering: .relaxed) {
        generation += 1
        let move = Int(random.next() % 5)
        try? self.move(move, "app\(Int(random.next() % 4))", generation)
        moves.withLock { $0[move] += 1 }
      }
      done.signal()
    }.start()
  }

  package func end() {
    isEnded.store(true, ordering: .relaxed)
    done.wait()
  }

  private func move(_ move: Int, _ name: String, _ generation: Int) throws {
    let path = "\(folder)/\(name).log"
    let files = FileManager.default
    switch move {
    case 0:
      let early = "\(folder)/aa\(generation % 3).log"
      try Data(SelfTellingLine.text("aa\(generation % 3)", generation, 1..<40).utf8).write(
        to: URL(filePath: early))
    case 1:
      guard let handle = FileHandle(forUpdatingAtPath: path) else { return }
      defer { try? handle.close() }
      let end = try handle.seekToEnd()
      guard end > 0, end < 1 << 20,
        let whole = try? String(contentsOfFile: path, encoding: .utf8),
        let last = whole.split(separator: "\n").last, let found = SelfTellingLine.fields(last)
      else { return }
      let more = SelfTellingLine.text(
        found.name, found.generation, found.line + 1..<found.line + 30)
      try handle.write(contentsOf: Data(more.utf8))
    case 2:
      _ = rename(path, path + ".1")
      try Data(SelfTellingLine.text(name, generation, 1..<400).utf8).write(
        to: URL(filePath: path), options: [])
    case 3:
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(SelfTellingLine.text(name, generation, 1..<500).utf8))
      try handle.close()
    default:
      try? files.removeItem(atPath: "\(folder)/aa\(generation % 3).log")
      try? files.removeItem(atPath: path + ".1")
    }
  }
}
