import FoundationEssentials
import SessionsAPI
import SessionsClient
import Testing
import TestSupport

/// The way to a server: addresses, time limits, redirections, proxies, certificates.
@Suite struct ReachTests {
  @Test func `plain HTTP beyond this machine is refused unless it is allowed`() throws {
    for url in ["http://localhost:8080", "http://127.1.2.3", "http://[::1]:1", "https://h/v1/"] {
      _ = try ServerAddress(url)
    }
    #expect(throws: ServerAddressError.plainHTTP("http://example.com")) {
      try ServerAddress("http://example.com")
    }
    #expect(throws: ServerAddressError.plainHTTP("http://127.0.0.1.evil.com")) {
      try ServerAddress("http://127.0.0.1.evil.com")
    }
    let address = try ServerAddress("http://Example.COM:80/a/", allowsPlainHTTP: true)
    #expect("\(address)" == "http://example.com/a")
  }

  @Test(arguments: [
    "", "example.com", "ftp://h", "https://", "https://u:p@h", "https://h?x", "https://h:99999",
  ])
  func `what is no server's URL is refused`(text: String) {
    #expect(throws: ServerAddressError.self) { try ServerAddress(text) }
  }

  @Test func `a server that is away is named, with the reason`() async throws {
    let port = try await HTTPTestServer.run(handler: { _ in .cut }) { $0.port }
    try await withClient(of: "http://127.0.0.1:\(port)") { client in
      let error = try await failure { try await client.list(.everything) }
      #expect(
        error?.message
          == "http://127.0.0.1:\(port) is out of reach: nothing listens there. 'gumshoe doctor' "
          + "looks closer.")
    }
  }

  @Test func `a host that does not exist is named`() async throws {
    try await withClient(of: "https://nowhere.invalid") { client in
      let error = try #require(await failure { try await client.list(.everything) })
      #expect(
        error.status == 503 && error.message.contains("https://nowhere.invalid is out of reach"))
    }
  }

  @Test func `a silent server is given up after its time, and after the wait it was asked for`()
    async throws
  {
    try await HTTPTestServer.run(handler: { _ in
      try? await ContinuousClock().sleep(for: .seconds(60))
      return .cut
    }) { server in
      try await withClient(
        of: server.url,
        {
          $0.limits.total = .milliseconds(100)
          $0.limits.beyondWait = .milliseconds(100)
          $0.retries.retries = 0
        }
      ) { client in
        for (wait, least) in [(Duration?.none, 0.1), (.seconds(1), 1.1)] {
          let begin = ContinuousClock.now
          let error = try await failure { try await client.get(.init(rawValue: "s"), wait: wait) }
          let took = begin.duration(to: .now)
          #expect(error?.message.contains("it did not answer in time") == true)
          #expect(took >= .seconds(least))
        }
      }
    }
  }

  @Test func `a redirection to another host is not followed, and never sees the key`() async throws
  {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      return .json(200, Session.json("s1"))
    }) { other in
      for location in ["\(other.url)/v1/sessions/s1", "//127.0.0.1:\(other.port)/x"] {
        try await HTTPTestServer.run(handler: { _ in
          .json(302, "{}", fields: ["location": location])
        }) { server in
          try await withClient(of: server.url) { client in
            let error = try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) }
            #expect(error?.message.contains("a redirection that can't be followed") == true)
          }
        }
      }
    }
    #expect(log.requests.isEmpty)
  }

  @Test func `a redirection on the same server is followed, in circles only so far`() async throws {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      if request.target == "/there" { return .json(200, Session.json("s1")) }
      return .json(
        307, "{}", fields: ["location": request.target.hasSuffix("s1") ? "/there" : "/v1/round"])
    }) { server in
      try await withClient(of: server.url) { client in
        _ = try await client.get(.init(rawValue: "s1"), wait: nil)
        #expect(log.requests.count == 2)
        let error = try await failure {
          try await client.followUp(FollowUpDraft(input: "x"), to: .init(rawValue: "s2"))
        }
        #expect(error?.status == 500)
        #expect(log.requests.count == 6)
        #expect(log.requests[5].method == "POST" && !log.requests[5].body.isEmpty)
      }
    }
  }

  @Test func `the environment's proxy is used, except where it must not be`() throws {
    let server = try ServerAddress("https://api.example.com")
    let plain = try ServerAddress("http://api.example.com:81", allowsPlainHTTP: true)
    func proxy(_ server: ServerAddress, _ environment: [String: String]) throws -> String? {
      try HTTPProxy(for: server, environment: environment).map { "\($0.host):\($0.port)" }
    }
    #expect(try proxy(server, ["HTTPS_PROXY": "http://p:3128"]) == "p:3128")
    #expect(try proxy(server, ["https_proxy": "q:1", "HTTPS_PROXY": "http://p:3128"]) == "q:1")
    #expect(try proxy(server, ["HTTP_PROXY": "http://p:3128"]) == nil)
    #expect(try proxy(plain, ["HTTP_PROXY": "http://u:w@p:3128"]) == "p:3128")
    #expect(try proxy(plain, ["HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"]) == nil)
    #expect(try proxy(server, ["ALL_PROXY": "p:2", "NO_PROXY": "other.com,.example.com"]) == nil)
    #expect(try proxy(server, ["ALL_PROXY": "p:2", "NO_PROXY": "example.com:80"]) == "p:2")
    #expect(try proxy(server, ["ALL_PROXY": "p:2", "NO_PROXY": "*"]) == nil)
    #expect(try proxy(try ServerAddress("http://localhost:9"), ["HTTP_PROXY": "p:2"]) == nil)
    #expect(throws: HTTPProxyError.self) {
      try proxy(server, ["HTTPS_PROXY": "socks5://p:2"])
    }
  }

  @Test func `a call goes through the proxy, which is asked for a tunnel and not shown the key`()
    async throws
  {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      return .json(403, "{}")
    }) { proxy in
      let server = try ServerAddress("http://api.example.invalid", allowsPlainHTTP: true)
      let way = try HTTPProxy(
        for: server, environment: ["http_proxy": "http://u:p@127.0.0.1:\(proxy.port)"])
      var settings = ClientSettings(server: server, key: ClientKey(APIKey(secret)), proxy: way)
      settings.retries.retries = 0
      let client = SessionsClient(settings)
      let error = try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) }
      await client.close()
      #expect(
        error?.message
          == "http://api.example.invalid is out of reach through the proxy "
          + "127.0.0.1:\(proxy.port): the proxy does not let it through. 'gumshoe doctor' looks "
          + "closer.")
    }
    #expect(log.requests.map(\.method) == ["CONNECT"])
    #expect(log.requests.map(\.target) == ["api.example.invalid:80"])
    #expect(log.requests.allSatisfy { $0.fields["authorization"] == nil })
    #expect(log.requests.allSatisfy { $0.fields["proxy-authorization"] == "Basic dTpw" })
  }

  @Test func `a tunnel through the proxy carries TLS to the server itself`() async throws {
    try await TestFolder.run { folder in
      let log = RequestLog()
      let certificate = try TestCertificate(in: folder, host: "api.example.invalid")
      try await HTTPTestServer.run(
        tls: try certificate.context(),
        handler: { request in
          _ = log.note(request)
          return .json(200, Session.json("s1"))
        }
      ) { upstream in
        let proxy = try await TunnelProxy(to: upstream.port)
        let server = try ServerAddress("https://api.example.invalid")
        let way = try HTTPProxy(
          for: server, environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"])
        let client = SessionsClient(
          ClientSettings(
            server: server, key: ClientKey(APIKey(secret)), authorityFile: certificate.path,
            proxy: way))
        let fetched = try await client.get(.init(rawValue: "s1"), wait: nil)
        await client.close()
        await proxy.close()
        #expect(fetched.session.id.rawValue == "s1")
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
        #expect(proxy.requests.map(\.target) == ["api.example.invalid:443"])
        #expect(proxy.requests.allSatisfy { !$0.fields.contains("authorization") })
        #expect(log.requests.map { $0.fields["authorization"] } == ["Bearer \(secret)"])
      }
    }
  }
}
