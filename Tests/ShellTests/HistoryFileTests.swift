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

  @Test func `a long file is read page by page, every line once, also where one fills many pages`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let first = HistoryFile(folder: folder, directory: "/")
      let large = String(repeating: "a stack trace ", count: 50_000)
      let lines = (0..<60).map { number in
        number == 20 ? large : "\(number) " + String(repeating: "long ", count: 5_000)
      }
      for line in lines { _ = first.append(line, session: nil, at: now) }
      let second = HistoryFile(folder: folder, directory: "/")
      var read = second.recentEntries()
      #expect(read.count < 20, "no more than a page at the start")
      var pages = 0
      while let older = second.olderEntries() {
        read = older + read
        pages += 1
      }
      #expect(read == lines && pages > 3)
      #expect(second.recentEntries().count < 20, "what is older is not kept")
      _ = first.append("another", session: nil, at: now)
      #expect(second.recentEntries().last == "another")
      #expect(second.olderEntries()?.isEmpty == false)
    }
  }

  @Test
  func `a file that was replaced while somebody walks has no older lines until the next prompt`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let first = HistoryFile(folder: folder, directory: "/")
      let words = String(repeating: "long ", count: 20_000)
      for number in 0..<20 { _ = first.append("\(number) \(words)", session: nil, at: now) }
      let second = HistoryFile(folder: folder, directory: "/")
      let recent = second.recentEntries()
      _ = try first.delete(containing: "19 long")
      #expect(second.olderEntries() == nil)
      #expect(second.recentEntries().last?.hasPrefix("18 long") == true)
      #expect(recent.last?.hasPrefix("19 long") == true)
      #expect(second.olderEntries() != nil)
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
