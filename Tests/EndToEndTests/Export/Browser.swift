import Foundation
import Testing

/// Headless Chromium, which opens a page of a folder of its own.
struct Browser {
  let chromium: OutsideProgram

  /// What became of a page.
  struct Visit {
    /// The document as the browser has it.
    var document: String
    /// What the page said on the console, errors of its policy among it.
    var console: [String]
    /// What the page asked of any network, as the browser logs it.
    var requests: [String]
  }

  /// Opens a page.
  func visit(_ html: String) async throws -> Visit {
    try await open(html) { folder in
      ["--log-net-log=\(folder)/net.json", "--enable-logging=stderr", "--dump-dom"]
    } then: { folder, outcome in
      // What Chromium asks for itself has no origin.
      let log = (try? String(contentsOfFile: folder + "/net.json", encoding: .utf8)) ?? ""
      let requests = log.split(separator: "\n").filter {
        $0.contains("\"initiator\":") && !$0.contains("\"initiator\":\"not an origin\"")
      }
      return Visit(
        document: outcome.output,
        console: outcome.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }
          .map(String.init),
        requests: requests.map(String.init))
    }
  }

  /// Takes a picture of a page, as a reader of the dark or the light theme sees it.
  func picture(of html: String, dark: Bool) async throws -> PNGPicture {
    try await open(html) { folder in
      [
        "--blink-settings=preferredColorScheme=\(dark ? 0 : 1)", "--hide-scrollbars",
        "--window-size=1000,1400", "--screenshot=\(folder)/page.png",
      ]
    } then: { folder, _ in
      try PNGPicture(Data(contentsOf: URL(filePath: folder + "/page.png")))
    }
  }

  /// Prints a page of a reader of the dark theme, as PDF into a file that the body reads.
  func print<Result: Sendable>(
    _ html: String, then body: @Sendable (String) async throws -> Result
  ) async throws -> Result {
    try await open(html) { folder in
      [
        "--blink-settings=preferredColorScheme=0", "--no-pdf-header-footer",
        "--print-to-pdf=\(folder)/page.pdf",
      ]
    } then: { folder, _ in
      try await body(folder + "/page.pdf")
    }
  }

  private func open<Result: Sendable>(
    _ html: String, with options: (String) -> [String],
    then body: @Sendable (String, GumshoeBinary.Outcome) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-page-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try html.write(toFile: folder + "/page.html", atomically: false, encoding: .utf8)
    let outcome = try await chromium.run(
      Self.quiet + ["--user-data-dir=\(folder)/profile"] + options(folder)
        + ["file://\(folder)/page.html"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try await body(folder, outcome)
  }

  /// Without a sandbox, for containers run as root; without what Chromium does for itself, and without
  /// any name of a host.
  private static let quiet = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
  ]
}
