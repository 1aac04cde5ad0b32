package import LineEditing
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What Tab offers at a terminal: the command table, completed by sessions and files.
package final class ShellCompletion: Sendable {
  private let sessions = Mutex<[CommandCompletion.Candidate]>([])

  package init() {}

  /// Remembers the sessions to offer; called whenever they may have changed.
  package func offer(_ candidates: [CommandCompletion.Candidate]) {
    sessions.withLock { $0 = candidates }
  }

  /// Completes the text in front of the cursor; at once, from what is remembered.
  package func complete(_ typed: String) -> LineCompletion? {
    let sources = CommandCompletion.Sources(
      sessions: { self.sessions.withLock { $0 } }, paths: Self.paths)
    return CommandCompletion.complete(typed, sources: sources).map { completion in
      LineCompletion(
        wordStart: completion.wordStart,
        candidates: completion.candidates.map { .init(text: $0.text, help: $0.help) })
    }
  }

  /// The files and folders whose path begins as typed.
  private static func paths(beginningWith prefix: String) -> [CommandCompletion.Candidate] {
    let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let folder = String(prefix[..<slash])
    let name = prefix[slash...]
    let entries =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return entries.filter { $0.hasPrefix(name) && (!name.isEmpty || !$0.hasPrefix(".")) }.sorted()
      .map { entry in
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: folder + entry, isDirectory: &isFolder)
        return .init(text: folder + entry + (isFolder ? "/" : ""), help: "")
      }
  }
}

extension HistoryFile: LineHistory {
  package func lines() -> [String] { recentEntries() }
  package func olderLines() -> [String]? { olderEntries() }
  package func add(_ line: String) { announce(line) }
}
