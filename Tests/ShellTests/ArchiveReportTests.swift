import FoundationEssentials
import GRDB
import SessionsAPI
import Testing

@testable import Shell

/// Reports in the archive, beside the transcript.
@Suite struct ArchiveReportTests {
  private let id = Session.ID(rawValue: "s")

  private func session(_ report: Report?) -> Session {
    let time = Date(timeIntervalSince1970: 1000)
    return Session(
      id: id, status: .idle, title: nil, input: "why?", createdAt: time, updatedAt: time,
      messages: [
        Message(id: .init(rawValue: "q"), role: .user, markdownContent: "why?", createdAt: time),
        Message(
          id: .init(rawValue: "a"), role: .assistant, markdownContent: "so", createdAt: time,
          report: report),
      ])
  }

  private func report(_ text: String) -> Report {
    var exhibit = Report.Exhibit(number: 1, kind: .init(rawValue: "line"))
    (exhibit.source, exhibit.path, exhibit.service, exhibit.quote) = (text, text, text, text)
    exhibit.context = [.init(line: 1, text: text)]
    return Report(
      sections: [.init(.init(rawValue: "answer"), title: text, claims: [.init(text)])],
      exhibits: [exhibit])
  }

  @Test func `a report is kept, and comes out as it went in`() async throws {
    try await withTemporaryFolder { folder in
      let kept = session(report("plain"))
      try Archive(folder: folder).record(kept, service: "x")
      let archive = try Archive(folder: folder)
      #expect(try archive.messages(of: id, service: "x") == kept.messages)
      #expect(try archive.messages(of: id, service: "y").isEmpty)
    }
  }

  @Test func `a message that was kept without a report gets it, and never loses it`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      for told in [nil, report("plain"), nil, report("other")] {
        try archive.record(session(told), service: "x")
      }
      #expect(try archive.messages(of: id, service: "x") == session(report("plain")).messages)
    }
  }

  @Test func `secrets are masked wherever they stand in a report`() async throws {
    try await withTemporaryFolder { folder in
      let secret = "ghp_0123456789abcdefghij"
      let archive = try Archive(folder: folder)
      let told = session(report("token \(secret)"))
      try archive.record(told, service: "x")
      let kept = try archive.messages(of: id, service: "x")
      let json = String(decoding: try ContractJSON.encode(kept), as: UTF8.self)
      #expect(kept.last?.report?.exhibits.count == 1 && !json.contains(secret))
      #expect(told.maskingSecrets().messages == kept)
    }
  }

  @Test func `an archive of version 1 goes on, and what is damaged in it is left out`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let old = try DatabaseQueue(path: folder + "/archive.sqlite")
      try Archive.migrator.migrate(old, upTo: "1: sessions, messages, words")
      try await old.write { database in
        try database.execute(
          sql: """
            INSERT INTO session (service, id, input, status, createdAt, usedAt)
              VALUES ('x', 's', 'why?', 'idle', 1, 1);
            INSERT INTO message (service, session, id, position, role, content, createdAt)
              VALUES ('x', 's', 'q', 0, 'user', 'why?', 1000),
                ('x', 's', 'a', 1, 'assistant', 'so', 1000);
            """)
      }
      try old.close()
      let archive = try Archive(folder: folder)
      #expect(archive.condition == .sound)
      #expect(try archive.messages(of: id, service: "x") == session(nil).messages)
      try archive.record(session(report("plain")), service: "x")
      #expect(try archive.messages(of: id, service: "x") == session(report("plain")).messages)
      try await archive.database.write { database in
        try database.execute(sql: "UPDATE message SET report = '{' WHERE position = 1")
      }
      #expect(try archive.messages(of: id, service: "x") == session(nil).messages)
    }
  }
}
