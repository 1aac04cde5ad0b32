import Foundation
import Testing

/// A store that real servers offer, with a key of each role.
struct ServedStore: Sendable {
  let gumshoe: GumshoeBinary
  let evidence: String
  let member: String
  let admin: String

  var path: String { gumshoe.home + "/server.sqlite" }

  init(_ gumshoe: GumshoeBinary) async throws {
    self.gumshoe = gumshoe
    evidence = gumshoe.home + "/evidence"
    try FileManager.default.createDirectory(
      atPath: evidence, withIntermediateDirectories: true)
    try Self.log().write(toFile: evidence + "/checkout.log", atomically: true, encoding: .utf8)
    let store = gumshoe.home + "/server.sqlite"
    func key(_ role: String) async throws -> String {
      let made = try await gumshoe.run([
        "keys", "create", "--name", role, "--role", role, "--store", store,
      ])
      #expect(made.status == 0, "\(made)")
      return String(made.output.dropLast())
    }
    member = try await key("member")
    admin = try await key("admin")
  }

  /// A quarter of an hour of a service that begins to fail.
  private static func log() -> String {
    (0..<900).map { second in
      let time =
        "2026-01-31T10:\(second / 60 < 10 ? "0" : "")\(second / 60):"
        + "\(second % 60 < 10 ? "0" : "")\(second % 60)Z"
      return second >= 300 && second.isMultiple(of: 4)
        ? "\(time) ERROR checkout payment timeout after 3000 ms order=\(second)\n"
        : "\(time) INFO checkout order placed order=\(second)\n"
    }.joined()
  }

  /// Starts a server and waits until it listens, on a port that the system chooses or on one given.
  func serve(_ arguments: String..., port: Int = 0) async throws -> ServingProcess {
    let process = try gumshoe.start(
      ["serve", evidence, "--store", path, "--listen", "127.0.0.1:\(port)"] + arguments)
    try await process.wait(for: "listening on ", on: .errors)
    let line = process.errorsSoFar.split(separator: "\n").last { $0.hasPrefix("listening on ") }
    let url = try #require(line?.dropFirst("listening on ".count), "\(process.errorsSoFar)")
    return ServingProcess(process: process, url: String(url))
  }
}

/// A server in a process of its own.
struct ServingProcess: Sendable {
  let process: PipedProcess
  let url: String

  var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// Asks the server to leave, and waits until it has.
  func stop() async -> GumshoeBinary.Outcome {
    process.signal(SIGTERM)
    return await process.finish()
  }
}
