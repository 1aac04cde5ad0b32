import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// Where `/export` writes to, and what it leaves alone.
@Suite struct ExportFileTests {
  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `In a folder the file is named by date and title, and by a number where it is there`()
    throws
  {
    try withExportFolder { folder in
      for _ in 0..<2 {
        _ = try SessionExport.write(
          sampleSession(title: "Why did / checkout  fail?!"), ExportRequest(file: folder))
      }
      #expect(
        try files(folder) == [
          "2026-03-10-why-did-checkout-fail-2.md", "2026-03-10-why-did-checkout-fail.md",
        ])
    }
  }

  @Test(arguments: [
    ("../../etc/passwd", "2026-03-10-etc-passwd.md"), ("…", "2026-03-10-session.md"),
    ("なぜ失敗?", "2026-03-10-なぜ失敗.md"),
    (String(repeating: "a", count: 300), "2026-03-10-\(String(repeating: "a", count: 60)).md"),
    ("key AKIAIOSFODNN7EXAMPLE", nil),
  ])
  func `A title makes a name that is one, and tells no secret`(title: String, name: String?) throws
  {
    try withExportFolder { folder in
      let exported = try SessionExport.write(
        sampleSession(title: title), ExportRequest(file: folder + "/"))
      let found = try files(folder)
      #expect(found.count == 1 && exported.path == folder + "/" + found[0])
      if let name { #expect(found == [name]) }
      #expect(!found[0].lowercased().contains("iosfodnn7"))
    }
  }

  @Test func `Only the owner may read what is written`() throws {
    try withExportFolder { folder in
      let path = folder + "/a.html"
      _ = try SessionExport.write(sampleSession(), ExportRequest(file: path))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
    }
  }

  @Test func `A file that was named and is there is replaced on demand only`() throws {
    try withExportFolder { folder in
      let path = folder + "/notes.md"
      try "mine".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(throws: ShellError.fileExists(path)) {
        try SessionExport.write(sampleSession(), ExportRequest(file: path))
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
      _ = try SessionExport.write(sampleSession(), ExportRequest(file: path, isForced: true))
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("# why did"))
      #expect(try files(folder) == ["notes.md"])
    }
  }

  @Test func `A folder that is not there is named in the failure`() throws {
    try withExportFolder { folder in
      let path = folder + "/no/a.md"
      #expect {
        try SessionExport.write(sampleSession(), ExportRequest(file: path))
      } throws: {
        "\($0)" == "Cannot open '\(path)': No such file or directory."
      }
    }
  }

  @Test func `In a script the file is told, and in JSON too`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let path = folder + "/a b.html"
      let outcome = try await run("one\n/export '\(path)'\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      #expect(outcome.remarks.hasPrefix("Written to \(path)\n"), "\(outcome.remarks)")
      let page = try String(contentsOfFile: path, encoding: .utf8)
      #expect(page.contains("Answer to one"))
      let told = try await run(
        "two\n/export json \(folder)/b\n", on: service, folder: folder, json: true)
      #expect(
        told.output.contains(
          #""name":"export","result":{"path":"\#(folder)/b","format":"json","bytes":"#),
        "\(told.output)")
    }
  }

  @Test func `Before there is a session there is nothing to write`() async throws {
    try await withTemporaryFolder { folder in
      let outcome = try await run("/export\n", on: ScriptedService(), folder: folder)
      #expect(outcome.remarks.contains("no answer") || outcome.remarks.contains("No answer"))
    }
  }

  @Test func `With the service away a session is written as this machine last saw it`() async throws
  {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      try archive.record(sampleSession(), service: "test")
      let service = ScriptedService()
      let away = SessionsError.told(.unavailable, "The server is away.", retryAfter: nil)
      let directory = SessionDirectory(service: service, serviceName: "test", archive: archive)
      await service.set(refusals: [away])
      let (session, staleness) = try await directory.copy(of: sampleSession().id.rawValue)
      #expect(session.messages?.count == 2)
      #expect(session.messages?[1].report?.exhibits[0].measure?.unit == "connections")
      #expect(staleness?.contains("away") == true)
      await service.set(refusals: [away])
      await #expect(throws: SessionsError.self) {
        try await directory.copy(of: "ffffffff-8a55-4a0e-9a2f-6f4f1d1e2c33")
      }
    }
  }
}

/// Runs a body with a folder of its own, removed afterwards.
private func withExportFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gumshoe-export-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}
