import FoundationEssentials
import Shell
import Testing

@Suite struct HistoryFileTests {
  private let now = Date(timeIntervalSince1970: 5)

  @Test func `two shells share a file, each with its own lines last`() async throws {
    try await withTemporaryFolder { folder in
      let first = HistoryFile(folder: folder, directory: "/")
      let second = HistoryFile(folder: folder, directory: "/")
      #expect(first.append("one", session: nil, at: now) == nil)
      #expect(second.append("two", session: nil, at: now) == nil)
      #expect(first.append("three\nlines", session: nil, at: now) == nil)
      #expect(first.entries() == ["two", "one", "three\nlines"])
      #expect(second.entries() == ["one", "three\nlines", "two"])
      #expect(
        HistoryFile(folder: folder, directory: "/").entries() == ["one", "two", "three\nlines"])
    }
  }

  @Test(arguments: [
    " a leading blank", "use trv_ak_0123456789abcdef please",
    "Authorization: Bearer abcdefghijklmnop",
    "-----BEGIN RSA PRIVATE KEY-----", "AKIAABCDEFGHIJKLMNOP", "password=hunter2",
  ])
  func `a private line is never written`(text: String) async throws {
    try await withTemporaryFolder { folder in
      let history = HistoryFile(folder: folder, directory: "/")
      _ = history.append(text, session: nil, at: now)
      #expect(HistoryFile(folder: folder, directory: "/").entries().isEmpty)
    }
  }

  @Test func `garbage is skipped, and a torn tail healed`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/history.jsonl"
      let history = HistoryFile(folder: folder, directory: "/")
      _ = history.append("one", session: nil, at: now)
      let whole = try Data(contentsOf: URL(filePath: path))
      try (Data([0, 0, 10]) + whole + Data("{\"v\":1,\"x".utf8)).write(to: URL(filePath: path))
      _ = HistoryFile(folder: folder, directory: "/").append("two", session: nil, at: now)
      #expect(HistoryFile(folder: folder, directory: "/").entries() == ["one", "two"])
    }
  }

  @Test func `deleting rewrites the file`() async throws {
    try await withTemporaryFolder { folder in
      let history = HistoryFile(folder: folder, directory: "/")
      for text in ["keep", "drop THIS", "keep too"] {
        _ = history.append(text, session: nil, at: now)
      }
      let deleted = try history.delete(containing: "this")
      #expect(deleted == 1)
      #expect(HistoryFile(folder: folder, directory: "/").entries() == ["keep", "keep too"])
      #expect(history.entries() == ["keep", "keep too"])
    }
  }

  @Test func `a file that can't be written is said once, and lines stay in memory`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder + "/file"
      try Data().write(to: URL(filePath: file))
      let history = HistoryFile(folder: file + "/x", directory: "/")
      #expect(history.append("one", session: nil, at: now) != nil)
      #expect(history.append("two", session: nil, at: now) == nil)
      #expect(history.entries() == ["one", "two"])
    }
  }
}
