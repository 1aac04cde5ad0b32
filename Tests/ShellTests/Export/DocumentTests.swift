import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// What a session is written as, from its texts alone.
@Suite struct DocumentTests {
  private func text(_ session: Session, _ format: ExportFormat) -> String {
    SessionExport.document(session, as: format).text
  }

  @Test func `A post-mortem has its parts in their order, each once`() {
    let titles = text(sampleSession(), .markdown).split(separator: "\n")
      .filter { $0.hasPrefix("## ") || $0.hasPrefix("# ") }
    #expect(
      titles == [
        "# why did checkout fail?", "## Summary", "## Timeline", "## Cause", "## Evidence",
        "## Transcript",
      ])
  }

  @Test func `A server without reports is read by its headings`() {
    let markdown = text(sampleSession(reports: false), .markdown)
    #expect(markdown.contains("## Summary\n\n**pool** ran out [1]."))
    #expect(markdown.contains("## Cause\n\n### Confidence\n\nHigh: it says so."))
    #expect(!markdown.contains("## Evidence"))
    let plain = text(sampleSession(answer: "It was the pool.", reports: false), .markdown)
    #expect(plain.contains("## Summary\n\nIt was the pool."))
  }

  @Test(arguments: [
    ("edge_requests_per_second", "per s"), ("service:cpu:percent_of_limit", "%"),
    ("pool_active", "pool_active"),
  ])
  func `A metric without a unit has that of its name, else is a number of it`(
    name: String, title: String
  ) {
    var session = sampleSession(unit: "")
    session.messages?[1].report?.exhibits[0].measure?.name = name
    #expect(text(session, .html).contains(">\(title)</text>"), "\(title)")
  }

  @Test func `A chart of counts says once what it counts`() {
    var session = sampleSession(unit: "entries", points: [1, 2, 1])
    session.messages?[1].report?.exhibits[0].measure?.width = 120
    session.messages?[1].report?.exhibits[0].measure?.usual = nil
    #expect(
      text(session, .html).contains(
        "aria-label=\"Bar chart of entries in 2 min of pool, 2026-03-10 10:00:00 to 10:04:00 UTC: 1 to 2, at last 1."
      ))
  }

  @Test func `Further lines of an entry stand below it, and the next keeps its number`() {
    var session = sampleSession(quote: "boom\n at a\n at b")
    session.messages?[1].report?.exhibits[0].context?.append(.init(line: 15, text: "after"))
    #expect(
      text(session, .markdown).contains(
        "```\n  11  before\n> 12  boom\n       at a\n       at b\n  15  after\n```"))
  }

  @Test func `What was judged after the leading answer stands below it`() {
    var session = sampleSession()
    let start = session.createdAt
    for (place, (question, answer)) in [
      ("it was not the disk", "## Answer\n\nNoted: not the disk.\n\n## Confidence\n\nHigh."),
      ("thanks", "## Answer\n\nYou are welcome."),
    ].enumerated() {
      session.messages?.append(
        Message(
          id: .init(rawValue: "q\(place)"), role: .user, markdownContent: question,
          createdAt: start))
      session.messages?.append(
        Message(
          id: .init(rawValue: "a\(place)"), role: .assistant, markdownContent: answer,
          createdAt: start))
    }
    let markdown = text(session, .markdown)
    #expect(
      markdown.contains(
        "## Summary\n\n**pool** ran out [1].\n\n### Judged later\n\nNoted: not the disk.\n\n## Ti"))
  }

  @Test func `A question that is a paste stays as it was`() {
    let markdown = text(sampleSession(question: "look:\n# a ```\n\n* b"), .markdown)
    #expect(markdown.contains("> ````\n> look:\n> # a ```\n>\n> * b\n> ````"))
  }

  @Test func `A chart has axes with their units, what is usual, the onset, and words for it`() {
    let html = text(sampleSession(), .html)
    let chart = html.firstRange(of: "<svg class=\"chart\"").map { html[$0.lowerBound...] } ?? ""
    let svg = chart.firstRange(of: "</svg>").map { String(chart[..<$0.lowerBound]) } ?? ""
    #expect(
      svg.contains(
        "role=\"img\" aria-label=\"Line chart of pool_active of pool, 2026-03-10 10:00:00 to 10:08:00 UTC: 3 connections to 40 connections, at last 40 connections. Usual are 2 connections to 9 connections. Onset at 10:05:12 UTC.\""
      ))
    for text in [
      ">connections</text>", ">2026-03-10, UTC</text>", ">usual</text>", ">onset 10:05:12</text>",
      ">40</text>", ">10:02</text>",
    ] {
      #expect(svg.contains(text), "\(text) in \(svg)")
    }
    #expect(svg.matches(of: /<line class="axis"/).count == 2)
    // The same as a table.
    #expect(html.contains("<td>2026-03-10 10:06:00</td><td class=\"number\">40</td>"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `Secrets are masked in every form, wherever they stand`(format: ExportFormat) {
    let secret = "AKIAIOSFODNN7EXAMPLE"
    let session = sampleSession(
      title: "why \(secret)", question: "is \(secret) it?", answer: "## Answer\n\n`\(secret)`",
      quote: "key \(secret)", service: secret, unit: secret)
    #expect(!text(session, format).contains("IOSFODNN7"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `What could act on a reader is visible in every form`(format: ExportFormat) {
    let evil = "a\u{1b}]0;x\u{7}\u{202e}\u{85}\u{0}b"
    let text = text(
      sampleSession(
        title: evil, question: evil, answer: "## Answer\n\n\(evil)\n\n    \(evil)\n", quote: evil,
        service: evil, unit: evil), format)
    let unsafe = text.unicodeScalars.filter {
      $0 != "\n" && ($0.value < 32 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E)
    }
    #expect(unsafe.isEmpty)
  }

  @Test func `Hostile texts are nothing but text on a page`() {
    let evil =
      "</script></style></title><img src=http://evil.example/x onerror=alert(1)>\" onload=\"a' [x](javascript:alert(2)) <!--"
    let page = text(
      sampleSession(
        title: evil, question: evil, answer: "## Answer\n\n\(evil)\n\n```\n\(evil)\n```\n",
        quote: evil, service: evil, unit: evil), .html)
    // Each `<` that is left is of the page itself.
    let plain = text(sampleSession(), .html)
    func names(_ html: String) -> Set<Substring> {
      Set(html.matches(of: /<\/?([a-zA-Z!]+)/).map(\.1))
    }
    #expect(names(page).isSubset(of: names(plain).union(["pre", "code"])))
    #expect(!page.contains(/href="(?!#|data:,)/))
    #expect(!page.replacing(/"[^"]*"/, with: "").contains(/<[^>]*\son[a-z]+=/))
    #expect(page.contains("&lt;/script&gt;&lt;/style&gt;&lt;/title&gt;&lt;img"))
  }

  @Test func `A report that no sound server sends is written without a trap`() {
    for points in [
      [], [1], [.nan, .infinity, 1], [1e300, -1e300, 0], [5, 5, 5], [0, 0, 0], [1e-300, 2e-300],
      [-1, -1.000_000_000_000_1], [1e14, 1e14 + 1],
    ] as [[Double]] {
      var session = sampleSession(points: points)
      for (first, last, width) in [
        (Date.distantPast, Date.distantFuture, -1.0), (.now, .now, .infinity), (.now, .now, 1e300),
      ] {
        var exhibit = session.messages?[1].report?.exhibits[0]
        exhibit?.first = first
        exhibit?.last = last
        exhibit?.line = .min
        exhibit?.measure?.width = width
        exhibit?.measure?.usual = .init(low: 9, high: .nan)
        exhibit?.measure?.onset = last
        exhibit?.series?.reverse()
        if let exhibit { session.messages?[1].report?.exhibits[0] = exhibit }
        for format in ExportFormat.allCases { #expect(!text(session, format).isEmpty) }
      }
    }
  }

  @Test func `Same session, same bytes`() {
    for format in ExportFormat.allCases {
      #expect(text(sampleSession(), format) == text(sampleSession(), format))
    }
  }
}
