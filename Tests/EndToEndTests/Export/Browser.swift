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
  func visit(_ html: String) throws -> Visit {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gumshoe-page-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try html.write(toFile: folder + "/page.html", atomically: false, encoding: .utf8)
    let outcome = try chromium.run(
      Self.quiet + [
        "--user-data-dir=\(folder)/profile", "--log-net-log=\(folder)/net.json",
        "--enable-logging=stderr", "--dump-dom", "file://\(folder)/page.html",
      ])
    try #require(outcome.status == 0, "\(outcome.errors)")
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

  /// Without a sandbox, for containers run as root; without what Chromium does for itself, and without
  /// any name of a host.
  private static let quiet = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
  ]
}
