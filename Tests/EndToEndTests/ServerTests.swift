import Foundation
import TestSupport
import Testing

/// The real binary against a real server: asking, changing services, being examined.
@Suite struct ServerTests {
  @Test func `a key that was stored for one server is not shown to another`() async throws {
    let log = SeenFields()
    try await withServer { service, gumshoe in
      _ = try await gumshoe.run(["login", "--server", service.url], script: service.memberKey)
      try await HTTPTestServer.run(handler: { request in
        await log.note(request.fields)
        return .json(404, "{}")
      }) { other in
        let asked = try await gumshoe.run(["ask", "why?", "--server", other.url])
        #expect(asked.status == 77)
        #expect(asked.errors.contains("gumshoe login --server \(other.url)"))
        // Nor where another file, or this one by now, says that the profile is somewhere else.
        let elsewhere = gumshoe.home + "/elsewhere.yaml"
        try "server: \(other.url)\n".write(toFile: elsewhere, atomically: true, encoding: .utf8)
        let misled = try await gumshoe.run(["ask", "why?", "--config", elsewhere])
        #expect(misled.status == 77, "\(misled)")
        #expect(misled.errors.contains("gumshoe login --config \(elsewhere)"))
        try gumshoe.configure("profiles:\n  default:\n    server: \(other.url)\n")
        #expect(try await gumshoe.run(["ask", "why?"]).status == 77)
        // Nor does the environment's key go to a profile that is changed to.
        try gumshoe.configure(
          "server: \(service.url)\nprofiles:\n  other:\n    server: \(other.url)\n")
        let changed = try await gumshoe.run(
          ["--keep-going"], script: "/profile other\nwhy?\n",
          variables: ["GUMSHOE_API_KEY": service.memberKey])
        #expect(changed.errors.contains("There is no key for \(other.url)"), "\(changed)")
      }
      #expect(await log.seen.isEmpty)
    }
  }

  @Test func `option goes before environment, and that before the file`() async throws {
    try await withServer { service, gumshoe in
      let nowhere = "http://127.0.0.1:1"
      try gumshoe.configure("server: \(nowhere)\nprofiles:\n  near:\n    server: \(service.url)\n")
      let key = ["TRAVERSAL_API_KEY": service.adminKey]
      func status(_ arguments: [String], _ variables: [String: String] = [:]) async throws -> Int32
      {
        try await gumshoe.run(
          ["sessions"] + arguments, variables: key.merging(variables) { $1 }
        ).status
      }
      #expect(try await status([]) == 69)
      #expect(try await status([], ["GUMSHOE_SERVER": service.url]) == 0)
      #expect(try await status(["--server", nowhere], ["GUMSHOE_SERVER": service.url]) == 69)
      #expect(try await status(["--profile", "near"], ["GUMSHOE_SERVER": nowhere]) == 0)
      #expect(try await status([], ["GUMSHOE_PROFILE": "near"]) == 0)
      #expect(try await status(["--profile", "embedded"]) == 0)
      let other = gumshoe.home + "/other.yaml"
      try "server: \(service.url)\n".write(toFile: other, atomically: true, encoding: .utf8)
      #expect(try await status(["--config", other]) == 0)
      #expect(try await status([], ["GUMSHOE_CONFIG": other]) == 0)
    }
  }

  @Test func `a script changes services and comes back`() async throws {
    try await withServer { service, gumshoe in
      _ = try await gumshoe.run(["login", "--server", service.url], script: service.adminKey)
      let outcome = try await gumshoe.run(
        ["--json"], script: "one\n/profile embedded\n/sessions\n/profile default\n/sessions\ntwo\n")
      #expect(outcome.status == 0, "\(outcome)")
      let events = try outcome.events()
      let tables = events.filter { $0["name"] as? String == "sessions" }
        .compactMap { ($0["result"] as? [Any])?.count }
      #expect(tables == [0, 1])
      #expect(Set(events.compactMap { $0["session"] as? String }).count == 1)
    }
  }

