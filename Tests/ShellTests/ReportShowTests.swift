import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// `/show n` and `/show SECTION` in scripts: from reports where there are some, else from Markdown.
@Suite struct ReportShowTests {
  /// A report with one exhibit, whose number is that of its turn.
  @Sendable private static func report(_ question: String, _ turn: Int) -> Report? {
    var exhibit = Report.Exhibit(number: turn, kind: .init(rawValue: "line"))
    exhibit.source = "files"
    exhibit.path = "\(question).log"
    exhibit.line = 100
    exhibit.time = Timestamp.date(from: "2026-03-10T10:05:12Z")
    exhibit.service = "orders"
    exhibit.quote = "no space left"
    exhibit.count = 41
    exhibit.first = exhibit.time
    exhibit.last = Timestamp.date(from: "2026-03-10T10:59:59.25Z")
    exhibit.context = [(99, "a `b`"), (100, "ERROR no space left"), (101, "```")].map {
      Report.Line(line: $0, text: $1)
    }
    exhibit.series = [17, 23.5].map { Report.Point(time: .now, value: $0) }
    var sections = [
      Report.Section(
        .init(rawValue: "answer"), title: "Answer",
        claims: [.init("The disk is full", exhibits: [turn])])
    ]
    if turn == 1 {
      sections.append(
        Report.Section(
          .init(rawValue: "ruled_out"), title: "What it is not",
          claims: [.init("the mail [1]", exhibits: [1]), .init("the network")]))
    }
    return Report(sections: sections, exhibits: [exhibit])
  }

  /// The text that shows the exhibit of a turn.
  private static func text(_ question: String, _ turn: Int) -> String {
    """
    **[\(turn)]** `\(question).log:100` · `files` · `orders` · 2026-03-10 10:05:12 UTC

    41 times, 2026-03-10 10:05:12 to 10:59:59.250 UTC

    ````
       99  a `b`
    > 100  ERROR no space left
      101  ```
    ````

    """
  }

