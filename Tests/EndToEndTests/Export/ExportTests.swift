import Foundation
import Testing

/// `/export` and `gumshoe sessions export`, with the real binary.
@Suite struct ExportTests {
  private static let log = """
    2026-03-10T10:00:01Z INFO [store] ready
    2026-03-10T10:05:12Z ERROR [store] <script>alert(1)</script> disk full \u{1b}[31m key=AKIAIOSFODNN7EXAMPLE
    2026-03-10T10:05:13Z ERROR [store] <img src="http://evil.example/x.png" onerror="alert(2)"> disk full
    2026-03-10T10:05:14Z ERROR [store] [x](javascript:alert(3)) ![y](http://evil.example/y.png) disk full

    """

  @Test func `Without a file the document goes to standard output, with one to that`() async throws
  {
    try await withGumshoe { gumshoe in
      let asked = try await gumshoe.run(["demo", "calm"], script: "is anything wrong?\n")
      #expect(asked.status == 0)
      for (arguments, start) in [
        ([], "# is anything wrong"), (["--format", "html"], "<!DOCTYPE html>"),
        (["--format", "json"], #"{"format":"gumshoe.session","version":1,"#),
        (["--json"], #"{"event":"command","name":"export","result":{"format":"gumshoe.session""#),
      ] {
        let outcome = try await gumshoe.run(["sessions", "export", "wrong"] + arguments)
        #expect(outcome.status == 0 && outcome.output.hasPrefix(start), "\(outcome)")
      }
      let written = try await gumshoe.run(
        ["sessions", "export", "wrong", "--output", "a.html", "--json"])
      #expect(
        written.output.hasPrefix(
          #"{"event":"command","name":"export","result":{"path":"a.html","format":"html","bytes":"#),
        "\(written)")
      let refused = try await gumshoe.run(["sessions", "export", "wrong", "-o", "a.html"])
      #expect(refused.status == 64)
      #expect(
        refused.errors
          == "gumshoe: 'a.html' is there already. Name another file, or add --force to replace it.\n"
      )
      let forced = try await gumshoe.run(["sessions", "export", "wrong", "-o", "a.html", "--force"])
      #expect(forced.status == 0, "\(forced)")
    }
  }

  @Test func `At a terminal the file is told, named by date and title`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open(["demo", "calm"])
      try await shell.wait(for: "▸")
      shell.type("is anything wrong?\(Key.enter)")
      try await shell.wait("the answer") { $0.answers == 1 }
      shell.type("/export html\(Key.enter)")
      try await shell.wait("its file") {
        $0.text.contains(/Written to \d{4}-\d\d-\d\d-is-anything-wrong\.html/)
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: gumshoe.home)
      #expect(files.contains { $0.hasSuffix("-is-anything-wrong.html") })
    }
  }

  @Test(.enabled(if: OutsideProgram.chromium != nil, "chromium is not installed"))
  func `A hostile log does nothing on the page, and one that would is found out`() async throws {
    let browser = Browser(chromium: try #require(OutsideProgram.chromium))
    // A page that does all this is noticed.
    let evil = try browser.visit(
      "<!DOCTYPE html><title>x</title><img src=\"http://evil.example/x.png\"><script>console.error('ran')</script>"
    )
    #expect(evil.requests.contains { $0.contains("evil.example") })
    #expect(evil.console.contains { $0.contains("ran") })
    try await withGumshoe { gumshoe in
      try Self.log.write(
        toFile: gumshoe.home + "/store.log", atomically: false, encoding: .utf8)
      let asked = try await gumshoe.run(
        ["store.log"],
        script: """
          why is the disk full? <script>alert(4)</script> [z](javascript:alert(5))
          show me the errors
          /export evil.html

          """)
      #expect(asked.status == 0, "\(asked)")
      let html = try String(contentsOfFile: gumshoe.home + "/evil.html", encoding: .utf8)
      let visit = try browser.visit(html)
      #expect(visit.console.isEmpty, "\(visit.console)")
      #expect(visit.requests.isEmpty, "\(visit.requests)")
      #expect(!visit.document.contains("<script") && !visit.document.contains("<img"))
      #expect(!visit.document.contains(/href="(?!#|data:,)/))
      #expect(visit.document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(!html.contains("IOSFODNN7") && !html.contains("\u{1b}"))
    }
  }
}
