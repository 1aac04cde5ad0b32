import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// Whole transcripts of scripted conversations: what is fed in, and all that comes out.
@Suite(.timeLimit(.minutes(5))) struct ScriptFrontTests {
  @Test func `two lines are two turns of one session`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let outcome = try await run("why?\n# no\n\nand then?", on: service, folder: folder)
      #expect(outcome.status == .success)
      #expect(outcome.output == "Answer to why?\n\nAnswer to and then?\n")
      #expect(outcome.remarks.isEmpty)
      #expect(await service.order.count == 1)
    }
  }

  @Test func `each event is one object a line`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let outcome = try await run("why?\n/sessions\n", on: service, folder: folder, json: true)
      let id = try #require(await service.order.first)
      #expect(
        outcome.output == """
          {"event":"session.created","session":"\(id)","title":"why?"}
          {"event":"turn.started","session":"\(id)","turn":1,"input":"why?"}
          {"event":"turn.completed","session":"\(id)","turn":1,"seconds":1.0,"markdown":"Answer to why?"}
          {"event":"command","name":"sessions","result":[{"number":1,"id":"\(id)","title":"why?","status":"idle","created_at":"1970-01-01T00:00:01.000Z","updated_at":null,"turns":1,"unread":0,"current":true}]}

          """)
    }
  }

  @Test func `each command has its object, also where there is nothing to list`() async throws {
    try await withTemporaryFolder { folder in
      let script = """
        \u{FEFF}/queue
        /watch
        /retry
        /switch -
        /show
        why?
        /queue clear
        /show 7
        /show nothing
        /new
        /quit

        """
      let outcome = try await run(script, on: ScriptedService(), folder: folder, json: true)
      #expect(outcome.status == .success)
      let commands = outcome.output.split(separator: "\n").filter { $0.contains(#""command""#) }
      let message = #""result":{"message":""#
      let expected = [
        #""queue","result":[]"#, "\"watch\",\(message)No turn is running here.",
        "\"retry\",\(message)Nothing failed", "\"switch\",\(message)There is no session",
        "\"show\",\(message)There is no answer", "\"queue\",\(message)No lines wait",
        "\"show\",\(message)No answer here has evidence [7].", "\"show\",\(message)No section here",
        "\"new\",\(message)The next line", #""quit","result":{"message":null}"#,
      ]
      #expect(commands.count == expected.count)
      for (command, part) in zip(commands, expected) {
        #expect(command.contains("\"name\":" + part), "\(command)")
      }
    }
  }

  @Test func `a failed turn ends the script with 1`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(answer: { $0 == "bad" ? nil : "ok" })
      let outcome = try await run("bad\nnext\n", on: service, folder: folder)
      #expect(outcome.status == .failedTurn)
      #expect(outcome.output.isEmpty)
      #expect(outcome.remarks == "gumshoe: 'bad' failed: It broke.\n")
    }
  }

  @Test func `with keep-going the next text opens a new session`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(answer: { $0 == "bad" ? nil : "ok" })
      let outcome = try await run("bad\nnext\n", on: service, folder: folder, keepsGoing: true)
      #expect(outcome.status == .failedTurn)
      #expect(outcome.output == "ok\n")
      #expect(await service.order.count == 2)
      #expect(outcome.remarks.hasSuffix("The turn failed; the next text opens a new session.\n"))
    }
  }

  @Test func `a line that is no command ends the script with 64 and is not sent`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let outcome = try await run("/sesions\nwhy?\n", on: service, folder: folder)
      #expect(outcome.status == .usage)
      #expect(await service.calls.isEmpty)
    }
  }

  @Test func `an unclosed turn is 64, and what came before it is answered`() async throws {
    try await withTemporaryFolder { folder in
      let outcome = try await run("why?\n<<X\nlost", on: ScriptedService(), folder: folder)
      #expect(outcome.status == .usage)
      #expect(outcome.output == "Answer to why?\n")
    }
  }

  @Test func `a busy organisation is waited out`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(refusals: [.told(.rateLimited, "Five sessions are running.", retryAfter: 0)]
      )
      let outcome = try await run("why?\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      #expect(outcome.output == "Answer to why?\n")
      #expect(
        outcome.remarks == "gumshoe: Five sessions are running. Trying again in 0 s.\n")
    }
  }

  @Test func `a create whose answer was lost opens no second session`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(losses: [.told(.unavailable, "The connection broke.", retryAfter: nil)])
      let outcome = try await run("why?\n", on: service, folder: folder)
      #expect(outcome.status == .unavailable)
      let next = try await run("more\n", on: service, folder: folder, resumption: .last)
      #expect(next.status == .success)
      #expect(next.output == "Answer to why?\n\nAnswer to more\n")
      #expect(await service.order.count == 1)
    }
  }

  @Test func `a follow-up whose answer was lost is looked up, and not sent twice`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      _ = try await run("why?\n", on: service, folder: folder)
      await service.set(losses: [.told(.unavailable, "The connection broke.", retryAfter: nil)])
      let id = try #require(await service.order.first)
      let outcome = try await run(
        "why?\n", on: service, folder: folder, resumption: .session(id.rawValue))
      #expect(outcome.status == .success)
      #expect(outcome.output == "Answer to why?\n")
      #expect(
        outcome.remarks.hasSuffix(
          "gumshoe: The connection broke. Reconnecting; nothing is lost.\n"))
      #expect(await service.sessions[id]?.messages?.count == 4)
    }
  }

  @Test func `a follow-up that never arrived is sent again`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      _ = try await run("why?\n", on: service, folder: folder)
      await service.set(refusals: [
        .told(.fault, "Nonsense came.", retryAfter: nil),
        .told(.unavailable, "Cut.", retryAfter: 0),
      ])
      let id = try #require(await service.order.first)
      let outcome = try await run(
        "more\n", on: service, folder: folder, resumption: .session(id.rawValue))
      #expect(outcome.output == "Answer to more\n")
      #expect(await service.sessions[id]?.messages?.count == 4)
    }
  }

  @Test func `a follow-up whose answer was lost with its process is not sent twice`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      _ = try await run("why?\n", on: service, folder: folder)
      await service.set(losses: [.told(.unavailable, "The connection broke.", retryAfter: nil)])
      let id = try #require(await service.order.first)
      let lost = try await run(
        "why?\n", on: service, folder: folder, resumption: .session(id.rawValue), resends: 0)
      #expect(lost.status == .unavailable)
      let next = try await run(
        "", on: service, folder: folder, json: true, resumption: .session(id.rawValue))
      #expect(
        next.output.contains(
          #"{"event":"turn.started","session":"\#(id)","turn":2,"input":"why?","resumed":true}"#))
      #expect(await service.sessions[id]?.messages?.count == 4)
    }
  }

  @Test func `a follow-up is sent without a look at what the session holds`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let outcome = try await run("why?\nand then?\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      let calls = await service.calls
      let followUp = try #require(calls.firstIndex(of: "followUp"))
      #expect(calls[..<followUp] == ["create", "get"], "\(calls)")
    }
  }

  @Test func `the turns of a session that nobody saw are told where its status tells them`()
    async throws
  {
    let service = ScriptedService()
    try await withTemporaryFolder { folder in
      _ = try await run("red?\n/new blue?\n", on: service, folder: folder)
    }
    let blue = try #require(await service.order.first)
    await service.setRunning(blue)
    try await withTemporaryFolder { folder in
      let outcome = try await run("/sessions\n", on: service, folder: folder, json: true)
      #expect(outcome.output.contains(#""status":"running","#))
      let turns = outcome.output.ranges(of: "\"turns\":").map {
        outcome.output[$0.upperBound...].prefix { $0 != "," }
      }
      #expect(turns == ["1", "null"], "\(outcome.output)")
    }
  }

  @Test func `a session that does not exist is 66`() async throws {
    try await withTemporaryFolder { folder in
      let outcome = try await run(
        "why?\n", on: ScriptedService(), folder: folder,
        resumption: .session("nope"))
      #expect(outcome.status == .notFound)
      #expect(
        outcome.remarks
          == "gumshoe: No session has the number, beginning or words 'nope'. List them with: gumshoe sessions list\n"
      )
    }
  }

  @Test func `switching goes by number, beginning, words, and back`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let script = """
        why red?
        /new why blue?
        /sessions
        /switch 2
        one
        /switch -
        two
        /switch red
        three

        """
      let outcome = try await run(script, on: service, folder: folder)
      #expect(outcome.status == .success)
      let order = await service.order
      let questions = await service.sessions.mapValues { session in
        (session.messages ?? []).filter { $0.role == .user }.map(\.markdownContent)
      }
      #expect(questions[order[1]] == ["why red?", "one", "three"])
      #expect(questions[order[0]] == ["why blue?", "two"])
    }
  }

  @Test func `a script ends a turn that it takes up`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      let id = try await service.create(
        SessionDraft(input: "why?", idempotencyKey: "k")
      ).session.id
      await service.setRunning(id)
      let outcome = try await run(
        "/stop\nnever sent\n", on: service, folder: folder, resumption: .session(id.rawValue))
      #expect(outcome.status == .failedTurn)
      #expect(outcome.remarks.contains("Stopping 'why'."))
      #expect(await service.calls.contains("cancel"))
      #expect(await !service.calls.contains("followUp"))
      let again = try await run(
        "/stop\n", on: service, folder: folder, resumption: .session(id.rawValue))
      #expect(again.status == .success && again.remarks.hasSuffix("No turn is running here.\n"))
    }
  }

  @Test func `a member sees the sessions this machine knows, and is told so`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(isMember: true)
      let outcome = try await run("why?\n/sessions\n", on: service, folder: folder)
      #expect(outcome.remarks.contains("lists only the sessions that this machine knows"))
      #expect(outcome.remarks.contains("why?"))
    }
  }
}
