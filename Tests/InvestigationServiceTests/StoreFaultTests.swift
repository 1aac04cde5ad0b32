import FoundationEssentials
import InvestigationService
import SessionsAPI
import SystemPackage
import TestSupport
import Testing

/// Stores that can't be used: each is told apart, and nothing is destroyed.
@Suite struct StoreFaultTests {
  @Test func `a damaged file is named and left alone`() async throws {
    try await withStoreFolder { folder in
      let garbage = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      try garbage.write(to: URL(filePath: folder.storePath))
      let error = #expect(throws: StoreError.self) {
        try SQLiteSessionStore(path: folder.storePath)
      }
      guard case .damaged(folder.storePath, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try Data(contentsOf: URL(filePath: folder.storePath)) == garbage)
    }
  }

  @Test func `a folder that is a file is named`() async throws {
    try await withStoreFolder { folder in
      try Data().write(to: URL(filePath: folder.path + "/file"))
      let path = folder.path + "/file/service.sqlite"
      let error = #expect(throws: StoreError.self) { try SQLiteSessionStore(path: path) }
      #expect(error?.description.contains(path) == true)
    }
  }

  @Test func `the store is private to its user`() async throws {
    try await withStoreFolder { folder in
      let path = folder.path + "/deep/service.sqlite"
      _ = try SQLiteSessionStore(path: path)
      #expect(try Stat(path).permissions == .ownerReadWrite)
      #expect(try Stat(folder.path + "/deep").permissions == .ownerReadWriteExecute)
    }
  }
}
