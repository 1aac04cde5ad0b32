import FoundationEssentials
import SessionsAPI
import Testing

@testable import Shell

/// Finding words in the transcripts of this machine.
@Suite struct FindTests {
  /// The sessions of the tests, by id: what was asked, and what was answered.
  private static let sessions: [(id: String, question: String, answer: String)] = [
    ("a11c0ffe-01", "why did checkout fail at 10:05?", "The connection pool of cart-db ran out."),
    (
      "b22decaf-02", "is the disk of node-7 full?", "Yes: /var/log took 98 % of it, journald wrote."
    ),
    ("c33facade-03", "支付服务为什么超时", "数据库连接池已用尽，请求在排队。"),
    ("d44beef-04", "注文サービスが遅いのはなぜ", "キャッシュの障害です。"),
    ("e55add-05", "Größe der Warteschlange?", "The naïve consumer lags: 12000 messages."),
    (
      "f66cafe-06", "who deployed payments-api v2.14.3?",
      "A release at 09:58; error rate rose to 7 %."
    ),
    ("g77bad-07", "pool of connection brokers", "req-9f8e7d6c5b was refused with HTTP 503."),
    (
      "h88dad-08", "what is \u{1B}[31mred\u{7}?",
      "<script>alert('x')</script> & \"quoted\" NEAR text"
    ),
  ]

  /// What is typed, and the sessions that it finds, by their first letter.
  private static let queries: [(typed: String, found: String)] = [
    ("checkout", "a"), ("CHECKOUT", "a"), ("check", "a"), ("heckout", ""), ("fail", "a"),
    ("connection", "ag"), ("pool", "ag"), ("connection pool", "ag"), ("pool connection", "ag"),
    ("\"connection pool\"", "a"), ("\"pool of connection\"", "g"), ("\"pool connection\"", ""),
    ("\"connection po\"", ""), ("\"connection pool", "a"), ("cart-db", "a"), ("cart", "a"),
    ("db", "a"), ("10:05", "a"), ("disk", "b"), ("node-7", "b"), ("node", "b"), ("/var/log", "b"),
    ("journald", "b"), ("journ wrote", "b"), ("journald checkout", ""), ("98", "b"),
    ("支付", "c"), ("服务", "c"), ("超时", "c"), ("连接池", "c"), ("数据库连接池", "c"), ("排", "c"),
    ("支付 超时", "c"), ("支付 连接池", ""), ("遅い", "d"), ("サービス", "d"), ("キャッシュ", "d"),
    ("\"注文サービス\"", "d"), ("größe", "e"), ("grosse", ""), ("grö", "e"), ("naive", "e"),
    ("naïve", "e"), ("12000", "e"), ("120", "e"), ("payments-api", "f"), ("payments", "f"),
    ("v2.14.3", "f"), ("2.14", ""), ("release error", "f"), ("req-9f8e7d6c5b", "g"),
    ("req-9f8e", "g"), ("503", "g"), ("a11c0ffe-01", "a"), ("a11c", "a"), ("f66c", "f"),
    ("a11", ""), ("7", "bf"), ("a", "f"), ("script", "h"), ("near", "h"),
    ("\"alert x\"", "h"), ("unheard", ""),
  ]

  private func filled(_ folder: String) throws -> Archive {
    let archive = try Archive(folder: folder)
    let time = Date(timeIntervalSince1970: 1000)
    for (id, question, answer) in Self.sessions {
      let messages = [(Message.Role.user, question), (.assistant, answer)].enumerated().map {
        Message(
          id: .init(rawValue: "\(id)-\($0)"), role: $1.0, markdownContent: $1.1, createdAt: time)
      }
      try archive.record(
        Session(
          id: .init(rawValue: id), status: .idle, title: nil, input: question, createdAt: time,
          updatedAt: time, messages: messages), service: "x")
    }
    return archive
  }

