package import LineEditing
import SessionsAPI
import Synchronization
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What Tab offers at a terminal: the command table, completed by sessions, exhibits and files.
package final class ShellCompletion: Sendable {
  private let known = Mutex(Known())

  /// What is known of the shell by now: nothing before its files are open.
  private struct Known {
    var archive: Archive?
    var profiles: [ProfileRow] = []
    var service = ""
    var conversations: [Conversation] = []
    var current: Session.ID?
  }

  /// The sessions that are offered at the most: more than one looks through.
  private static let offeredSessions = 100
  /// The newest messages in which exhibits and sections are looked for, so that Tab answers at once.
  private static let offeredMessages = 12

  package init() {}

  /// Remembers where transcripts are kept, and the services there are.
  package func use(_ archive: Archive, profiles: [ProfileRow]) {
    known.withLock { known in
      known.archive = archive
      known.profiles = profiles
    }
  }

  /// Remembers the shell's sessions; called whenever they may have changed.
  func show(_ state: ShellState) {
    known.withLock { known in
      known.service = state.service
      known.conversations = state.conversations
      known.current = state.current?.session
    }
  }

  /// Completes the text in front of the cursor; at once, from what is remembered.
  package func complete(_ typed: String) -> LineCompletion? {
    let known = known.withLock { $0 }
    let sources = CommandCompletion.Sources(
      sessions: { Self.sessions(known) }, paths: Self.paths,
      exhibits: {
        Self.answers(known).exhibits.map { .init(text: "\($0.number)", help: $0.completionHelp) }
      },
      sections: {
        Self.answers(known).sectionNames.map { .init(text: $0.name, help: $0.title) }
      },
      profiles: {
        known.profiles.map { .init(text: $0.name, help: UntrustedText.clean($0.service)) }
      })
    return CommandCompletion.complete(typed, sources: sources).map { completion in
      LineCompletion(
        wordStart: completion.wordStart,
        candidates: completion.candidates.map { .init(text: $0.text, help: $0.help) })
    }
  }

  /// This shell's sessions, the newest first, then those that the machine knows, the last used first.
  private static func sessions(_ known: Known) -> [CommandCompletion.Candidate] {
    func candidate(_ id: Session.ID, _ status: String, _ title: String)
      -> CommandCompletion.Candidate
    {
      .init(
        text: String(id.rawValue.prefix(8)),
        help: UntrustedText.clean("\(status)  \(title)", keepingNewlines: false))
    }
    let ours = known.conversations.reversed().compactMap { conversation in
      conversation.session.map {
        candidate($0, conversation.status?.words ?? "", conversation.title)
      }
    }
    let open = Set(known.conversations.compactMap(\.session))
    let archived =
      (try? known.archive?.sessions(service: known.service, limit: offeredSessions)) ?? []
    return ours
      + archived.map(\.session).filter { !open.contains($0.id) }.map {
        candidate($0.id, $0.status.words, PromptTitle.short($0.title ?? $0.input))
      }
  }

  /// The newest answers of the current session.
  private static func answers(_ known: Known) -> SessionAnswers {
    let messages = known.current.flatMap { id in
      try? known.archive?.messages(of: id, service: known.service, newest: offeredMessages)
    }
    return SessionAnswers(messages ?? [], last: nil)
  }

  /// The files and folders whose path begins as typed.
  private static func paths(beginningWith prefix: String) -> [CommandCompletion.Candidate] {
    let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let folder = String(prefix[..<slash])
    let name = prefix[slash...]
    let place = HomeFolder.expanded(folder)
    let entries =
      (try? FileManager.default.contentsOfDirectory(atPath: place.isEmpty ? "." : place)) ?? []
    return entries.filter { $0.hasPrefix(name) && (!name.isEmpty || !$0.hasPrefix(".")) }.sorted()
      .map { entry in
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: place + entry, isDirectory: &isFolder)
        return .init(text: folder + entry + (isFolder ? "/" : ""), help: "")
      }
  }
}

extension Report.Exhibit {
  /// Where it stands and what it says, in a line.
  fileprivate var completionHelp: String {
    let place = path.map { path in line.map { "\(path):\($0)" } ?? path } ?? source
    let words = [service, place, quote].compactMap { $0 }.joined(separator: "  ")
    return UntrustedText.clean(words, keepingNewlines: false, keepingTabs: false)
  }
}

extension HistoryFile: LineHistory {
  package func lines() -> [String] { recentEntries() }
  package func olderLines() -> [String]? { olderEntries() }
  package func add(_ line: String) { announce(line) }
  package func furtherLine(beginningWith text: String) -> String? { question(beginningWith: text) }
}
