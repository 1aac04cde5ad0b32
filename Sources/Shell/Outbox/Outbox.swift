import OwnerLock
import Redaction
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The lines that were accepted and not answered yet, kept on disk from before they are sent.
///
/// The file is a journal: each line puts an entry or takes one away, and names the entry's owner.
/// Processes share it; one adopts only what no living process owns.
package actor Outbox {
  private let file: AppendOnlyFile
  private let owner: OwnerLock?
  private var mine: [OutboxEntry.ID: OutboxEntry] = [:]
  /// Those of them whose text holds a secret, or once did, as a line may while it is typed.
  private var secret: Set<OutboxEntry.ID> = []
  /// Why nothing is kept on disk, where that is so; the shell says it once.
  package nonisolated let trouble: FileError?

  /// The size from which a journal without live entries is emptied, in bytes.
  private static let compactionSize = 64 * 1024

  /// Opens the outbox in a folder.
  ///
  /// Where that cannot be written, entries live in memory alone.
  package init(folder: String) {
    file = AppendOnlyFile(path: folder + "/outbox.jsonl")
    let lockFile = folder + "/outbox.lock"
    do {
      try OpenFile.makeFolder(of: lockFile)
      owner = try OwnerLock(path: lockFile)
      trouble = nil
    } catch {
      owner = nil
      let code = (error as? OwnerLockError)?.code
      trouble = error as? FileError ?? FileError(path: lockFile, action: "lock", code: code ?? 0)
    }
  }

  /// Keeps an entry, or its newer state.
  ///
  /// - Throws: ``FileError`` where it could not be written; the entry is then kept in memory.
  package func put(_ entry: OutboxEntry) throws {
    guard mine[entry.id] != entry else { return }
    mine[entry.id] = entry
    if SecretMask.occurs(in: entry.text) { secret.insert(entry.id) }
    try write(OutboxRecord(operation: .put, id: entry.id, owner: owner?.number, entry: entry))
  }

  /// Forgets an entry.
  ///
  /// - Throws: ``FileError`` where that could not be written.
  package func remove(_ id: OutboxEntry.ID) throws {
    guard mine.removeValue(forKey: id) != nil else { return }
    try write(OutboxRecord(operation: .remove, id: id, owner: owner?.number, entry: nil))
    // A secret waits here until it is sent, and no longer.
    if secret.remove(id) != nil { try compact() }
  }

  /// Lists the entries for a service whose owners have died, oldest first.
  package func orphans(service: String) throws -> [OutboxEntry] {
    guard let owner else { return [] }
    let live = OutboxRecord.fold(try file.read().lines)
    return live.filter { record in
      record.entry?.service == service && !owner.isAlive(record.owner ?? 0)
    }.compactMap(\.entry)
  }

  /// Makes this process the owner of entries that have none.
  ///
  /// Only those are taken that no other process took first.
  ///
  /// - Throws: ``FileError``.
  package func adopt(_ entries: [OutboxEntry]) throws -> [OutboxEntry] {
    guard let owner, !entries.isEmpty else { return [] }
    let wanted = Set(entries.map(\.id))
    var adopted: [OutboxEntry] = []
    try file.rewrite { lines in
      let live = OutboxRecord.fold(lines)
      adopted = []
      let records = live.map { record in
        guard wanted.contains(record.id), !owner.isAlive(record.owner ?? 0),
          let entry = record.entry
        else { return record }
        adopted.append(entry)
        var mine = record
        mine.owner = owner.number
        return mine
      }
      return records.compactMap { try? $0.line() }
    }
    for entry in adopted {
      mine[entry.id] = entry
      if SecretMask.occurs(in: entry.text) { secret.insert(entry.id) }
    }
    return adopted
  }

  /// Removes the lines for a session that no other living process has, and every trace of them.
  ///
  /// - Throws: ``FileError``.
  package func forget(_ session: Session.ID, service: String) throws {
    for (id, entry) in mine where entry.session == session && entry.service == service {
      mine[id] = nil
    }
    guard let owner else { return }
    let own = owner.number
    try file.rewrite { lines in
      let live = OutboxRecord.fold(lines)
      let conversations = Set(
        live.compactMap(\.entry).filter { $0.session == session && $0.service == service }
          .map(\.conversation))
      return live.filter { record in
        guard let entry = record.entry, conversations.contains(entry.conversation) else {
          return true
        }
        return record.owner != own && owner.isAlive(record.owner ?? 0)
      }.compactMap { try? $0.line() }
    }
  }

  private func write(_ record: OutboxRecord) throws {
    guard owner != nil else { return }
    try file.append(record.line(), durably: true)
    guard record.operation == .remove, mine.isEmpty else { return }
    try compact(from: Self.compactionSize)
  }

  /// Shortens a journal of some size or more to its live entries.
  private func compact(from size: Int = 0) throws {
    guard owner != nil else { return }
    try file.rewrite { lines in
      guard lines.reduce(0, { $0 + $1.count }) >= size else { return nil }
      return OutboxRecord.fold(lines).compactMap { try? $0.line() }
    }
  }
}

/// A line of the outbox's journal.
struct OutboxRecord: Codable {
  enum Operation: String, Codable {
    case put, remove
  }

  var version = 1
  var operation: Operation
  var id: OutboxEntry.ID
  /// The byte of the lock file that the owning process holds.
  var owner: Int64?
  var entry: OutboxEntry?

  enum CodingKeys: String, CodingKey {
    case version = "v"
    case operation = "op"
    case id, owner, entry
  }

  /// The record as a line of JSON.
  func line() throws -> [UInt8] {
    Array(try ContractJSON.encode(self))
  }

  /// The newest record of each entry that was not taken away, in the order they were first put.
  ///
  /// A line that makes no sense, such as one that was cut, is skipped.
  static func fold(_ lines: [[UInt8]]) -> [OutboxRecord] {
    var order: [OutboxEntry.ID] = []
    var live: [OutboxEntry.ID: OutboxRecord] = [:]
    for line in lines {
      guard let record = try? ContractJSON.decode(OutboxRecord.self, from: Data(line)) else {
        continue
      }
      switch record.operation {
      case .put:
        if live[record.id] == nil { order.append(record.id) }
        live[record.id] = record
      case .remove:
        live[record.id] = nil
        order.removeAll { $0 == record.id }
      }
    }
    return order.compactMap { live[$0] }
  }
}