  @Test func `words, beginnings, phrases, scripts without blanks and ids are found`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try filled(folder)
      #expect(Self.queries.count >= 60)
      for (typed, wanted) in Self.queries {
        let found = try archive.find(typed, usedService: "x")
        let letters = String(found.compactMap(\.session.rawValue.first).sorted())
        #expect(letters == wanted, "\(typed)")
        #expect(found.map(\.number) == Array(found.indices.map { $0 + 1 }), "\(typed)")
        let elsewhere = try archive.find(typed, usedService: "y")
        #expect(elsewhere.map(\.session) == found.map(\.session), "\(typed)")
        #expect(elsewhere.allSatisfy { $0.isElsewhere && $0.service == "x" }, "\(typed)")
      }
    }
  }

  @Test func `a hit is marked, and told with the turn that it stands in`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try filled(folder)
      let time = Date(timeIntervalSince1970: 1000)
      let texts = ["one", "two", "three", "the zookeeper fell, 原因不明でした"]
      try archive.record(
        Session(
          id: .init(rawValue: "long"), status: .idle, title: "T", input: "one", createdAt: time,
          updatedAt: time,
          messages: texts.enumerated().map {
            Message(
              id: .init(rawValue: "\($0)"), role: $0.isMultiple(of: 2) ? .user : .assistant,
              markdownContent: $1, createdAt: time)
          }), service: "x")
      let word = try #require(try archive.find("zookeep", usedService: "x").first)
      #expect(word.turn == 2)
      #expect(word.title == "T")
      #expect(word.snippet == "the «zookeeper» fell, 原因不明でした")
      let run = try #require(try archive.find("不明", usedService: "x").first)
      #expect(run.snippet == "the zookeeper fell, 原因«不明»でした")
      let both = try #require(try archive.find("zoo 不明", usedService: "x").first)
      #expect(both.snippet == "the «zookeeper» fell, 原因不明でした")
    }
  }

  @Test func `nothing that is typed is syntax of the search or of SQL`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try filled(folder)
      let pieces = [
        "\"", "'", "*", "(", ")", "^", ":", "-", "+", "{", "}", ",", "AND", "OR", "NOT", "NEAR(",
        "content:", "; DROP TABLE message; --", "\0", "\u{FEFF}", "%", "_", "\\", "½", "e\u{301}",
        "支", "\u{1F469}\u{200D}\u{1F4BB}", "x", " ", "\n", "?1",
      ]
      for first in pieces {
        for second in pieces {
          for third in pieces {
            _ = try archive.find(first + second + third, usedService: "x")
          }
        }
      }
      #expect(try archive.find("", usedService: "x").isEmpty)
      #expect(try archive.find("\"*(", usedService: "x").isEmpty)
      #expect(try archive.find("checkout", usedService: "x").count == 1)
    }
  }

  @Test func `a script finds turns, and takes up a hit by its number`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let script =
        "why?\n/new\nwho\u{1B}?\n/find \"to why\"\n/find unheard\n/find why\n/switch 1\n/status"
      let outcome = try await run(script, on: service, folder: folder, json: true)
      #expect(outcome.status == .success)
      let first = try #require(await service.order.last)
      let commands = outcome.output.split(separator: "\n").filter { $0.contains(#""command""#) }
      let hit =
        #"{"number":1,"id":"\#(first)","title":"why?","service":"test","status":"idle","turn":1,"#
        + #""snippet":"#
      #expect(commands.contains { $0.contains(#""find","result":[\#(hit)"Answer «to why»?"}]"#) })
      #expect(commands.contains { $0.contains(#""find","result":[]"#) })
      #expect(commands.last?.contains(#""session":"\#(first)""#) == true)
      let plain = try await run(
        "/find\n", on: service, folder: folder)
      #expect(plain.status == .usage)
      let text = try await run("/find who", on: service, folder: folder)
      #expect(text.output.contains("1  who") || text.remarks.contains("1  who"))
      #expect(!text.output.contains("\u{1B}") && !text.remarks.contains("\u{1B}"))
    }
  }
}
