import DemoIncident
import Foundation
import Testing

/// Every export of every demo incident, as other programs read it.
@Suite(.serialized) struct DemoExportTests {
  /// The forms of one session.
  private struct Exports {
    var markdown: String
    var html: String
    var json: String
    /// Roles with their texts, as the JSON has them.
    var messages: [(role: String, text: String)]
    /// The exhibits of all messages.
    var exhibits: [[String: Any]]
  }

  private static func exports(_ demo: Demo) async throws -> Exports {
    try await withGumshoe { gumshoe in
      let script = demo.questions.joined(separator: "\n") + "\nIt was not the network.\n"
      let asked = try await gumshoe.run(
        ["demo", demo.name], script: script + "/export a.md\n/export a.html\n/export a.json\n")
      try #require(asked.status == 0, "\(asked.errors)")
      func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(gumshoe.home)/\(name)", encoding: .utf8)
      }
      let json = try read("a.json")
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let session = try #require(object?["session"] as? [String: Any])
      let messages = try #require(session["messages"] as? [[String: Any]])
      return Exports(
        markdown: try read("a.md"), html: try read("a.html"), json: json,
        messages: messages.map {
          ($0["role"] as? String ?? "", $0["markdown_content"] as? String ?? "")
        },
        exhibits: messages.compactMap { $0["report"] as? [String: Any] }
          .flatMap { $0["exhibits"] as? [[String: Any]] ?? [] })
    }
  }

  /// The letters of an answer, as another program than ours renders its Markdown.
  private static func letters(_ markdown: String, by cmark: OutsideProgram) async throws -> String {
    let html = try await cmark.run(
      ["-t", "html", "-e", "table", "-e", "strikethrough"], input: markdown)
    return HTMLReading.letters(html.output)
  }

  @Test(
    .enabled(if: OutsideProgram.chromium != nil && OutsideProgram.cmark != nil, "not installed"),
    arguments: Demo.all)
  func
    `In a browser the page says nothing to the console, asks for nothing, and reads as the transcript`(
      demo: Demo
    ) async throws
  {
    let (chromium, cmark) = (
      try #require(OutsideProgram.chromium), try #require(OutsideProgram.cmark)
    )
    let exports = try await Self.exports(demo)
    let visit = try await Browser(chromium: chromium).visit(exports.html)
    #expect(visit.console.isEmpty, "\(visit.console)")
    #expect(visit.requests.isEmpty, "\(visit.requests)")
    let transcript = try #require(HTMLReading.section("transcript", of: visit.document))
    var rest = HTMLReading.letters(transcript)[...]
    var beside = ""
    for message in exports.messages {
      let letters =
        message.role == "user"
        ? message.text.filter { !$0.isWhitespace } : try await Self.letters(message.text, by: cmark)
      let found = try #require(
        rest.firstRange(of: letters), "'\(letters.prefix(200))' is not in '\(rest.prefix(400))'")
      beside += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
    }
    // Each question has its number and time.
    #expect(
      (beside + rest).wholeMatch(of: /Transcript(\d+·[-:.\d]+UTC)+/) != nil, "\(beside)\(rest)")
    try Self.checkFigures(visit.document, of: exports)
  }

  /// Each series is drawn once, with axes, units and words; each exhibit can be opened.
  private static func checkFigures(_ document: String, of exports: Exports) throws {
    let charts = document.matches(of: /<svg class="chart".*?<\/svg>/.dotMatchesNewlines())
      .map { String($0.output) }
    let series = exports.exhibits.filter { ($0["series"] as? [Any] ?? []).count > 1 }
    let drawn = charts.filter {
      $0.contains("aria-label=\"Line chart") || $0.contains("aria-label=\"Bar chart")
    }
    #expect(drawn.count == series.count)
    for chart in charts {
      #expect(chart.contains("role=\"img\""))
      #expect(try #require(chart.firstMatch(of: /aria-label="([^"]+)"/)).1.count > 40)
      #expect(chart.contains("class=\"axis\""))
      #expect(chart.matches(of: /<text class="mark"/).count >= 2, "\(chart)")
      #expect(chart.contains(", UTC</text>"))
    }
    for chart in drawn {
      let titles = chart.matches(of: /<text class="title"[^>]*>([^<]+)</).map { String($0.1) }
      #expect(titles.count == 2 && titles.allSatisfy { !$0.isEmpty }, "\(titles)")
    }
    for exhibit in exports.exhibits {
      let number = try #require(exhibit["number"] as? Int)
      let opens = try Regex(
        "<details>\\s*<summary>.*?</summary>\\s*<div class=\"inside\" id=\"exhibit-\(number)\"")
      #expect(document.firstMatch(of: opens.dotMatchesNewlines()) != nil, "exhibit \(number)")
    }
  }

  @Test(.enabled(if: OutsideProgram.chromium != nil, "chromium is not installed"))
  func `The page is dark for whom that is, light for others, and on paper`() async throws {
    let browser = Browser(chromium: try #require(OutsideProgram.chromium))
    let html = try await Self.exports(Demo.all[1]).html
    let light = try await browser.picture(of: html, dark: false)
    let dark = try await browser.picture(of: html, dark: true)
    #expect(light.width == 1000 && light.height > 1000)
    #expect(light.corner.allSatisfy { $0 > 230 }, "\(light.corner)")
    #expect(dark.corner.allSatisfy { $0 < 60 }, "\(dark.corner)")
    let printed = try await browser.print(html) { path in
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.starts(with: Data("%PDF-".utf8)))
      return try await OutsideProgram("pdftotext")?.run(["-layout", path, "-"]).output
    }
    guard let printed else { return }
    #expect(printed.contains("SUMMARY") && printed.contains("Transcript"))
    // What is folded on the screen is open on paper, where nobody can click.
    let folded = try #require(
      html.firstMatch(of: /<div class="inside" id="exhibit-1">\s*<pre class="lines">\s*(\d+)/))
    #expect(printed.contains("\(folded.1) "), "\(folded.1)")
  }

  @Test(.enabled(if: OutsideProgram.tidy != nil, "tidy is not installed"), arguments: Demo.all)
  func `A validator finds nothing wrong with the page`(demo: Demo) async throws {
    let tidy = try #require(OutsideProgram.tidy)
    let outcome = try await tidy.run(["-q", "-e", "-utf8"], input: Self.exports(demo).html)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test(
    .enabled(if: OutsideProgram.cmark != nil && OutsideProgram.pandoc != nil, "not installed"),
    arguments: Demo.all)
  func `Two other programs render the Markdown without loss`(demo: Demo) async throws {
    let (cmark, pandoc) = (
      try #require(OutsideProgram.cmark), try #require(OutsideProgram.pandoc)
    )
    let exports = try await Self.exports(demo)
    let rendered = [
      try await cmark.run(
        ["-t", "html", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"],
        input: exports.markdown),
      try await pandoc.run(["-f", "gfm", "-t", "html"], input: exports.markdown),
    ]
    for (program, outcome) in zip(["cmark-gfm", "pandoc"], rendered) {
      try #require(outcome.status == 0, "\(program): \(outcome.errors)")
      let text = HTMLReading.letters(outcome.output)
      for message in exports.messages {
        let letters =
          message.role == "user"
          ? message.text.filter { !$0.isWhitespace }
          : try await Self.letters(message.text, by: cmark)
        #expect(text.contains(letters), "\(program) loses some of '\(letters.prefix(300))'")
      }
      for exhibit in exports.exhibits {
        let quote = try #require(exhibit["quote"] as? String)
        #expect(text.contains(quote.filter { !$0.isWhitespace }), "\(program): \(quote)")
      }
      for title in ["Summary", "Evidence", "Transcript"] where !exports.exhibits.isEmpty {
        #expect(outcome.output.contains(">\(title)</h2>"), "\(program)")
      }
    }
  }

  @Test(.enabled(if: OutsideProgram.python != nil, "not installed"), arguments: Demo.all)
  func `The JSON is what the schema of the project says`(demo: Demo) async throws {
    let python = try #require(OutsideProgram.python)
    let schema = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Shell/Export/session.schema.json").standardized.path
    let check = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
      """
    let outcome = try await python.run(["-c", check, schema], input: Self.exports(demo).json)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let broken = try await python.run(
      ["-c", check, schema], input: #"{"format":"gumshoe.session"}"#)
    #expect(broken.status != 0, "the check takes anything")
  }
}

extension Demo: CustomTestStringConvertible {
  /// The demo's name.
  public var testDescription: String { name }
}