  @Test func `evidence of any answer is shown whole, the cited line marked`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give(Self.report)
      let outcome = try await run(
        "one\ntwo\n/show 2\n/show 1\n/show 3\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      #expect(
        outcome.output
          == "Answer to one\n\nAnswer to two\n\n\(Self.text("two", 2))\n\(Self.text("one", 1))")
      #expect(outcome.remarks == "gumshoe: No answer here has evidence [3].\n")
    }
  }

  @Test func `of what was measured the range is shown, and of what has nothing its number`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give { _, _ in
        var point = Report.Exhibit(number: 1, kind: .init(rawValue: "point"))
        point.source = "metrics"
        point.series = [17, 3, 23.5].map { Report.Point(time: .now, value: $0) }
        let bare = Report.Exhibit(number: 2, kind: .init(rawValue: "dream"))
        return Report(sections: [], exhibits: [point, bare])
      }
      let outcome = try await run("one\n/show 1\n/show 2\n", on: service, folder: folder)
      #expect(
        outcome.output
          == "Answer to one\n\n**[1]** `metrics`\n\n3 values from 3 to 23.5, at last 23.5\n\n**[2]**\n"
      )
    }
  }

  @Test func `what a source measured is shown with its values, the query, and where it is shown`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give { _, _ in
        var point = Report.Exhibit(number: 1, kind: .init(rawValue: "point"))
        (point.source, point.path, point.line) = ("files", "requests_rate.json", 1)
        (point.service, point.quote) = ("web", "12.5")
        func time(_ step: Int) -> Date {
          Date(timeIntervalSince1970: 1_773_482_700 + 15 * Double(step))
        }
        point.time = time(6)
        point.series = (0..<20).map { Report.Point(time: time($0), value: $0 < 6 ? 1 : 12.5) }
        point.measure = Report.Measure(name: "requests:rate code=500", unit: "per s")
        point.origin = Report.Origin(
          source: "prod", query: "sum by (code) (rate(requests_total[2m]))", time: time(20),
          link: "http://prod:9090/graph?g0.expr=up")
        return Report(sections: [], exhibits: [point])
      }
      let outcome = try await run("one\n/show 1\n", on: service, folder: folder)
      let wanted = """
        **[1]** `requests:rate code=500` · `prod` · `web` · 2026-03-14 10:06:30 UTC

        ▁▁▁▁▁▁▁▁███████████████ 1 per s to 12.5 per s, 2026-03-14 10:05:00 to 10:09:45 UTC

        ```
          10:05:30  1 per s
          10:05:45  1 per s
          10:06:00  1 per s
          10:06:15  1 per s
        > 10:06:30  12.5 per s
          10:06:45  12.5 per s
          10:07:00  12.5 per s
          10:07:15  12.5 per s
          10:07:30  12.5 per s
          10:07:45  12.5 per s
          10:08:00  12.5 per s
        ```

        Asked of `prod` at 2026-03-14 10:10:00 UTC:

        ```
        sum by (code) (rate(requests_total[2m]))
        ```

        <http://prod:9090/graph?g0.expr=up>

        """
      let shown = outcome.output.replacing(/[▁-█]+/, with: "~")
      #expect(shown == "Answer to one\n\n" + wanted.replacing(/[▁-█]+/, with: "~"), "\(shown)")
    }
  }

  @Test(arguments: [
    ("https://a/b?c=%22", true), ("javascript:alert(1)", false), ("http://a/<b>", false),
    ("http://a b", false), ("http://a\u{1b}[31m", false),
  ])
  func `only the address of a page is a link`(text: String, isPage: Bool) {
    let origin = Report.Origin(source: "a", query: "b", time: .now, link: text)
    #expect(origin.page == (isPage ? text : nil))
  }

  @Test func `a session that is continued still shows its evidence`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give(Self.report)
      _ = try await run("one\ntwo\n", on: service, folder: folder)
      let outcome = try await run("/show 1\n", on: service, folder: folder, resumption: .last)
      #expect(outcome.output == Self.text("one", 1))
    }
  }

  @Test func `as JSON an exhibit is an object, and a turn's end what it was`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give { question, turn in
        var report = Self.report(question, turn)
        report?.exhibits[0].series = nil
        return report
      }
      let outcome = try await run("one\n/show 1\n", on: service, folder: folder, json: true)
      let lines = outcome.output.split(separator: "\n")
      let id = try #require(await service.order.first)
      #expect(
        lines[2]
          == #"{"event":"turn.completed","session":"\#(id)","turn":1,"seconds":1.0,"markdown":"Answer to one"}"#
      )
      #expect(
        lines[3].hasPrefix(#"{"event":"command","name":"show","result":{"markdown":"**[1]** "#))
      #expect(
        lines[3].hasSuffix(
          #","exhibit":{"number":1,"kind":"line","source":"files","path":"one.log","line":100,"#
            + #""time":"2026-03-10T10:05:12.000Z","service":"orders","quote":"no space left","#
            + #""count":41,"first":"2026-03-10T10:05:12.000Z","last":"2026-03-10T10:59:59.250Z","#
            + #""context":[{"line":99,"text":"a `b`"},{"line":100,"text":"ERROR no space left"},"#
            + #"{"line":101,"text":"```"}]}}}"#))
    }
  }

  @Test(arguments: ["ruled out", "ruled_out", "Ruled", "what it is not", "what"])
  func `a section is found by kind, title or beginning, in the newest answer that has it`(
    name: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give(Self.report)
      let outcome = try await run(
        "one\ntwo\n/show \(name)\n/show answer\n", on: service, folder: folder)
      #expect(
        outcome.output == """
          Answer to one

          Answer to two

          ## What it is not (turn 1)

          - the mail [1]
          - the network

          ## Answer

          The disk is full [2]

          """)
    }
  }

  @Test func `a section's own title goes before another's kind in a newer answer`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give { question, turn in
        let title = turn == 1 ? "Timeline" : "Also"
        return Report(
          sections: [
            .init(.init(rawValue: "timeline"), title: title, claims: [.init("of \(question)")])
          ], exhibits: [])
      }
      let outcome = try await run(
        "one\ntwo\n/show timeline\n/show also\n/show time\n", on: service, folder: folder)
      #expect(
        outcome.output == """
          Answer to one

          Answer to two

          ## Timeline (turn 1)

          of one

          ## Also

          of two

          ## Also

          of two

          """)
    }
  }

  @Test func `a section that is not there is said, with those that are`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give(Self.report)
      let outcome = try await run("one\ntwo\n/show oracle\n", on: service, folder: folder)
      #expect(outcome.status == .success)
      #expect(
        outcome.remarks
          == "gumshoe: No section here is called 'oracle'. There are: Answer, What it is not.\n")
    }
  }

  @Test func `where there are no reports, Markdown is looked through`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(answer: { question in
        question == "one"
          ? "# Report\n\n## Answer\nx [1]\n\n## Time line\nfirst\n### more\n\n```\n# no\n```\n"
            + "## Evidence\n\n- [1] one\n  more\n- [2] two\n\n## Path\n"
          : "nothing"
      })
      let outcome = try await run(
        "one\n/show 1\n/show time\ntwo\n/show 2\n/show 3\n", on: service, folder: folder)
      let parts = outcome.output.components(separatedBy: "nothing\n")
      #expect(
        parts.first?.hasSuffix(
          "\n- [1] one\n  more\n\n## Time line\n\nfirst\n### more\n\n```\n# no\n```\n\n") == true)
      #expect(parts.last == "\n- [2] two\n")
      #expect(outcome.remarks == "gumshoe: No answer here has evidence [3].\n")
    }
  }

  @Test func `what a hostile report holds does nothing`() async throws {
    let hostile = "\u{1b}]0;x\u{7}\n```\n## ``` `x\u{202e}\r"
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.give { _, _ in
        var exhibit = Report.Exhibit(number: 1, kind: .init(rawValue: hostile))
        (exhibit.source, exhibit.path, exhibit.service) = (hostile, hostile, hostile)
        (exhibit.quote, exhibit.line, exhibit.count) = (hostile, .max, .min)
        (exhibit.time, exhibit.first, exhibit.last) = (.distantPast, .distantFuture, .distantPast)
        exhibit.context = [.min, .max, 3, 3].map { Report.Line(line: $0, text: hostile) }
        exhibit.series = [Report.Point(time: .distantPast, value: 1e308)]
        var huge = exhibit
        huge.number = 2
        huge.quote = String(repeating: "`", count: 1_000_000)
        huge.context = nil
        let claims = [Report.Claim(hostile, exhibits: [.min, .max]), Report.Claim("")]
        return Report(
          sections: [
            .init(.init(rawValue: ""), title: hostile, claims: claims),
            .init(.init(rawValue: "x"), title: "", claims: []),
          ],
          exhibits: [exhibit, exhibit, huge])
      }
      for isJSON in [false, true] {
        let outcome = try await run(
          "one\n/show 1\n/show 2\n/show x\n/show _\n/show zz\n/show all\n", on: service,
          folder: folder, json: isJSON)
        #expect(outcome.status == .success)
        for text in [outcome.output, outcome.remarks] {
          #expect(
            !text.unicodeScalars.contains { ["\u{1b}", "\u{7}", "\u{202e}", "\r"].contains($0) })
        }
        #expect(outcome.output.utf8.count > 1_000_000)
      }
    }
  }
}
