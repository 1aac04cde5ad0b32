import Redaction
package import SessionsAPI
import Synchronization

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The lines submitted at a terminal, shared by every shell of this user.
///
/// A line is on disk before anything is done with it. A line that makes no sense is skipped, never
/// fatal; where the file cannot be written, the lines of this shell are remembered in memory.
package final class HistoryFile: Sendable {
  private let file: AppendOnlyFile
  private let directory: String
  let state = Mutex(State())

  /// How much of a long file is read at once, from its end backwards, in bytes: a thousand lines and
  /// more, in some 5 ms.
  private static let pageSize = 256 * 1024

  /// What is remembered.
  struct State {
    var others: [String] = []
    var own: [String] = []
    /// Lines of our own that are remembered already, and not appended yet.
    var announced: [String] = []
    /// What was asked in the sessions of this machine, newest first, whoever typed it where.
    var questions: [String] = []
    /// The part of the file that ``others`` is of.
    var start = 0
    var end = 0
    /// Where the lines begin that were handed out page by page.
    var pageStart = 0
    var identity: UInt64 = 0
    var isOff = false
    var trouble: FileError?
  }

  /// Names the history in a folder; lines remember the directory they were typed in.
  package init(folder: String, directory: String) {
    file = AppendOnlyFile(path: folder + "/history.jsonl")
    self.directory = directory
  }

  /// Remembers a line of our own at once, in memory: it may be appended later.
  func announce(_ text: String) {
    guard !SecretMask.occurs(in: text) else { return }
    state.withLock { state in
      state.own.append(text)
      state.announced.append(text)
    }
  }

  /// Whether a line may be kept: none that begins with a blank or looks like a secret, and none at all
  /// where nothing more is to be kept.
  func keeps(_ text: String) -> Bool {
    text.first != " " && !SecretMask.occurs(in: text) && !state.withLock(\.isOff)
  }

  /// Appends a submitted line, unless it begins with a blank or looks like a secret.
  ///
  /// Returns the first failure to write, once: from then on lines are kept in memory only.
  package func append(_ text: String, session: Session.ID?, at date: Date) -> FileError? {
    let keeps = keeps(text)
    let writes = state.withLock { state in
      if let index = state.announced.firstIndex(of: text) {
        state.announced.removeFirst(index + 1)
      } else if !SecretMask.occurs(in: text) {
        state.own.append(text)
      }
      return keeps && state.trouble == nil
    }
    guard writes else { return nil }
    let record = HistoryRecord(
      date: date, session: session?.rawValue, directory: directory, text: text)
    do {
      try file.append(record.line(), durably: true)
      return nil
    } catch {
      let failure = error as? FileError ?? FileError(path: file.path, action: "write to", code: 0)
      state.withLock { $0.trouble = failure }
      return failure
    }
  }

  /// Keeps no more lines on disk.
  package func turnOff() {
    state.withLock { $0.isOff = true }
  }

  /// Deletes the lines that hold a text, whatever its case, from the file and from memory.
  ///
  /// - Throws: ``FileError``.
  package func delete(containing words: String) throws(FileError) -> Int {
    let needle = words.lowercased()
    var deleted = 0
    try file.rewrite { lines in
      let kept = lines.filter { line in
        guard let record = HistoryRecord(line: line) else { return true }
        return !record.text.lowercased().contains(needle)
      }
      deleted = lines.count - kept.count
      return kept
    }
    state.withLock { state in
      state.announced = []
      state.own.removeAll { $0.lowercased().contains(needle) }
      state.others.removeAll { $0.lowercased().contains(needle) }
      state.questions.removeAll { $0.lowercased().contains(needle) }
      state.end = 0
      state.identity = 0
    }
    return deleted
  }

  /// The newest lines to walk through, newest last: this shell's own behind those of all others.
  ///
  /// Reads what other shells appended meanwhile. Neighbours that are alike are shown once.
  package func entries() -> [String] {
    state.withLock { state in
      refresh(&state)
      return Self.distinct(state.others + state.own)
    }
  }

  /// As ``entries()``, and ``olderEntries()`` goes on in front of them.
  package func recentEntries() -> [String] {
    let entries = entries()
    state.withLock { $0.pageStart = $0.start }
    return entries
  }

  /// The next older lines of a long file, newest last; nil where there are none.
  ///
  /// They are not kept: who wants them again asks for ``recentEntries()`` and these anew.
  package func olderEntries() -> [String]? {
    state.withLock { state in
      // In a file that was replaced meanwhile, the old places mean nothing.
      while state.pageStart > 0, file.size()?.identity == state.identity,
        let page = try? file.read(before: state.pageStart, about: Self.pageSize)
      {
        state.pageStart = page.start
        let texts = HistoryText.read(page.lines).filter { !state.own.contains($0) }
        if !texts.isEmpty { return Self.distinct(texts) }
      }
      return nil
    }
  }

  /// Lines without those that follow their like.
  private static func distinct(_ texts: [String]) -> [String] {
    var distinct: [String] = []
    for text in texts where text != distinct.last { distinct.append(text) }
    return distinct
  }

  private func refresh(_ state: inout State) {
    guard let size = file.size() else { return }
    if size.identity != state.identity {
      let page = try? file.read(before: size.bytes, about: Self.pageSize)
      state.others = []
      state.start = page?.start ?? 0
      state.end = page?.end ?? 0
      state.pageStart = state.start
      state.identity = size.identity
      take(page?.lines ?? [], into: &state)
    }
    guard size.bytes > state.end, let contents = try? file.read(from: state.end) else { return }
    state.end = contents.end
    take(contents.lines, into: &state)
  }

  private func take(_ lines: [[UInt8]], into state: inout State) {
    // Our own lines come back to us from the file; they are listed already.
    state.others += HistoryText.read(lines).filter { !state.own.contains($0) }
  }
}

/// A line of the history file.
struct HistoryRecord: Codable {
  var version = 1
  var date: Date
  var session: String?
  var directory: String
  var text: String

  init(date: Date, session: String?, directory: String, text: String) {
    self.date = date
    self.session = session
    self.directory = directory
    self.text = text
  }

  /// Reads a line; nil where it makes no sense.
  init?(line: [UInt8]) {
    guard let record = try? ContractJSON.decode(Self.self, from: Data(line)) else { return nil }
    self = record
  }

  enum CodingKeys: String, CodingKey {
    case version = "v"
    case date = "t"
    case session = "s"
    case directory = "d"
    case text = "x"
  }

  /// The record as a line of JSON.
  func line() throws -> [UInt8] {
    Array(try ContractJSON.encode(self))
  }
}

/// A line of the history file, as far as somebody walks through it: its time costs most to read.
private struct HistoryText: Decodable {
  var text: String

  enum CodingKeys: String, CodingKey {
    case text = "x"
  }

  /// Reads lines; those that make no sense are left out.
  static func read(_ lines: [[UInt8]]) -> [String] {
    let decoder = JSONDecoder()
    return lines.compactMap { (try? decoder.decode(Self.self, from: Data($0)))?.text }
  }
}
