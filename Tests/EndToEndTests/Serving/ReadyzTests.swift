import Foundation
import GRDB
import TestSupport
import Testing

/// `/readyz` of a real server while its store gets into trouble, and out of it.
@Suite(.serialized) struct ReadyzTests {
  /// Runs a body with a server whose store is the only thing of it on a disk of its own.
  private func withServer(
    _ body: (ServedStore, ServingProcess, HTTPCaller) async throws -> Void
  ) async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      let caller = HTTPCaller(key: store.member)
      let created = try #require(
        await caller.call(
          "\(server.url)/v1/sessions", ["input": Self.question, "idempotency_key": "k"]))
      let id = try #require(created.object["id"] as? String)
      _ = try await caller.ended("\(server.url)/v1/sessions/\(id)")
      try await caller.wait(for: 200, at: server.url)
      try await body(store, server, caller)
      #expect(await server.stop().status == 0)
    }
  }

  private static let question = "why did checkout fail after the deployment?"

  @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
  func `Defect 7: a full disk is not ready until there is room`() async throws {
    try await withGumshoe { gumshoe in
      try await SmallDisk.with(kibibytes: 9000, at: gumshoe.home + "/disk") { disk in
        let store = try await ServedStore(GumshoeBinary(home: disk.path))
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        try await caller.wait(for: 200, at: server.url)
        let ballast = try Ballast(at: disk.path + "/ballast")
        try await caller.wait(for: 503, at: server.url, saying: "the disk is full")
        try ballast.remove()
        try await caller.wait(for: 200, at: server.url)
        #expect(await server.stop().status == 0)
      }
    }
  }

  @Test func `Defect 7: a store that is deleted is not ready, and no other is made`() async throws {
    try await withServer { store, server, caller in
      let aside = store.gumshoe.home + "/aside"
      try FileManager.default.moveItem(atPath: store.path, toPath: aside)
      try await caller.wait(
        for: 503, at: server.url, saying: "its file was moved, deleted or replaced")
      let refused = await caller.call(
        "\(server.url)/v1/sessions", ["input": "lost?", "idempotency_key": "lost"])
      #expect(refused?.status == 503)
      #expect(!FileManager.default.fileExists(atPath: store.path))
      try FileManager.default.moveItem(atPath: aside, toPath: store.path)
      try await caller.wait(for: 200, at: server.url)
    }
  }

  @Test func `Defect 7: a damaged page is not ready until it is whole again`() async throws {
    try await withServer { store, server, caller in
      // What others have read of it already is in the file, not only in the log.
      let database = try DatabaseQueue(path: store.path)
      try await database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try database.close()
      let sound = try Data(contentsOf: URL(filePath: store.path))
      #expect(try Damage.strike(store.path, pagesWith: Self.question) > 0)
      try await caller.wait(for: 503, at: server.url, saying: "its file is damaged")
      #expect(await caller.call("\(server.url)/healthz")?.status == 200)
      // The row that is written by looking has changed meanwhile, in a page of its own.
      let pages = try Data(contentsOf: URL(filePath: store.path))
      for page in stride(from: 0, to: sound.count, by: 4096)
      where pages[page] == 0xFF && sound[page] != 0xFF {
        try Damage.heal(store.path, at: page, sound[page..<page + 1])
      }
      try await caller.wait(for: 200, at: server.url)
    }
  }

  @Test(.enabled(if: ImmutableFile.isPossible, "needs root, to take the right to write away"))
  func `Defect 7: a store that can only be read is not ready`() async throws {
    try await withServer { store, server, caller in
      for (path, words) in [
        (store.path, "its file cannot be written"), (store.path + "-wal", "the disk failed"),
      ] {
        let file = try ImmutableFile(path)
        try await caller.wait(for: 503, at: server.url, saying: words)
        try file.release()
        try await caller.wait(for: 200, at: server.url)
      }
    }
  }
}

extension HTTPCaller {
  /// Waits until a server is as ready as it should be.
  fileprivate func wait(for status: Int, at url: String, saying words: String = "") async throws {
    let limit = ContinuousClock.now + Patience.limit
    while true {
      let answer = await call("\(url)/readyz")
      let message = (answer?.object["error"] as? [String: Any])?["message"] as? String
      if answer?.status == status, words.isEmpty || message?.contains(words) == true { return }
      try #require(ContinuousClock.now < limit, "never \(status): \(String(describing: answer))")
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}

/// A file that nobody may change, not even through a descriptor that is open (chattr(1)).
private struct ImmutableFile {
  let path: String

  /// Whether this machine and its file system know of such files.
  static let isPossible: Bool = {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-immutable-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(file) }
    guard geteuid() == 0, file >= 0, let immutable = try? ImmutableFile(path) else { return false }
    let isRefused = write(file, "x", 1) < 0
    return (try? immutable.release()) != nil && isRefused
  }()

  init(_ path: String) throws {
    self.path = path
    try change("+i")
  }

  /// Lets the file be changed again.
  func release() throws {
    try change("-i")
  }

  private func change(_ flag: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["chattr", flag, path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteNoPermission) }
  }
}