  @Test func `what was said to another service is found, and opened there`() async throws {
    try await withServer { service, gumshoe in
      _ = try await gumshoe.run(["login", "--server", service.url], script: service.adminKey)
      _ = try await gumshoe.run([], script: "who runs zanzibar?\n")
      let away = ["--profile", "embedded"]
      let logs = try makeLogs(in: gumshoe.home)
      let shell = [logs] + away
      let told = try await gumshoe.run(["sessions", "find", "zanzi"] + away)
      #expect(told.output.contains("with \(service.url)\n"), "\(told)")
      let outcome = try await gumshoe.run(
        shell + ["--json", "--keep-going"], script: "/find zanzi\n/forget 1\n/switch 1\nand now?\n")
      let events = try outcome.events()
      #expect(outcome.output.contains("\"service\":\"\(service.url)\""), "\(outcome)")
      let sessions = Set(events.compactMap { $0["session"] as? String })
      let id = try #require(sessions.first)
      #expect(sessions.count == 1 && told.output.hasPrefix(id), "\(outcome)")
      // Where nothing names that service, it is said how to get there.
      try gumshoe.configure("")
      let lost = try await gumshoe.run(shell, script: "/find zanzi\n/switch 1\n")
      #expect(lost.status != 0)
      #expect(lost.errors.contains("gumshoe --server URL --session "), "\(lost)")
    }
  }

  static let failures: [(arguments: [String], file: String, status: Int32, words: String)] = [
    (["ask", "x", "--server", "http://example.com"], "", 64, "is plain HTTP beyond this machine"),
    (["ask", "x", "--server", "nonsense"], "", 64, "'nonsense' is no server's URL."),
    (["ask", "x", "--server", "https://h", "--evidence", "/"], "", 64, "cannot be given together"),
    (["demo", "--server", "https://h"], "", 64, "cannot be given together"),
    (["ask", "x", "--profile", "nope"], "", 78, "There is no profile 'nope'."),
    (["ask", "x", "--profile", "../x"], "", 64, "'../x' is no name of a profile"),
    (["ask", "x", "--config", "/no/such.yaml"], "", 66, "There is no file '/no/such.yaml'"),
    (["ask", "x", "--server", "https://h", "--ca-file", "/no.pem"], "", 66, "'/no.pem'"),
    (["ask", "x"], "server: http://example.com\n", 78, "is plain HTTP beyond this machine"),
    (["ask", "x"], "\nserver: [\n", 78, "config.yaml', line 3 is bad"),
    (["ask", "x"], "sever: x\n", 78, "config.yaml', line 1 is bad: 'sever' is no key"),
    (["ask", "x"], "profiles:\n  a:\n    key: x\n", 78, "line 3 is bad: 'key' is no key"),
    (["ask", "x"], "server: {a: 1}\n", 78, "'server' is no plain value"),
    (["ask", "x"], "server: https://h\ninsecure: perhaps\n", 78, "no value of 'insecure'"),
    (["doctor"], "timeout: soon\n", 78, "'soon' is no value of 'timeout'"),
    (["ask", "x", "--evidence", "/etc"], "timeout: -1\n", 78, "'-1' is no value of 'timeout'"),
    (["ask", "x"], "server: http://127.0.0.1:1\n", 77, "gumshoe login"),
    (["login"], "", 64, "gumshoe login --server https://HOST"),
    (["login", "--server", "http://127.0.0.1:1"], "", 77, "No key was given"),
  ]

  @Test(arguments: failures.indices)
  func `what can't be spoken to is told with the status of its kind`(index: Int) async throws {
    let failure = Self.failures[index]
    try await withGumshoe { gumshoe in
      if !failure.file.isEmpty { try gumshoe.configure(failure.file) }
      let outcome = try await gumshoe.run(failure.arguments)
      #expect(outcome.status == failure.status, "\(outcome)")
      #expect((outcome.errors + outcome.output).contains(failure.words), "\(outcome)")
    }
  }

