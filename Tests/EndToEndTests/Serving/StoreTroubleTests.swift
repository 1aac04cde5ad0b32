import Foundation
import GRDB
import Testing

/// A store in trouble under a server: 503 with the reason, and nothing acknowledged is lost.
@Suite struct StoreTroubleTests {
  @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
  func `a full disk is a 503 until there is room, and what was acknowledged stays`() async throws {
    try await withGumshoe { gumshoe in
      try await SmallDisk.with(kibibytes: 3000, at: gumshoe.home + "/disk") { disk in
        let store = try await ServedStore(GumshoeBinary(home: disk.path))
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        let first = try #require(await caller.create(at: server.url, "why did checkout fail?"))
        #expect(first.status == 201)
        let id = try #require(first.object["id"] as? String)
        let answered = try await caller.ended("\(server.url)/v1/sessions/\(id)")

        let ballast = try Ballast(at: disk.path + "/ballast")
        let refused = try #require(await caller.create(at: server.url, "and why now?"))
        #expect(refused.status == 503)
        #expect(refused.message == "The session store is out of reach: the disk is full.")
        try await server.process.wait(for: "SQLite error 13", on: .errors)
        let read = try #require(await caller.call("\(server.url)/v1/sessions/\(id)"))
        #expect(read.status == 200)
        #expect(NSDictionary(dictionary: read.object).isEqual(to: answered))

        try ballast.remove()
        let again = try #require(await caller.create(at: server.url, "and why now?"))
        #expect(again.status == 201)
        let later = try #require(again.object["id"] as? String)
        let ended = try await caller.ended("\(server.url)/v1/sessions/\(later)")
        #expect(ended["status"] as? String == "idle")
        #expect(await server.stop().status == 0)
      }
    }
  }

  @Test func `a corrupt page is a 503, the server goes on and the file stays`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let caller = HTTPCaller(key: store.member)
      let question = "why did checkout fail after the deployment?"
      let first = try await store.serve()
      let created = try #require(await caller.create(at: first.url, question))
      let id = try #require(created.object["id"] as? String)
      _ = try await caller.ended("\(first.url)/v1/sessions/\(id)")
      #expect(await first.stop().status == 0)

      // All is moved to the file itself. The first byte of a page tells of what kind it is
      // (https://www.sqlite.org/fileformat2.html, "B-tree Pages").
      let database = try DatabaseQueue(path: store.path)
      try await database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try database.close()
      var file = try Data(contentsOf: URL(filePath: store.path))
      var damaged: Set<Int> = []
      var place = file.startIndex
      while let found = file.range(of: Data(question.utf8), in: place..<file.endIndex) {
        let page = found.lowerBound / 4096 * 4096
        file[page] = 0xFF
        damaged.insert(page)
        place = found.upperBound
      }
      try file.write(to: URL(filePath: store.path))

      let second = try await store.serve()
      let answer = try #require(await caller.call("\(second.url)/v1/sessions/\(id)"))
      #expect(answer.status == 503)
      #expect(answer.message == "The session store is out of reach: its file is damaged.")
      try await second.process.wait(for: "SQLite error 11", on: .errors)
      #expect(await caller.call("\(second.url)/healthz")?.status == 200)
      #expect(await second.stop().status == 0)
      // It may have a page more by now; what is damaged is as it was, for whoever can save it.
      let left = try Data(contentsOf: URL(filePath: store.path))
      #expect(left.count >= file.count && !damaged.isEmpty)
      for page in damaged { #expect(left[page..<page + 4096] == file[page..<page + 4096]) }
    }
  }

  @Test func `a store that another process keeps locked is a 503 for writers alone`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let caller = HTTPCaller(key: store.member)
      let server = try await store.serve()
      let created = try #require(await caller.create(at: server.url, "why did checkout fail?"))
      let id = try #require(created.object["id"] as? String)
      _ = try await caller.ended("\(server.url)/v1/sessions/\(id)")

      let lock = try WriteLock(store: store.path)
      let refused = try #require(await caller.create(at: server.url, "and why now?"))
      #expect(refused.status == 503)
      #expect(
        refused.message
          == "The session store is out of reach: it stayed locked by another process.")
      #expect(await caller.call("\(server.url)/v1/sessions/\(id)")?.status == 200)
      #expect(await caller.call("\(server.url)/readyz")?.status == 503)
      lock.release()
      // What was found holds for two seconds.
      while await caller.call("\(server.url)/readyz")?.status != 200 {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(await caller.create(at: server.url, "and why now?")?.status == 201)
      #expect(await server.stop().status == 0)
    }
  }
}

extension HTTPCaller {
  /// Opens a session; the question is its key too.
  fileprivate func create(at url: String, _ question: String) async -> Answer? {
    await call("\(url)/v1/sessions", ["input": question, "idempotency_key": question])
  }
}

extension HTTPCaller.Answer {
  /// What the envelope says.
  fileprivate var message: String? {
    (object["error"] as? [String: Any])?["message"] as? String
  }
}

/// The lock that a writer holds, taken as another process would.
///
/// It is byte 120 of the file `-shm` (https://www.sqlite.org/walformat.html, "WAL Locks").
private final class WriteLock {
  private let file: Int32

  init(store: String) throws {
    file = open(store + "-shm", O_RDWR)
    try #require(file >= 0)
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = 120
    lock.l_len = 1
    try #require(fcntl(file, F_SETLKW, &lock) == 0)
  }

  /// Lets others write.
  func release() {
    close(file)
  }
}
