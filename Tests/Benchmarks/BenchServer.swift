import Foundation

/// A `gumshoe serve` in a process of its own, on a store and a port of its own, with a member's key.
final class BenchServer {
  /// Where it listens, such as `http://127.0.0.1:40123`.
  let url: String
  let key: String
  private let process = Process()

  /// Starts a server and waits until it listens.
  init(binary: String, evidence: String, store: String, environment: [String: String]) throws {
    let made = try Tool.run(
      binary, ["keys", "create", "--name", "bench", "--role", "member", "--store", store],
      environment: environment, quiet: true)
    key = String(decoding: made, as: UTF8.self).trimmingCharacters(in: .newlines)
    process.executableURL = URL(filePath: binary)
    process.arguments = ["serve", evidence, "--store", store, "--listen", "127.0.0.1:0"]
    process.environment = environment
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var said = ""
    while let part = try errors.fileHandleForReading.read(upToCount: 1), !part.isEmpty {
      said += String(decoding: part, as: UTF8.self)
      guard said.hasSuffix("\n"), let found = said.firstMatch(of: /listening on (.+)\n/) else {
        continue
      }
      url = String(found.1)
      return
    }
    process.waitUntilExit()
    throw BenchmarkError.failed("The server did not listen: \(said)")
  }

  /// Stops the server.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
