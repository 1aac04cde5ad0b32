import Foundation
import TestSupport
import Testing

/// The real binary against a real server: logging in, asking, changing services, being examined.
@Suite struct ServerTests {
  /// Runs a body with a server, and the binary in a home of its own.
  private func withServer(
    _ body: @escaping @Sendable (TestService, GumshoeBinary) async throws -> Void
  ) async throws {
    try await TestFolder.run { folder in
      try await TestService.run(folder: folder) { service in
        try await withGumshoe { try await body(service, $0) }
      }
    }
  }

  @Test func `a key is tried, stored for its owner alone, and found nowhere else`() async throws {
    try await withServer { service, gumshoe in
      let key = service.memberKey
      let login = try await gumshoe.run(["login", "--server", service.url], script: key + "\n")
      #expect(login.status == 0, "\(login)")
      let path = gumshoe.home + "/.config/gumshoe/keys/default"
      #expect(try String(contentsOfFile: path, encoding: .utf8) == key + "\n")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)

      let asked = try await gumshoe.run(["ask", "why?", "-v"])
      #expect(asked.status == 0 && asked.output == "Answer to why?\n")
      let script = try await gumshoe.run(
        ["--json", "-v"], script: "one\ntwo\n/sessions\n/profile\n")
      #expect(script.status == 0)
      let doctor = try await gumshoe.run(["doctor"])
      #expect(doctor.status == 0, "\(doctor)")
      let refused = try await gumshoe.run(
        ["ask", "why?"], variables: ["GUMSHOE_API_KEY": "trv_ak_unknown"])
      #expect(refused.status == 77)

      for outcome in [login, asked, script, doctor, refused] {
        #expect(!outcome.output.contains(key) && !outcome.errors.contains(key))
        #expect(!outcome.errors.contains("trv_ak_unknown"))
      }
      let holders = try files(below: gumshoe.home).filter { path in
        FileManager.default.contents(atPath: path)?.range(of: Data(key.utf8)) != nil
      }
      #expect(holders == [path])
    }
  }

  @Test func `at a terminal the key is not seen`() async throws {
    try await withServer { service, gumshoe in
      let program = try gumshoe.open(["login", "--server", service.url, "--profile", "team"])
      try await program.wait(for: "Key for \(service.url) (profile 'team'):")
      program.type("oops\u{15}" + service.adminKey + "x\u{7f}\r")
      #expect(try await program.exitStatus() == 0)
      let written = String(decoding: program.written, as: UTF8.self)
      #expect(!written.contains(service.adminKey) && !written.contains("oops"))
      let stored = try String(
        contentsOfFile: gumshoe.home + "/.config/gumshoe/keys/team", encoding: .utf8)
      #expect(stored == service.adminKey + "\n")
      let asked = try await gumshoe.run(["ask", "why?", "--profile", "team"])
      #expect(asked.output == "Answer to why?\n")
    }
  }

  @Test func `Ctrl-C at the hidden prompt stores nothing`() async throws {
    try await withServer { service, gumshoe in
      let program = try gumshoe.open(["login", "--server", service.url])
      try await program.wait(for: "Key for")
      program.type("trv_\u{3}")
      #expect(try await program.exitStatus() == 130)
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.config/gumshoe/keys"))
    }
  }

  @Test func `a key that is refused is not stored`() async throws {
    try await withServer { service, gumshoe in
      let login = try await gumshoe.run(
        ["login", "--server", service.url], script: "trv_ak_made_up\n")
      #expect(login.status == 77)
      #expect(login.errors.hasPrefix("gumshoe: Nothing was stored."))
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.config/gumshoe/keys"))
    }
  }

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
        try write("profiles:\n  default:\n    server: \(other.url)\n", gumshoe)
        #expect(try await gumshoe.run(["ask", "why?"]).status == 77)
        // Nor does the environment's key go to a profile that is changed to.
        try write(
          "server: \(service.url)\nprofiles:\n  other:\n    server: \(other.url)\n", gumshoe)
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
      try write("server: \(nowhere)\nprofiles:\n  near:\n    server: \(service.url)\n", gumshoe)
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
      if !failure.file.isEmpty { try write(failure.file, gumshoe) }
      let outcome = try await gumshoe.run(failure.arguments)
      #expect(outcome.status == failure.status, "\(outcome)")
      #expect((outcome.errors + outcome.output).contains(failure.words), "\(outcome)")
    }
  }

  @Test func `a login by plain HTTP is asked for once, and the profile keeps it`() async throws {
    try await withServer { service, gumshoe in
      // The address of every interface is none of loopback's, and leads to it all the same.
      let plain = service.url.replacing("127.0.0.1", with: "0.0.0.0")
      let login = try await gumshoe.run(
        ["login", "--server", plain, "--insecure", "--profile", "lab"],
        script: service.memberKey + "\n")
      #expect(login.status == 0, "\(login)")
      let asked = try await gumshoe.run(["ask", "why?", "--profile", "lab"])
      #expect(asked.status == 0 && asked.output == "Answer to why?\n", "\(asked)")
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
      try await program.wait(for: "unknown or was revoked")
      // A key that is stored for another server is not shown to this one.
      try write("profiles:\n  default:\n    server: https://a.example\n", gumshoe)
      try (service.memberKey + "\n").write(toFile: path, atomically: false, encoding: .utf8)
      program.type("\r")
      try await program.wait("a second refusal") {
        $0.text.ranges(of: "unknown or was revoked").count == 2
      }
      let login = try await gumshoe.run(
        ["login", "--server", service.url], script: service.memberKey)
      #expect(login.status == 0, "\(login)")
      // The line came back to the prompt.
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

  @Test func `login keeps what else the configuration says`() async throws {
    try await withServer { service, gumshoe in
      try write("# mine\ntimeout: 60\nprofiles:\n  a:\n    server: https://a.example\n", gumshoe)
      for profile in ["a", "b"] {
        let login = try await gumshoe.run(
          ["login", "--server", service.url, "--profile", profile], script: service.memberKey)
        #expect(login.status == 0, "\(login)")
      }
      let text = try String(contentsOfFile: configuration(gumshoe), encoding: .utf8)
      let server = "    server: \(service.url)\n"
      #expect(text == "# mine\ntimeout: 60\nprofiles:\n  b:\n\(server)  a:\n\(server)")
    }
  }

  private func configuration(_ gumshoe: GumshoeBinary) -> String {
    gumshoe.home + "/.config/gumshoe/config.yaml"
  }

  private func write(_ text: String, _ gumshoe: GumshoeBinary) throws {
    let path = configuration(gumshoe)
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func files(below folder: String) throws -> [String] {
    let all = try #require(FileManager.default.enumerator(atPath: folder))
    return all.compactMap { $0 as? String }.map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
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
