import FoundationEssentials
import SessionsAPI
import TestSupport
import Testing

@testable import InvestigationService

/// What came by pipes belongs to sessions, and goes with them.
@Suite struct PipedFolderTests {
  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func text(_ location: EvidenceLocation) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: location.path)), as: UTF8.self)
  }

  private func entries(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  @Test func `each session has the bytes for itself, also when what was taken in is gone`()
    async throws
  {
    try await withStoreFolder { folder in
      let piped = PipedFolder(path: folder.path + "/data/piped")
      let place = try piped.place(for: "stdin")
      try write("10:05 ERROR broke", to: place)
      let taken = EvidenceLocation(path: place)
      let sessions = try folder.service().sessions(as: .local, evidence: [taken], piped: piped)
      let first = try await sessions.create(draft("q")).session.id
      let second = try await sessions.create(draft("q", key: "other")).session.id
      // The same create again opens nothing, and leaves nothing.
      #expect(try await sessions.create(draft("q", key: "other")).isReplay)
      piped.close()
      for id in [first, second] {
        let kept = try #require(try await sessions.evidence(of: id).first)
        #expect(kept.path == "\(piped.path)/\(id)/stdin")
        #expect(try text(kept) == "10:05 ERROR broke")
      }
      #expect(entries(piped.path) == [".lock", "\(first)", "\(second)"].sorted())

      // A later shell on the same session: what it adds stands beside, what it opens has it too.
      let later = PipedFolder(path: piped.path)
      let more = try later.place(for: "stdin")
      try write("more", to: more)
      let known = try #require(try await sessions.evidence(of: first).first)
      let other = try folder.service().sessions(as: .local, evidence: [known], piped: later)
      try await other.addEvidence(EvidenceLocation(path: more), to: first)
      #expect(
        try await sessions.evidence(of: first).map(\.path)
          == [known.path, "\(piped.path)/\(first)/stdin-2"])
      let third = try await other.create(draft("q", key: "third")).session.id
      #expect(try await sessions.evidence(of: third).map(text) == ["10:05 ERROR broke", "more"])
    }
  }

  @Test func `what is attached belongs to the session of its line, and to one asked in its place`()
    async throws
  {
    try await withStoreFolder { folder in
      let piped = PipedFolder(path: folder.path + "/data/piped")
      let log = EvidenceLocation(path: try piped.place(for: "stdin"))
      try write("of all", to: log.path)
      let file = EvidenceLocation(path: try piped.place(for: "trace.log"))
      try write("of one", to: file.path)
      let sessions = try folder.service().sessions(as: .local, evidence: [log], piped: piped)
      try await sessions.attach(file, to: .draft(key: "asked"))
      // Another session that is opened meanwhile has nothing of it.
      let other = try await sessions.create(draft("q", key: "other")).session.id
      let asked = try await sessions.create(draft("q", key: "asked")).session.id
      #expect(try await sessions.evidence(of: other).map(text) == ["of all"])
      #expect(try await sessions.evidence(of: asked).map(text) == ["of all", "of one"])

      try await sessions.share(evidenceOf: asked, with: .draft(key: "again"))
      let again = try await sessions.create(draft("q", key: "again")).session.id
      let files = try await sessions.evidence(of: again)
      #expect(try files.map(text) == ["of all", "of one"])
      #expect(files.allSatisfy { $0.path.hasPrefix("\(piped.path)/\(again)/") })
    }
  }

  @Test func `what sessions that are gone and dead processes left is swept, by who is alone`()
    async throws
  {
    try await withStoreFolder { folder in
      let path = folder.path + "/piped"
      let piped = PipedFolder(path: path)
      let place = try piped.place(for: "stdin")
      try write("x", to: place)
      let kept = try piped.keep(EvidenceLocation(path: place), for: .init(rawValue: "kept"))
      _ = try piped.keep(EvidenceLocation(path: place), for: .init(rawValue: "gone"))
      try FileManager.default.createDirectory(
        atPath: path + "/.new-dead", withIntermediateDirectories: false)

      // Another process uses the folder: nothing is touched.
      let sweeper = PipedFolder(path: path)
      await sweeper.sweep { _ in false }
      #expect(entries(path).count == 5)
      // Nor does a process sweep what it has just given a session.
      await piped.sweep { _ in false }
      #expect(entries(path).contains("gone") && !entries(path).contains(".new-dead"))

      piped.close()
      await sweeper.sweep { $0.rawValue == "kept" }
      #expect(entries(path) == [".lock", "kept"])
      #expect(try text(kept) == "x")
      // A sweep lets go again.
      _ = try PipedFolder(path: path).place(for: "stdin")
    }
  }

  @Test func `evidence that came by no pipe is as it was`() throws {
    let piped = PipedFolder(path: "/nowhere/piped")
    for path in ["/var/log", "/nowhere/pipedlog", "/nowhere/piped/s/stdin"] {
      let location = EvidenceLocation(path: path, purpose: .baseline)
      #expect(try piped.keep(location, for: .init(rawValue: "s")) == location)
    }
  }
}