  @Test func `a running shell takes up the key that is stored meanwhile`() async throws {
    try await withServer { service, gumshoe in
      let path = gumshoe.home + "/.config/gumshoe/keys/default"
      _ = try await gumshoe.run(["login", "--server", service.url], script: service.memberKey)
      try "trv_ak_revoked\n".write(toFile: path, atomically: false, encoding: .utf8)
      let program = try gumshoe.open(["--server", service.url])
      try await program.wait(for: "Ask what went wrong")
      program.type("why?\r")
      // The line comes back to the prompt.
      try await program.wait("a refusal, and the line") {
        $0.text.contains("unknown or was revoked") && $0.typed == "why?"
      }
      // A key that is stored for another server is not shown to this one.
      try gumshoe.configure("profiles:\n  default:\n    server: https://a.example\n")
      try (service.memberKey + "\n").write(toFile: path, atomically: false, encoding: .utf8)
      program.type("\r")
      try await program.wait("a second refusal") {
        $0.count(of: "unknown or was revoked") == 2 && $0.typed == "why?"
      }
      let login = try await gumshoe.run(
        ["login", "--server", service.url], script: service.memberKey)
      #expect(login.status == 0, "\(login)")
      program.type("\r")
      try await program.wait(for: "Answer to why?")
      program.type("\u{4}")
      #expect(try await program.exitStatus() == 0)
    }
  }

  @Test func `a key that others may read is refused`() async throws {
    try await withServer { service, gumshoe in
      _ = try await gumshoe.run(["login", "--server", service.url], script: service.memberKey)
      let path = gumshoe.home + "/.config/gumshoe/keys/default"
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let asked = try await gumshoe.run(["ask", "why?"])
      #expect(asked.status == 78 && asked.errors.contains("chmod 600 '\(path)'"))
      #expect(try await gumshoe.run(["doctor"]).status == 78)
    }
  }

  @Test func `the doctor ends with the status of the first failure`() async throws {
    try await withServer { service, gumshoe in
      let key = ["GUMSHOE_API_KEY": service.adminKey]
      let well = try await gumshoe.run(
        ["doctor", "--json", "--server", service.url], variables: key)
      #expect(well.status == 0)
      let checks = try well.events().map { "\($0["check"] ?? "") \($0["outcome"] ?? "")" }
      #expect(
        checks == [
          "config ok", "server ok", "key ok", "role ok", "clock ok", "store ok", "terminal ok",
        ])
      #expect(well.output.contains("An admin's key"))
      let away = try await gumshoe.run(
        ["doctor", "--server", "http://127.0.0.1:1"], variables: key)
      #expect(away.status == 69 && away.output.contains("failure  server"))
      let keyless = try await gumshoe.run(["doctor", "--server", service.url])
      #expect(keyless.status == 77 && keyless.output.contains("gumshoe login --server"))
      #expect(try await gumshoe.run(["doctor"]).status == 0)
    }
  }
}

/// The header fields that a server has seen.
private actor SeenFields {
  private(set) var seen: [[String: String]] = []

  func note(_ fields: [String: String]) {
    seen.append(fields)
  }
}

/// Runs a body with a server, and the binary in a home of its own.
func withServer(
  _ body: @escaping @Sendable (TestService, GumshoeBinary) async throws -> Void
) async throws {
  try await TestFolder.run { folder in
    try await TestService.run(folder: folder) { service in
      try await withGumshoe { try await body(service, $0) }
    }
  }
}

extension GumshoeBinary {
  /// Where the configuration is.
  var configuration: String { home + "/.config/gumshoe/config.yaml" }

  /// Writes the configuration.
  func configure(_ text: String) throws {
    let folder = URL(filePath: configuration).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: configuration, atomically: true, encoding: .utf8)
  }
}
