import FoundationEssentials
import GRDB
import InvestigationService
import SessionsAPI
import SystemPackage
import TestSupport
import Testing

/// The file of a store: what stands in it when nobody has it open, and copies of it.
@Suite struct StoreFileTests {
  @Test func `Defect 10: the file alone holds everything once the store is closed`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      _ = try await running(service) { try await sessions.ended(id) }
      // Readers of every kind have been at work.
      _ = try await sessions.list(.everything)
      await service.close()
      let copy = folder.path + "/copy.sqlite"
      try FileManager.default.copyItem(atPath: folder.storePath, toPath: copy)
      let again = try InvestigationService(
        store: try SQLiteSessionStore(path: copy), lockFile: copy + ".owners",
        engine: ScriptedEngine())
      let found = try await again.sessions(as: .local).get(id, wait: nil).session
      #expect(found.messages?.map(\.markdownContent) == ["q", "re: q"])
      #expect(!FileManager.default.fileExists(atPath: folder.storePath + "-wal"))
    }
  }

  @Test func `a backup is whole, private, and overwrites nothing, while others write`() async throws
  {
    try await withStoreFolder { folder in
      var settings = ServiceSettings()
      settings.maxRunning = 1000
      let service = try folder.service(settings: settings)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      for index in 0..<100 { _ = try await sessions.create(draft("before \(index)")) }
      let copy = folder.path + "/copy.sqlite"
      let backup = StoreBackup(of: folder.storePath, to: copy)
      async let writing: Void = {
        for index in 0..<50 { _ = try await sessions.create(draft("during \(index)")) }
      }()
      try backup.write()
      try await writing
      #expect(try Stat(copy).permissions == .ownerReadWrite)
      let bytes = try Data(contentsOf: URL(filePath: copy))
      #expect(throws: BackupError.exists(path: copy)) { try backup.write() }
      #expect(try Data(contentsOf: URL(filePath: copy)) == bytes)
      let opened = try InvestigationService(
        store: try SQLiteSessionStore(path: copy), lockFile: copy + ".owners",
        engine: ScriptedEngine(), settings: settings)
      let page = try await opened.sessions(as: .local).list(.everything)
      #expect(page.sessions.count { $0.input.hasPrefix("before") } == 100)
      #expect(page.total == page.count)
      let others = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!others.contains { $0.contains("partial") })
      let nowhere = folder.path + "/none/copy.sqlite"
      #expect(throws: BackupError.self) {
        try StoreBackup(of: folder.storePath, to: nowhere).write()
      }
    }
  }

  @Test func `a store of the version before takes turns up by organisation`() async throws {
    try await withStoreFolder { folder in
      let old = try DatabaseQueue(path: folder.storePath)
      try SessionsBefore.make(in: old)
      let service = try folder.service()
      let sessions = service.sessions(as: .local, evidence: somewhere)
      try await running(service) {
        let session = try await sessions.ended(.init(rawValue: "old"))
        #expect(session.messages?.map(\.markdownContent) == ["q", "re: q"])
        // A process of the version before goes on.
        try await old.write { database in
          try SessionsBefore.insert("late", at: 2, in: database)
        }
        #expect(try await sessions.ended(.init(rawValue: "late")).status == .idle)
      }
    }
  }
}
