import Foundation
import TestSupport
import Testing

/// `gumshoe serve` and `gumshoe keys` as commands.
@Suite struct ServeTests {
  @Test(arguments: [
    ([], 64, "no evidence to serve"),
    (["LOG", "--listen", "8080"], 64, "no address to listen on"),
    (["LOG", "--listen", "0.0.0.0:0"], 64, "--insecure"),
    (["LOG", "--metrics-listen", "0.0.0.0:0"], 64, "--metrics-listen '0.0.0.0:0'"),
    (["LOG", "--max-running", "0"], 64, "'0' is no number of sessions"),
    (["LOG", "--tls-cert", "/none"], 64, "--tls-cert needs --tls-key"),
    (["LOG", "--tls-cert", "/none", "--tls-key", "/none"], 66, "no readable file at '/none'"),
    (["LOG", "--tls-cert", "LOG", "--tls-key", "LOG"], 78, "no certificate in PEM"),
    (["/none"], 66, "no evidence at '/none'"),
    (["s3://example.org/log"], 64, "is no URL that evidence is read from"),
    (["LOG", "--store", "/proc/none/store"], 69, "cannot be written"),
  ])
  func `what can't be served is refused, and says why`(
    arguments: [String], status: Int32, words: String
  ) async throws {
    try await withGumshoe { gumshoe in
      let log = gumshoe.home + "/a.log"
      try "2026-01-31T10:00:00Z ERROR a\n".write(toFile: log, atomically: true, encoding: .utf8)
      let outcome = try await gumshoe.run(
        ["serve"] + arguments.map { $0 == "LOG" ? log : $0 })
      #expect(outcome.status == status, "\(outcome)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `a port that is in use is 69`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve("--metrics-listen", "127.0.0.1:0")
      #expect(server.process.errorsSoFar.contains("metrics on http://127.0.0.1:"))
      let address = server.url.dropFirst("http://".count)
      let second = try await gumshoe.run(
        ["serve", store.evidence, "--store", store.path, "--listen", String(address)])
      #expect(second.status == 69)
      #expect(second.errors.contains("Cannot listen on '\(address)': the address is in use"))
      #expect(await server.stop().status == 0)
    }
  }

  @Test func `keys are listed without the secret, and revoked once and for all`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      #expect(store.member.hasPrefix("trv_ak_") && store.member.utf8.count == 7 + 43)
      let listed = try await gumshoe.run(["keys", "list", "--store", store.path])
      #expect(!listed.output.contains("trv_ak_"))
      let lines = listed.output.split(separator: "\n")
      #expect(lines.count == 3)
      let row = try #require(lines.first { $0.contains("member") })
      let cells = row.split(separator: " ")
      #expect(cells[1...3] == ["member", "member", "default"])
      #expect(row.hasSuffix("never      no"))
      let revoked = try await gumshoe.run([
        "keys", "revoke", String(cells[0]), "--store", store.path,
      ])
      #expect(revoked.status == 0 && revoked.output.isEmpty)
      let again = try await gumshoe.run(["keys", "list", "--store", store.path])
      #expect(
        again.output.split(separator: "\n").contains {
          $0.hasPrefix(cells[0]) && !$0.hasSuffix("no")
        })
      let unknown = try await gumshoe.run(["keys", "revoke", "none", "--store", store.path])
      #expect(unknown.status == 66 && unknown.errors.contains("no key 'none'"))
      let organization = try await gumshoe.run([
        "keys", "disable-org", "none", "--store", store.path,
      ])
      #expect(organization.status == 66)
      for command in [["list"], ["revoke", "x"], ["disable-org", "x"]] {
        let typo = gumshoe.home + "/typo.sqlite"
        let missing = try await gumshoe.run(["keys"] + command + ["--store", typo])
        #expect(missing.status == 66 && missing.errors.contains("no store at '\(typo)'"))
        #expect(!FileManager.default.fileExists(atPath: typo))
      }
      let file = try Data(contentsOf: URL(filePath: store.path))
      for secret in [store.member, store.admin] {
        #expect(file.range(of: Data(secret.utf8)) == nil)
      }
    }
  }

  @Test func `over TLS it is spoken to by whoever trusts its certificate`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let certificate = try TestCertificate(in: gumshoe.home, host: "localhost")
      let server = try await store.serve(
        "--tls-cert", certificate.path, "--tls-key", certificate.keyPath)
      let port = try #require(server.url.split(separator: ":").last)
      #expect(server.url.hasPrefix("https://"))
      let question = ["ask", "what went wrong?", "--server", "https://localhost:\(port)"]
      let key = ["GUMSHOE_API_KEY": store.member]
      let trusted = try await gumshoe.run(
        question + ["--ca-file", certificate.path], variables: key)
      #expect(trusted.status == 0 && trusted.output.hasPrefix("## Answer"), "\(trusted)")
      let login = try await gumshoe.run(
        [
          "login", "--server", "https://localhost:\(port)", "--profile", "team", "--ca-file",
          certificate.path,
        ], script: store.member + "\n")
      #expect(login.status == 0, "\(login)")
      let examined = try await gumshoe.run(["doctor", "--profile", "team"])
      #expect(examined.status == 0, "\(examined)")
      let nothing = try await gumshoe.run(
        [
          "login", "--server", "https://localhost:\(port)/elsewhere", "--profile", "team",
          "--ca-file", certificate.path,
        ], script: store.member + "\n")
      #expect(nothing.status == 66, "\(nothing)")
      #expect(nothing.errors.contains("There is no Sessions API at https://localhost:\(port)/else"))
      let refused = try await gumshoe.run(question, variables: key)
      #expect(refused.status == 69, "\(refused)")
      #expect(refused.errors.contains("its certificate is not trusted"))
      #expect(await server.stop().status == 0)
    }
  }

  @Test func `metrics tell of requests and of turns`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve("--metrics-listen", "127.0.0.1:0")
      let said = server.process.errorsSoFar
      let metrics = try #require(said.firstMatch(of: /metrics on (\S+)/)).1
      let caller = HTTPCaller(key: store.member)
      let created = try #require(
        await caller.call(
          "\(server.url)/v1/sessions", ["input": "what went wrong?", "idempotency_key": "k"]))
      let id = try #require(created.object["id"] as? String)
      _ = try await caller.ended("\(server.url)/v1/sessions/\(id)")
      // A turn is counted just after its end can be seen.
      var text = ""
      let limit = ContinuousClock.now + Patience.limit
      while !text.contains("turns_running 0.0"), ContinuousClock.now < limit {
        try await Task.sleep(for: .milliseconds(10))
        text = try #require(await caller.text(String(metrics)))
      }
      for line in [
        #"http_requests_total{method="POST",route="/v1/sessions",status="201"} 1"#,
        #"turns_total{outcome="answered"} 1"#, "turn_duration_seconds_count 1",
        "turns_running 0.0",
      ] {
        #expect(text.split(separator: "\n").contains(Substring(line)), "\(line) in \(text)")
      }
      #expect(await server.stop().status == 0)
    }
  }
}
