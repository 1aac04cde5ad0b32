import Foundation
import TestSupport
import Testing

/// Homes, stores and disks that cannot be used: told, survived, and nothing lost.
@Suite(.serialized) struct FaultTests {
  @Test func `a home that cannot be written is told, with what to do`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let file = gumshoe.home + "/file"
      try Data().write(to: URL(filePath: file))
      let outcome = try await GumshoeBinary(home: file).run(
        ["ask", "why?", "--evidence", logs], folder: gumshoe.home)
      #expect(outcome.status == 69)
      #expect(outcome.errors.contains("cannot be written"), "\(outcome)")
      #expect(outcome.errors.contains("XDG_DATA_HOME"))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `a damaged store is refused and left alone, a damaged archive is put aside`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let data = gumshoe.home + "/.local/share/gumshoe"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      let garbage = Data("this is no database, however long one looks at it".utf8)
      for name in ["service.sqlite", "archive.sqlite"] {
        try garbage.write(to: URL(filePath: "\(data)/\(name)"))
      }
      let refused = try await gumshoe.run(["ask", "what went wrong?", "--evidence", logs])
      #expect(refused.status == 69 && refused.errors.contains("is damaged"), "\(refused)")
      #expect(try Data(contentsOf: URL(filePath: data + "/service.sqlite")) == garbage)

      try FileManager.default.removeItem(atPath: data + "/service.sqlite")
      let answered = try await gumshoe.run(["ask", "what went wrong?", "--evidence", logs])
      #expect(answered.status == 0 && answered.output.hasPrefix("## Answer"), "\(answered)")
      #expect((refused.errors + answered.errors).contains("It is kept as"))
      let kept = try #require(
        try FileManager.default.contentsOfDirectory(atPath: data)
          .first { $0.hasPrefix("archive.sqlite.damaged-") })
      #expect(try Data(contentsOf: URL(filePath: "\(data)/\(kept)")) == garbage)
    }
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
  func `a disk that is full is told, and the turn ends when there is room`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      // Room for a store and a question, and for no answer.
      try await SmallDisk.with(kibibytes: 404, at: gumshoe.home + "/disk") { disk in
        let full = GumshoeBinary(home: disk.path)
        let process = try full.start(["ask", "what went wrong?", "--evidence", logs])
        try await process.wait(for: "the disk is full", on: .errors)
        try disk.grow(kibibytes: 20_000)
        let outcome = await process.finish()
        #expect(outcome.errors.contains("the disk is full"), "\(outcome)")
        // Where it was full too early for a line to be accepted, the same is asked again.
        let answer =
          outcome.status == 0
          ? outcome : try await full.run(["ask", "what went wrong?", "--evidence", logs])
        #expect(answer.status == 0 && answer.output.hasPrefix("## Answer"), "\(answer)")
      }
    }
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
  func `a store that cannot be written is told`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      try await SmallDisk.with(kibibytes: 20_000, at: gumshoe.home + "/disk") { disk in
        let gumshoe = GumshoeBinary(home: disk.path)
        let first = try await gumshoe.run(["ask", "what went wrong?", "--evidence", logs])
        #expect(first.status == 0, "\(first)")
        try disk.protect()
        let second = try await gumshoe.run(["ask", "what went wrong?", "--evidence", logs])
        #expect(second.status == 69, "\(second)")
        #expect(second.errors.contains("cannot be written"), "\(second)")
      }
    }
  }

  private static func listsBoth(_ text: String) -> Bool {
    text.contains(/idle +show me the warnings/) && text.contains(/idle +what went wrong/)
  }

  @Test func `two shells share one store: each answers, and each sees the other's session`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shells = try [gumshoe.open([logs], rows: 50), gumshoe.open([logs], rows: 50)]
      for (shell, question) in zip(shells, ["what went wrong?", "show me the warnings"]) {
        shell.type("\(question)\(Key.enter)")
      }
      for shell in shells { try await shell.wait("an answer") { $0.answers == 1 } }
      for shell in shells {
        // What a shell watches in another is told as it was heard of last, a moment ago.
        for listing in 1...5 where !Self.listsBoth(shell.snapshot.text) {
          shell.type("/sessions\(Key.enter)")
          try await shell.wait("a listing") { $0.text.matches(of: /# +status/).count == listing }
          // As one would ask again: the next word of it comes within half a second.
          if !Self.listsBoth(shell.snapshot.text) { try await Task.sleep(for: .milliseconds(500)) }
        }
        #expect(Self.listsBoth(shell.snapshot.text), "\(shell.snapshot)")
      }
    }
  }
}

/// A file system of its own in memory, as small as a test wants it.
struct SmallDisk {
  let path: String

  /// Whether this machine lets the test mount one.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-disk-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard (try? make(path, kibibytes: 100)) != nil else { return false }
    return (try? run("umount", [path])) != nil
  }()

  /// Runs a body with such a disk.
  static func with(
    kibibytes: Int, at path: String, _ body: (SmallDisk) async throws -> Void
  ) async throws {
    try make(path, kibibytes: kibibytes)
    defer { try? run("umount", ["-l", path]) }
    try await body(SmallDisk(path: path))
  }

  /// Makes room on it.
  func grow(kibibytes: Int) throws {
    try Self.run("mount", ["-o", "remount,size=\(kibibytes)k", path])
  }

  /// Makes it read-only.
  func protect() throws {
    try Self.run("mount", ["-o", "remount,ro", path])
  }

  private static func make(_ path: String, kibibytes: Int) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try run("mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path])
  }

  private static func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CocoaError(.executableLoad)
    }
  }
}
