import Foundation
import SessionsAPI
import Testing

@testable import Shell

/// What lines are completed by beside those of the history: the questions of this machine's sessions.
@Suite struct QuestionTests {
  private let time = Date(timeIntervalSince1970: 1000)

  private func record(_ questions: [String], in archive: Archive, service: String = "x") throws {
    let messages = questions.enumerated().flatMap { place, question in
      [(Message.Role.user, question), (.assistant, "why: an answer")].map { role, text in
        Message(
          id: .init(rawValue: "\(question.count)-\(place)-\(role)"), role: role,
          markdownContent: text, createdAt: time)
      }
    }
    try archive.record(
      Session(
        id: .init(rawValue: "s-\(questions[0].count)"), status: .idle, title: nil,
        input: questions[0], createdAt: time, updatedAt: time, messages: messages),
      service: service)
  }

  @Test func `the newest come first, each once, of a service's sessions alone`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      try record(["why did checkout fail?", "what changed?"], in: archive)
      try record(["is the disk full?", "what changed?"], in: archive)
      try record(["why is it slow?"], in: archive, service: "y")
      #expect(
        try archive.questions(service: "x")
          == ["what changed?", "is the disk full?", "why did checkout fail?"])
      #expect(try archive.questions(service: "y") == ["why is it slow?"])
    }
  }

  @Test func `pastes, secrets and what is concealed are none`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      archive.conceal(questionOf: " /new was it Bob?")
      try record(
        [
          "a line\nand another", String(repeating: "long ", count: 50), "was it Bob?",
          "is password=hunter2x right?", "did Alice deploy?", "what else?",
        ], in: archive)
      #expect(try archive.questions(service: "x") == ["what else?", "did Alice deploy?"])
      try archive.conceal(questionsWith: "ALICE")
      #expect(try archive.questions(service: "x") == ["what else?"])
      #expect(try archive.find("alice", usedService: "x").count == 1, "the transcript keeps it")
      #expect(try Archive(folder: folder).questions(service: "x") == ["what else?"])
    }
  }

  @Test func `a line goes on like one until that is deleted`() async throws {
    try await withTemporaryFolder { folder in
      let history = HistoryFile(folder: folder, directory: "/")
      history.offer(["why did checkout fail?", "why did it?"])
      #expect(history.question(beginningWith: "why did") == "why did checkout fail?")
      #expect(history.question(beginningWith: "why did it?") == nil)
      let deleted = try history.delete(containing: "checkout")
      #expect(deleted == 0, "no line of the history itself")
      #expect(history.question(beginningWith: "why did") == "why did it?")
    }
  }
}
