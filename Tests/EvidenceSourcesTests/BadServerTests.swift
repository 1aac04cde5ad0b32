import CZlib
import Foundation
import SessionsAPI
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// Servers that are broken, closed, or something else: each is said by name, and ends in time.
@Suite struct BadServerTests {
  private func ask(
    _ handler: @escaping HTTPTestServer.Handler,
    _ change: (inout SourceSettings) -> Void = { _ in },
    environment: [String: String] = [:]
  ) async throws -> (failure: SourceFailure?, fetched: FetchedFiles) {
    try await HTTPTestServer.run(handler: handler) { server in
      var settings = SourceSettings(name: "trial", kind: .prometheus, address: server.url)
      change(&settings)
      let trial = try SourceTrial(limits: settings.limits)
      let failure = try await trial.ask(PrometheusSource(settings, environment: environment))
      return (failure, await trial.sink.fetched)
    }
  }

  private static let bad: [(Int, String, [String])] = [
    (401, #"{"error":"token expired"}"#, ["missing or wrong (401): token expired", "'bearer'"]),
    (403, "nope", ["not enough (403): nope", "right to read", "'bearer'"]),
    (407, "who?", ["the proxy before it wants credentials (407): who?", "the proxy's user"]),
    (404, "404 page not found", ["no such API", "(404): 404 page not found", "'address'"]),
    (302, "", ["sends elsewhere (302)"]),
    (429, "slow down", ["too many requests to answer (429): slow down", "'requests'"]),
    (
      500, #"{"status":"error","error":"disk is gone"}"#,
      ["500, a trouble of its own: disk is gone"]
    ),
    (
      503, "<html><title>Down</title></html>",
      ["a page for people", "(503, 'down')", "Something else"]
    ),
    (
      200, "<!DOCTYPE html><html><head><title>Sign in</title>",
      ["a page for people", "(200, 'sign in')", "a login"]
    ),
    (200, "tea", ["none of this API's answers: tea", "'kind'"]),
    (200, #"{"data":{"some":"thing"}}"#, ["none of this API's answers: {\"data\"", "'kind'"]),
  ]

  @Test(arguments: bad)
  func `an answer that is none is told with its status, its words and what to do`(
    status: Int, body: String, said: [String]
  ) async throws {
    let (failure, fetched) = try await ask { _ in .json(status, body) }
    let words = "\(try #require(failure))"
    for part in said { #expect(words.contains(part), "\(words)") }
    #expect(words.hasPrefix("GET /api/v1/label/__name__/values: "), "\(words)")
    #expect(fetched.files == [] && fetched.requests <= 2)
  }

  @Test func `a server that wants a short pause gets it, once`() async throws {
    let counter = Counter()
    let (failure, fetched) = try await ask { request in
      await counter.next() == 1
        ? .json(429, "", fields: ["Retry-After": "0"]) : .json(200, #"{"data":[]}"#)
    }
    // It holds nothing beside the window either: four stretches before it are looked at.
    #expect(failure == nil && fetched.requests == 6, "\(fetched.requests)")
    #expect(fetched.held == HeldTime(what: "values"))
    let (long, once) = try await ask { _ in .json(429, "", fields: ["Retry-After": "3600"]) }
    #expect("\(try #require(long))".contains("come back in 3600 s") && once.requests == 1)
  }

  @Test func `one that is cut off, silent or gone is told apart`() async throws {
    let (cut, _) = try await ask { _ in .cut }
    #expect("\(try #require(cut))".contains("closed the connection"))
    let half = Array("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"data\":[".utf8)
    let (torn, kept) = try await ask { _ in .bytes(half) }
    #expect(torn != nil && kept.files == [])
    let (silent, _) = try await ask({ _ in
      try? await Task.sleep(for: .seconds(600))
      return .cut
    }) { $0.limits.seconds = 1 }
    #expect("\(try #require(silent))".contains("did not answer in time"))
    let trial = try SourceTrial()
    let nobody = SourceSettings(name: "trial", kind: .prometheus, address: "http://127.0.0.1:1")
    let gone = try await trial.ask(PrometheusSource(nobody, environment: [:]))
    #expect("\(try #require(gone))".contains("nothing listens there"))
  }

  @Test func `a bomb of gzip, and ten million names, end at the limit of bytes`() async throws {
    let bomb = try gzip(Array(repeating: UInt8(ascii: " "), count: 64 << 20))
    #expect(bomb.count < 1 << 20)
    let (failure, _) = try await ask { _ in
      .answer(
        HTTPTestAnswer(
          status: 200, fields: ["content-encoding": "gzip", "content-type": "application/json"],
          body: bomb))
    }
    #expect("\(try #require(failure))".contains("more than the 10000000 bytes"))
    let names = Array((#"{"data":["# + String(repeating: "\"m\",", count: 10_000_000)).utf8)
    let (many, _) = try await ask { _ in .bytes(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + names) }
    #expect("\(try #require(many))".contains("more than the 10000000 bytes"))
  }

  @Test(arguments: [(3600, "1 h ahead of"), (-5400, "1 h 30 min behind"), (40, nil)])
  func `a clock that is off is said, in the answer and by the doctor`(
    seconds: Double, said: String?
  ) async throws {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = TimeZone(identifier: "GMT")
    form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let date = form.string(from: Date(timeIntervalSinceNow: seconds))
    let answer: HTTPTestServer.Handler = { request in
      let data = request.target.contains("query_range") ? #"{"result":[]}"# : "[]"
      return .json(200, #"{"data":\#(data)}"#, fields: ["Date": date])
    }
    let (_, fetched) = try await ask(answer)
    let doubts = (fetched.doubts ?? []).filter { $0.contains("clock") }
    #expect(doubts.count == (said == nil ? 0 : 1), "\(fetched)")
    if let said { #expect(doubts.first?.contains("its clock is \(said) this machine's") == true) }
    for kind in [SourceKind.prometheus, .loki, .tempo] {
      try await HTTPTestServer.run(handler: answer) { server in
        let book = SourceBook(
          [SourceSettings(name: "trial", kind: kind, address: server.url)], environment: [:])
        let words = await book.check("trial", at: SourceTrial.window.upperBound).words
        #expect(words.contains("Its clock is \(said ?? "")") == (said != nil), "\(kind): \(words)")
      }
    }
    // What a cache kept is as old as it says.
    let (_, kept) = try await ask { _ in
      .json(200, #"{"data":[]}"#, fields: ["Date": date, "Age": "3600"])
    }
    #expect(kept.doubts?.contains { $0.contains("clock") } != true)
  }

  @Test func `a selector that leaves almost nothing is said, with how much there is`() async throws
  {
    let (failure, fetched) = try await ask({ request in
      guard request.target.contains("__name__/values") else { return .json(404, "") }
      let count = request.target.contains("match") ? 1 : 100
      let names = (0..<count).map { "\"metric_\($0)_total\"" }.joined(separator: ",")
      return .json(200, #"{"data":[\#(names)]}"#)
    }) { $0.selector = #"job="web""# }
    #expect(failure != nil)
    let doubt = fetched.doubts?.first ?? ""
    #expect(doubt.hasPrefix(#"its selector {job="web"} matches 1 of its 100 metrics"#), "\(doubt)")
  }

  @Test func `one metric that is refused does not keep the others from being asked for`()
    async throws
  {
    let (failure, fetched) = try await ask { request in
      if request.target.contains("__name__/values") {
        return .json(200, #"{"data":["a_errors_total","b_requests_total","up"]}"#)
      }
      if request.target.contains("/labels") { return .json(200, #"{"data":["job"]}"#) }
      guard request.target.contains("query_range") else { return .json(404, "") }
      if request.target.contains("a_errors") {
        return .json(
          422, #"{"status":"error","error":"query processing would load too many samples"}"#)
      }
      let values = #"[[1773482400,"NaN"],[1773482415,"1"]]"#
      return .json(
        200,
        #"{"status":"success","warnings":["partial answer"],"data":{"resultType":"matrix","result":[{"metric":{"__name__":"x"},"values":"#
          + values + "}]}}")
    }
    #expect(failure == nil)
    #expect(fetched.files.map(\.name).sorted() == ["b_requests_rate.json", "up.json"])
    #expect(
      fetched.notes.contains {
        $0.contains("too large for it: query processing") && $0.contains("'selector'")
      })
    #expect(fetched.notes.contains { $0.contains("it warns: partial answer") })
    // Names, labels, metadata, the time that is held, and a query for each.
    #expect(fetched.requests == 7)
  }

  @Test func `the limit of requests is told, and kept`() async throws {
    let (failure, fetched) = try await ask({ request in
      if request.target.contains("__name__/values") {
        let names = (0..<50).map { "\"q\($0)_requests_total\"" }.joined(separator: ",")
        return .json(200, "{\"data\":[\(names)]}")
      }
      if request.target.contains("/labels") { return .json(200, #"{"data":["job"]}"#) }
      return .json(
        200, #"{"data":{"result":[{"metric":{},"values":[[1773482400,"1773485990"]]}]}}"#)
    }) { $0.limits.requests = 10 }
    #expect(failure == nil && fetched.requests <= 10)
    #expect(
      fetched.notes.contains { $0.contains("5 of 50 metrics") && $0.contains("'requests'") },
      "\(fetched.notes)")
  }

  @Test func `who asks is told by what the settings name, and a secret is told to nobody else`()
    async throws
  {
    let secret = "s3cr3t-of-this-test"
    let seen = Counter()
    let (failure, fetched) = try await ask(
      { request in
        let isRight =
          request.fields["authorization"] == "Bearer \(secret)"
          && request.fields["x-scope-orgid"] == "team"
        if isRight { _ = await seen.next() }
        return .json(401, "no entry")
      },
      {
        $0.authentication.bearer = .environment("TOKEN")
        $0.authentication.headers = [.init(name: "X-Scope-OrgID", value: .plain("team"))]
      }, environment: ["TOKEN": secret])
    #expect(await seen.count == 1)
    #expect(!"\(try #require(failure)) \(fetched)".contains(secret))

    let folder = try TemporaryFolder()
    let path = try folder.write("token", secret + "\n")
    chmod(path, 0o644)
    let (wide, _) = try await ask({ _ in .cut }) { $0.authentication.bearer = .file(path) }
    #expect("\(try #require(wide))".contains("chmod 600 '\(path)'"))
    let (unset, _) = try await ask({ _ in .cut }) {
      $0.authentication.bearer = .environment("NOT_SET")
    }
    #expect("\(try #require(unset))".contains("NOT_SET"))
  }

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try folder.writeGzip("bomb", bytes: bytes)
    return try folder.bytes("bomb")
  }
}

/// Counts calls.
private actor Counter {
  private(set) var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
