import Foundation
import TestSupport
import Testing

/// Where a secret is found after it went through the real binary: in the outbox until it is sent, and
/// then nowhere.
@Suite struct SecretTests {
  private static let secret = "Zq8hunterX9z"
  private static let folders = [".config", ".local", ".cache"]

  /// The files below the XDG folders that hold a text, by their names.
  private func files(below home: String, holding text: String) throws -> Set<String> {
    var found: Set<String> = []
    var count = 0
    for folder in Self.folders {
      for path in FileManager.default.subpaths(atPath: "\(home)/\(folder)") ?? [] {
        guard let bytes = FileManager.default.contents(atPath: "\(home)/\(folder)/\(path)") else {
          continue
        }
        count += 1
        if path.contains(text) || bytes.range(of: Data(text.utf8)) != nil {
          found.insert(path.split(separator: "/").last.map(String.init) ?? path)
        }
      }
    }
    try #require(count > 2, "no file was looked at")
    return found
  }

  /// A log that tells the secret where it fails.
  private func log(in gumshoe: GumshoeBinary) throws -> String {
    let path = gumshoe.home + "/login.log"
    try """
    2026-03-01T10:10:01Z ERROR login refused for alice password=\(Self.secret): disk full
    2026-03-01T10:10:02Z ERROR login refused for bob token=\(Self.secret): disk full

    """.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func `typed, pasted, piped, attached and answered it is in no file once it is sent`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let log = try log(in: gumshoe)
      let logs = try makeLogs(in: gumshoe.home)
      // The evidence that is named tells it, too; its lines are cited, and kept with the case.
      try FileManager.default.copyItem(atPath: log, toPath: logs + "/login.log")
      let text = try String(contentsOfFile: log, encoding: .utf8)
      let script = """
        why was alice refused with password=\(Self.secret)?
        /attach \(log)
        <<END
        and what of this?
        \(text)END
        /find \(Self.secret)
        /show all
        """
      let scripted = try await gumshoe.run([logs], script: script)
      #expect(scripted.status == 0, "\(scripted)")
      #expect(scripted.output.contains("refused"))
      #expect(!scripted.output.contains(Self.secret))
      let piped = try await gumshoe.run(["ask", "what went wrong?", "-"], script: text)
      #expect(piped.status == 0 && piped.output.contains("`stdin:"), "\(piped)")
      #expect(try files(below: gumshoe.home, holding: Self.secret) == [])

      let shell = try gumshoe.open([logs], rows: 60)
      try await shell.wait(for: "▸")
      shell.type("why was bob refused with token=\(Self.secret)?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      shell.paste("2026-03-01T10:11:00Z ERROR denied password=\(Self.secret)\nis that the same?")
      shell.type(Key.enter)
      try await shell.wait("another answer") { $0.answers == 2 && $0.lastLine.contains("▸") }
      shell.type("/run echo token=\(Self.secret) '2026-03-01T10:12:00Z ERROR denied'\(Key.enter)")
      try await shell.wait(for: "goes with your next")
      shell.type("show me the last 2 errors\(Key.enter)")
      try await shell.wait("a third answer") { $0.answers == 3 && $0.lastLine.contains("▸") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(try files(below: gumshoe.home, holding: Self.secret) == [])
      try await checkExports(of: gumshoe, count: 3)
      // What is no secret is kept, so that something was looked at.
      #expect(try files(below: gumshoe.home, holding: "refused").contains("archive.sqlite"))
      #expect(try files(below: gumshoe.home, holding: "last 2 errors").contains("history.jsonl"))
    }
  }

  /// Looks for the secret in every form of every session.
  private func checkExports(of gumshoe: GumshoeBinary, count: Int) async throws {
    let listed = try await gumshoe.run(["sessions", "list", "--json"])
    let rows = try #require(try listed.events().first?["result"] as? [[String: Any]])
    #expect(rows.count == count, "\(listed)")
    for id in rows.compactMap({ $0["id"] as? String }) {
      for form in ["md", "html", "json"] {
        let exported = try await gumshoe.run(["sessions", "export", id, "--format", form])
        #expect(exported.status == 0 && exported.output.contains("[masked]"), "\(form) of \(id)")
        #expect(!exported.output.contains(Self.secret), "\(form) of \(id)")
      }
    }
  }

  @Test func `it waits in the outbox while it is typed or queued, and nowhere else`() async throws {
    try await withGumshoe { gumshoe in
      let held = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([held.path], rows: 60)
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("a turn under way") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("was it password=\(Self.secret)?\(Key.enter)")
      try await shell.wait(for: "Waits for the running turn")
      #expect(try files(below: gumshoe.home, holding: Self.secret) == ["outbox.jsonl"])
      try held.release()
      try await shell.wait("both answers") { $0.answers == 2 && $0.lastLine.contains("▸") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(try files(below: gumshoe.home, holding: Self.secret) == [])
    }
  }

  @Test func `of a forgotten session no word is left, but in the history`() async throws {
    try await withGumshoe { gumshoe in
      let log = try log(in: gumshoe)
      let text = try String(contentsOfFile: log, encoding: .utf8)
        .replacing("alice", with: "zanzibar")
      let piped = try await gumshoe.run(
        ["ask", "why was zanzibar refused?", "-", "--json"], script: text)
      #expect(piped.status == 0, "\(piped)")
      let id = try #require(
        try piped.events().compactMap { $0["session"] as? String }.first, "\(piped)")
      let other = try await gumshoe.run([log], script: "why was bob refused?\n")
      #expect(other.status == 0, "\(other)")
      #expect(try !files(below: gumshoe.home, holding: "zanzibar").isEmpty)

      let forgot = try await gumshoe.run(["sessions", "forget", id, "--json"])
      #expect(forgot.status == 0, "\(forgot)")
      let result = try #require(try forgot.events().first?["result"] as? [String: Any])
      #expect(result["id"] as? String == id)
      #expect(result["kept_by"] is NSNull)
      #expect(try files(below: gumshoe.home, holding: "zanzibar") == [])
      #expect(try !files(below: gumshoe.home, holding: "bob").isEmpty)
      let again = try await gumshoe.run(["sessions", "forget", id])
      #expect(again.status == 66, "\(again)")
    }
  }
}
